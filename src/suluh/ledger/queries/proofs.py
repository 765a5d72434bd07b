"""Proofs that an entry stands in the log, as anybody can check them without us."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from suluh.ledger.models import Checkpoint, JpEntry
from suluh.ledger.queries.nodes import LogNodes
from suluh.ledger.queries.records import COLUMNS, canonical, record_of
from suluh.ledger.types import EntryProof
from suluh.standards.tlog import ProofFile, write_proof
from suluh.standards.tlog.tree import inclusion_proof


def entry_proof(entry: UUID, *, nodes: LogNodes | None = None) -> EntryProof | None:
    """The proof of an entry; None while it still waits for its place in the log.

    Give the same `nodes` for many entries: their paths share most hashes. Wide scope.
    """
    row = _entry(entry)
    if row is None or row[0] is None:
        return None
    index, opening, *values = row
    checkpoint = checkpoint_over(index)
    path = inclusion_proof((nodes or LogNodes()).node, index, checkpoint.size)
    record = record_of(values)
    return EntryProof(
        index=index,
        commitment=hmac.digest(bytes(opening), canonical(record), "sha256").hex(),
        text=write_proof(ProofFile(index, path, checkpoint.note)),
        opening=opening_file(bytes(opening), record),
    )


def is_in_log(entry: UUID) -> bool:
    """Whether an entry has its place; as far as the scope sees."""
    return JpEntry.reachable.filter(id=entry, leaf_index__isnull=False).exists()


def checkpoint_over(index: int) -> Checkpoint:
    """The first checkpoint that covers a leaf: the earliest says most about when it was there."""
    return Checkpoint.objects.filter(size__gt=index).order_by("size")[0]


def opening_file(opening: bytes, record: dict[str, Any]) -> str:
    """What opens a commitment, as the file that a certificate carries: RFC 8785 JSON."""
    whole = {"entry": record, "opening": opening.hex(), "v": 1}
    return canonical(whole).decode()


def _entry(entry: UUID) -> Sequence[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT leaf_index, opening, {COLUMNS} FROM ledger_jpentry WHERE id = %s",  # noqa: S608
            [entry],
        )
        found: Sequence[Any] | None = cursor.fetchone()
    return found
