"""Running a module in a process of its own: a strange file may cost that process, and no more."""

from __future__ import annotations

import os
import subprocess
import sys

_KEPT = ("PATH", "LD_LIBRARY_PATH")  # of our own environment, which holds secrets


class TooLong(Exception):
    """The process was still at it when its time was up; it was ended."""


def run_apart(module: str, *words: str, patience: int) -> str:
    """Run `python -m module words`; '' where it went well, else its word of why.

    `patience` in seconds; raises TooLong. The module sets its own limits of memory and time.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            env=kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            capture_output=True, text=True, timeout=patience, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TooLong from error
    return (done.stderr.strip() or "broken") if done.returncode else ""
