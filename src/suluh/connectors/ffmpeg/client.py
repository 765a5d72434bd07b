"""Running ffmpeg: the only file here that starts a program."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from suluh.activities.video.ports import Facts, NotPacked
from suluh.connectors.ffmpeg.mapping import SAFE_INPUT, command, facts_of, milliseconds_done

PATIENCE = 60


@cache
def program() -> str | None:
    """Path of the system's ffmpeg, else of the one that came with us; None where there is none."""
    found = os.environ.get("SULUH_FFMPEG") or shutil.which("ffmpeg")
    if found:
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def look(path: Path) -> Facts | None:
    """What ffmpeg says about a file; it opens that file alone."""
    said = subprocess.run(
        [str(program()), "-nostdin", "-hide_banner", *SAFE_INPUT, "-i", str(path.resolve())],
        capture_output=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    return facts_of(said.stderr.decode(errors="replace"))


def pack(source: Path, folder: Path, facts: Facts, *, tell: Callable[[int], None]) -> None:
    """Write all renditions into the folder; `tell` hears the milliseconds that are done."""
    argv = command(str(program()), str(source.resolve()), facts=facts)
    for place in {Path(word).parent for word in argv if word.endswith(".m3u8")}:
        (folder / place).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as errors:
        running = subprocess.Popen(
            [*_calmly(), *argv], cwd=folder, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        assert running.stdout is not None
        try:
            for line in running.stdout:
                done = milliseconds_done(line)
                if done is not None:
                    tell(done)
        finally:
            running.stdout.close()
            if running.poll() is None:
                running.terminate()
        if running.wait() != 0:
            errors.seek(0)
            raise NotPacked(errors.read()[-500:].decode(errors="replace"))


def _calmly() -> list[str]:
    """People who read pages go first."""
    nice = shutil.which("nice")
    return [nice, "-n", "15"] if nice else []
