"""A PostgreSQL of one's own that may be killed, and rows to be counted afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tools import devdb
from tools.environment import VENV


class Cluster:
    """A durable cluster that can be killed with all its processes and started again."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.data = folder / "data"
        self.settings = devdb.DURABLE | settings
        devdb.create(self.data, VENV)
        self.process = devdb.start(self.data, VENV, self.settings)

    @property
    def url(self) -> str:
        """DATABASE_URL of the owner."""
        return devdb.address(self.data)

    def kill(self) -> None:
        """SIGKILL postmaster and every backend at once, as a crash would."""
        postmaster = int((self.data / "postmaster.pid").read_text().split("\n")[0])
        os.kill(postmaster, signal.SIGSTOP)  # it makes no child while they are counted
        doomed = [postmaster, *_children(postmaster)]
        for process in doomed:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Start again on the same data; PostgreSQL recovers by itself."""
        deadline = time.monotonic() + 60
        while True:
            try:
                self.process = devdb.start(self.data, VENV, self.settings)
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def stop(self) -> None:
        """Stop cleanly."""
        devdb.stop(self.process, self.data)


@contextmanager
def cluster(**settings: str) -> Iterator[Cluster]:
    """A cluster for the length of the block; its DATABASE_URL stands in the environment."""
    parent = Path(os.environ.get("SULUH_FAULT_FOLDER", tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix="suluh-kill-", dir=parent))
    before = os.environ.get("DATABASE_URL", "")
    made = Cluster(folder, settings)
    os.environ["DATABASE_URL"] = made.url
    try:
        yield made
    finally:
        made.stop()
        os.environ["DATABASE_URL"] = before
        shutil.rmtree(folder, ignore_errors=True)


def evidence(window: int) -> dict[int, list[str]]:
    """Check-in times (WIB) by the number of the person's session."""
    sql = (
        "SELECT right(s.session_key, 24)::bigint, to_char(c.at AT TIME ZONE 'Asia/Jakarta',"
        " 'HH24:MI:SS') FROM session_checkin c JOIN identity_account a ON a.person_id = c.person_id"
        " JOIN identity_session s ON s.account_id = a.id WHERE c.window_id = %s"
    )
    found: dict[int, list[str]] = {}
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('suluh.wide', 'on', true)")
        for person, at in connection.execute(sql, [window]):
            found.setdefault(int(person), []).append(str(at))
    return found


def judge(told: dict[int, str], found: dict[int, list[str]]) -> dict[str, Any]:
    """What was promised against what is there."""
    return {
        "told": len(told),
        "rows": sum(map(len, found.values())),
        "lost": sum(told[person] not in found.get(person, []) for person in told),
        "doubled": sum(len(times) - 1 for times in found.values()),
    }


def _children(parent: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]
