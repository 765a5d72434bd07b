"""Proofs that an entry stands in the log, as anybody can check them without us."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.ledger.models import Checkpoint, JpEntry
from suluh.ledger.queries.nodes import LogNodes
from suluh.ledger.queries.records import canonical, columns, record_of
from suluh.ledger.queries.witnessing import first_witnessed, note_with_cosignatures
from suluh.ledger.types import EntryProof
from suluh.standards.tlog import ProofFile, write_proof
from suluh.standards.tlog.tree import inclusion_proof

_LINES = f"""
SELECT asked.id, e.id, e.leaf_index, e.opening, {columns("e")}
FROM ledger_jpentry asked JOIN ledger_jpentry e
  ON e.person_id = asked.person_id AND e.activity_key = asked.activity_key AND e.kind = 'credit'
WHERE asked.id = ANY(%s) ORDER BY e.leaf_index
"""  # noqa: S608 - our own names


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A line of the ledger with its place in the log and what opens it."""

    entry: UUID
    index: int
    opening: bytes
    record: dict[str, Any]


def entry_proof(entry: UUID) -> EntryProof | None:
    """The proof of an entry; None while it still waits for its place in the log. Wide scope."""
    return entry_proofs([entry], nodes=LogNodes()).get(entry)


def entry_proofs(entries: Sequence[UUID], *, nodes: LogNodes) -> dict[UUID, EntryProof]:
    """Proofs of those entries that have their place in the log. Wide scope.

    An activity may have been booked in several lines; all of them are proven, by the checkpoint
    over the last. Each proof goes to the first checkpoint that enough witnesses have seen, else to
    the first there is: the earliest says most about when the entry stood there, and gives the same
    file ever after. Give the same `nodes` for many entries: their paths share most hashes.
    """
    proofs = {}
    cover: Cover | None = None
    for entry, lines in sorted(_logged(entries).items(), key=lambda found: found[1][-1].index):
        if cover is None or cover.size <= lines[-1].index:
            cover = cover_of(lines[-1].index)
        proofs[entry] = _proof(entry, lines, cover=cover, nodes=nodes)
    return proofs


def _proof(
    entry: UUID, lines: Sequence[LoggedLine], *, cover: Cover, nodes: LogNodes
) -> EntryProof:
    paths = {line.index: inclusion_proof(nodes.node, line.index, cover.size) for line in lines}
    mine = next(line for line in lines if line.entry == entry)
    return EntryProof(
        index=mine.index,
        logged_at=cover.at,
        is_witnessed=cover.is_witnessed,
        commitment=hmac.digest(mine.opening, canonical(mine.record), "sha256").hex(),
        text=write_proof(ProofFile(mine.index, paths[mine.index], cover.note)),
        opening=_opening_file(lines, paths | {mine.index: ()}),
    )


def is_in_log(entry: UUID) -> bool:
    """Whether an entry has its place; as far as the scope sees."""
    return JpEntry.reachable.filter(id=entry, leaf_index__isnull=False).exists()


@dataclass(frozen=True, slots=True)
class Cover:
    """The checkpoint that a proof leads to: its note with all signatures."""

    size: int
    at: datetime
    note: str
    is_witnessed: bool


def cover_of(index: int) -> Cover:
    """The first checkpoint over a leaf that witnesses saw, else the first there is."""
    seen = first_witnessed(index)
    found = seen or Checkpoint.objects.filter(size__gt=index).order_by("size")[0]
    return Cover(found.size, found.at, note_with_cosignatures(found), seen is not None)


def _opening_file(lines: Sequence[LoggedLine], paths: Mapping[int, Sequence[bytes]]) -> str:
    """What opens the commitments, as the file that a certificate carries: RFC 8785 JSON.

    The line that the proof file is about needs no path of its own.
    """
    opened = [
        {
            "entry": line.record, "i": line.index, "opening": line.opening.hex(),
            "path": [step.hex() for step in paths[line.index]],
        }
        for line in lines
    ]  # fmt: skip
    return canonical({"lines": opened, "v": 1}).decode()


def _logged(entries: Sequence[UUID]) -> dict[UUID, list[LoggedLine]]:
    """All lines of each entry's activity, in the log's order; only where every one is there."""
    found: dict[UUID, list[LoggedLine]] = {}
    waiting: set[UUID] = set()
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [list(entries)])
        for asked, entry, index, opening, *values in cursor.fetchall():
            if index is None:
                waiting.add(asked)
                continue
            line = LoggedLine(entry, index, bytes(opening), record_of(values))
            found.setdefault(asked, []).append(line)
    return {asked: lines for asked, lines in found.items() if asked not in waiting}
