"""Child processes that never outlive their parent: start, wait, stop, free ports."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def bound_to_parent(argv: Sequence[str], *, on_loss: str = "TERM") -> list[str]:
    """The command, wrapped so that the kernel signals it when this process dies in any way."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", on_loss, *argv] if setpriv else list(argv)


def start(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    output: IO[bytes] | int | None = None,
    on_loss: str = "TERM",
) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own, out of reach of the terminal's Ctrl-C."""
    return subprocess.Popen(
        bound_to_parent(argv, on_loss=on_loss),
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
    )


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to the whole process group; a group that is gone is no error."""
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return


def stop_all(processes: Sequence[subprocess.Popen[bytes]], *, patience: float = 12.0) -> None:
    """Ask every process to stop, wait, then kill whatever is left of each group."""
    for process in processes:
        signal_group(process, signal.SIGTERM)
    deadline = time.monotonic() + patience
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
    for process in processes:
        signal_group(process, signal.SIGKILL)
        process.wait()


def port_is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def any_free_port(host: str = "127.0.0.1") -> int:
    """A port whose successor is free too: the site takes both."""
    while True:
        with socket.socket() as probe:
            probe.bind((host, 0))
            port = int(probe.getsockname()[1])
        if port < 65535 and port_is_free(port) and port_is_free(port + 1):
            return port


@contextmanager
def stop_by_signal() -> Iterator[None]:
    """Inside, every stop signal raises KeyboardInterrupt once; later ones wait for the tidying."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for each in STOP_SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, interrupt) for each in STOP_SIGNALS}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
