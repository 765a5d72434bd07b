"""The only file that touches the Maildir: `new/` by the mail server, `cur/` while we read."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

CLAIM = 600  # seconds after which a letter that nobody finished is taken again
LARGEST = 5_000_000
_HEAD = 65_536  # of a letter that is too large: enough to know for whom it was


def waiting(folder: Path, *, limit: int, now: float | None = None) -> list[Path]:
    """Letters to be read, oldest first: new ones, and those of a worker that died."""
    before = (time.time() if now is None else now) - CLAIM
    left = [each for each in _files(folder / "cur") if _age(each) < before]
    return sorted([*_files(folder / "new"), *left], key=_age)[:limit]


def claim(letter: Path) -> Path | None:
    """Take it; None where another worker was faster."""
    taken = letter.parent.parent / "cur" / letter.name
    taken.parent.mkdir(exist_ok=True)
    with suppress(FileNotFoundError):
        letter.rename(taken)
        os.utime(taken)
        return taken
    return None


def remove(letter: Path) -> None:
    """Done with: what was said stands in the topic, the rest is nobody's to keep."""
    letter.unlink(missing_ok=True)


def head_of(letter: Path) -> bytes | None:
    """The beginning of a letter that is too large to be read; None where it is not."""
    if letter.stat().st_size <= LARGEST:
        return None
    with letter.open("rb") as file:
        return file.read(_HEAD)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [each for each in folder.iterdir() if each.is_file() and each.name[0] != "."]


def _age(letter: Path) -> float:
    with suppress(FileNotFoundError):
        return letter.stat().st_mtime
    return 0.0
