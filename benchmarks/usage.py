"""Memory and processor time of the whole service: web, live, worker and the database."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tools.site import Site

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Usage:
    """Of all processes of the service: memory (each shared page counted once), seconds of CPU."""

    memory_mb: int
    cpu_s: float


def usage(site: Site) -> Usage:
    """What the service holds now, and has used since it was started."""
    found = list(_service(site))
    return Usage(sum(map(_memory_kb, found)) // 1024, sum(map(cpu_seconds, found)))


def _service(site: Site) -> Iterable[int]:
    """Processes of the site's parts (each part is a session of its own) and of PostgreSQL."""
    sessions = {part.pid for part in site.parts.values()}
    server = _postmaster()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid, parent, session = int(folder.name), int(words[1]), int(words[3])
        if session in sessions or server in {pid, parent}:
            yield pid


def _postmaster() -> int:
    """Of the embedded database; 0 where the database is not on this machine."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        assert row is not None
        try:
            words = Path(f"/proc/{row[0]}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return int(words[1])


def _memory_kb(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        return 0
    return 0


def cpu_seconds(pid: int) -> float:
    """Of one process, and of its children that have ended; 0 where it is gone."""
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, words[11:15])) / _TICKS  # its own, and of children that have ended
