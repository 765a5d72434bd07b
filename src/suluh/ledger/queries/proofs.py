"""Proofs that an entry stands in the log, as anybody can check them without us."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
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


def entry_proof(entry: UUID) -> EntryProof | None:
    """The proof of an entry; None while it still waits for its place in the log. Wide scope."""
    return entry_proofs([entry], nodes=LogNodes()).get(entry)


def entry_proofs(entries: Sequence[UUID], *, nodes: LogNodes) -> dict[UUID, EntryProof]:
    """Proofs of those entries that have their place in the log. Wide scope.

    Each goes to the first checkpoint that enough witnesses have seen, else to the first there is:
    the earliest says most about when the entry stood there, and gives the same file ever after.
    Give the same `nodes` for many entries: their paths share most hashes.
    """
    proofs = {}
    cover: Cover | None = None
    for entry, index, opening, *values in _entries(entries):
        if cover is None or cover.size <= index:
            cover = cover_of(index)
        proofs[entry] = _proof(values, index, opening=bytes(opening), cover=cover, nodes=nodes)
    return proofs


def _proof(
    values: Sequence[Any], index: int, *, opening: bytes, cover: Cover, nodes: LogNodes
) -> EntryProof:
    path = inclusion_proof(nodes.node, index, cover.size)
    record = record_of(values)
    return EntryProof(
        index=index,
        logged_at=cover.at,
        is_witnessed=cover.is_witnessed,
        commitment=hmac.digest(opening, canonical(record), "sha256").hex(),
        text=write_proof(ProofFile(index, path, cover.note)),
        opening=opening_file(opening, record),
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


def opening_file(opening: bytes, record: dict[str, Any]) -> str:
    """What opens a commitment, as the file that a certificate carries: RFC 8785 JSON."""
    whole = {"entry": record, "opening": opening.hex(), "v": 1}
    return canonical(whole).decode()


def _entries(entries: Sequence[UUID]) -> list[Sequence[Any]]:
    """Place, opening and values of those in the log, in its order."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, leaf_index, opening, {columns()} FROM ledger_jpentry"  # noqa: S608
            " WHERE id = ANY(%s) AND leaf_index IS NOT NULL ORDER BY leaf_index",
            [list(entries)],
        )
        found: list[Sequence[Any]] = cursor.fetchall()
    return found
