"""The sequencer: gives committed entries their place in the proof log and signs the tree."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from suluh.ledger.models import Checkpoint, Leaf
from suluh.ledger.ports import log_signer, origin
from suluh.ledger.queries.records import COLUMNS, leaf_of
from suluh.standards.tlog import Checkpoint as Head
from suluh.standards.tlog import Frontier, TreeHead

_LOCK = 7_310_502
BATCH = 1_000


def sequence_entries(*, now: datetime, limit: int = BATCH) -> int:
    """Append the next entries to the log and sign; gives how many. Wide scope, one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not (cursor.fetchone() or (False,))[0]:
            return 0
        cursor.execute(
            f"SELECT opening, {COLUMNS} FROM ledger_jpentry WHERE leaf_index IS NULL"  # noqa: S608
            " ORDER BY id LIMIT %s",
            [limit],
        )
        rows = cursor.fetchall()
    if not rows:
        return 0
    last = Checkpoint.objects.order_by("-size").first()
    frontier = _frontier(last)
    leaves = [
        Leaf(index=index, entry_id=row[1], hash=leaf_of(index, bytes(row[0]), row[1:]))
        for index, row in enumerate(rows, start=frontier.size)
    ]
    Leaf.objects.bulk_create(leaves)
    _number(leaves)
    _sign(frontier.extend(bytes(leaf.hash) for leaf in leaves), now)
    return len(leaves)


def _frontier(last: Checkpoint | None) -> Frontier:
    if last is None:
        return Frontier()
    kept = bytes(last.frontier)
    roots = tuple(kept[start : start + 32] for start in range(0, len(kept), 32))
    return Frontier(last.size, roots)


def _number(leaves: list[Leaf]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_jpentry e SET leaf_index = t.place"
            " FROM unnest(%s::uuid[], %s::bigint[]) AS t (entry, place) WHERE e.id = t.entry",
            [[leaf.entry_id for leaf in leaves], [leaf.index for leaf in leaves]],
        )


def _sign(frontier: Frontier, now: datetime) -> None:
    head = TreeHead(frontier.size, frontier.root())
    Checkpoint.objects.create(
        size=head.size,
        root=head.root,
        frontier=b"".join(frontier.roots),
        note=log_signer().sign(Head(origin(), head).body()),
        at=now,
    )
