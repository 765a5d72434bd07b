"""What a witness has seen last of each log: one small SQLite file, never written backwards.

A checkpoint is on the disk before anybody hears of it, and it takes the place of exactly the one
that was looked at: compared and put in one transaction, whoever else is asking.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from suluh.standards.tlog import TreeHead
from suluh.standards.tlog.witness import NOTHING

_TABLE = """
CREATE TABLE IF NOT EXISTS seen (
  origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, note TEXT NOT NULL
) WITHOUT ROWID
"""
_LAST = "SELECT size, root FROM seen WHERE origin = ?"
_PUT = "INSERT OR REPLACE INTO seen (origin, size, root, note) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A checkpoint as it was seen: what it says, and the note with our signature."""

    origin: str
    head: TreeHead
    note: str


class Store:
    """The file; may be opened by several processes at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as file:
            file.execute(_TABLE)

    def last(self, origin: str) -> TreeHead:
        """The tree seen last of this log; NOTHING where none was."""
        with self._open() as file:
            return _last(file, origin)

    def note(self, origin: str) -> str | None:
        """The note signed last for this log."""
        with self._open() as file:
            row = file.execute("SELECT note FROM seen WHERE origin = ?", [origin]).fetchone()
        return row[0] if row else None

    def origins(self) -> list[str]:
        """The logs of which something was seen."""
        with self._open() as file:
            return [row[0] for row in file.execute("SELECT origin FROM seen ORDER BY origin")]

    def put(self, sighting: Sighting, *, after: TreeHead) -> bool:
        """Remember a sighting, if `after` is still what was seen last; durable when it returns."""
        with self._open() as file:
            file.execute("BEGIN IMMEDIATE")
            if _last(file, sighting.origin) != after:
                return False
            head = sighting.head
            file.execute(_PUT, [sighting.origin, head.size, head.root, sighting.note])
        return True

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        file = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            file.execute("PRAGMA synchronous = EXTRA")
            yield file
            if file.in_transaction:
                file.execute("COMMIT")
        finally:
            file.close()


def _last(file: sqlite3.Connection, origin: str) -> TreeHead:
    row = file.execute(_LAST, [origin]).fetchone()
    return TreeHead(row[0], row[1]) if row else NOTHING
