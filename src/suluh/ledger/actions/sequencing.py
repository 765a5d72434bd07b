"""The sequencer: gives committed entries their place in the proof log and signs the tree.

It never signs what it cannot read back: before a checkpoint is signed, the tree is reckoned a
second time from the hashes as the database gives them again, and must continue the last signed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max

from suluh.ledger.models import Checkpoint, Node
from suluh.ledger.ports import log_signer, origin
from suluh.ledger.queries.nodes import HEIGHT, LogNodes, root_of_hashes
from suluh.ledger.queries.records import columns, leaf_of
from suluh.standards.tlog import Checkpoint as Head
from suluh.standards.tlog import (
    Frontier,
    NoteError,
    TreeHead,
    open_checkpoint,
    verify_consistency,
)
from suluh.standards.tlog.tree import consistency_proof, root_of

_LOCK = 7_310_502
BATCH = 1_000


class LogStopped(RuntimeError):
    """The stored log is not the one that was signed: nothing is signed until people have looked."""


def sequence_entries(*, now: datetime, limit: int = BATCH) -> int:
    """Append the next entries to the log and sign; gives how many. Wide scope, one at a time.

    Raises LogStopped where what is stored does not continue the last signed checkpoint.
    """
    rows = _waiting(limit)
    if not rows:
        return 0
    frontier = _signed_frontier()
    leaves = [
        leaf_of(index, bytes(opening), values)
        for index, (_entry, opening, *values) in enumerate(rows, start=frontier.size)
    ]
    _give_places([row[0] for row in rows], leaves, first=frontier.size)
    grown = frontier.extend(leaves)
    _keep_nodes(grown.size)
    _read_back(frontier, grown)
    _sign(grown, now)
    return len(leaves)


def _waiting(limit: int) -> list[Sequence[Any]]:
    """Entries without a place, oldest first; none while another process gives places."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not (cursor.fetchone() or (False,))[0]:
            return []
        cursor.execute(
            f"SELECT id, opening, {columns()} FROM ledger_jpentry WHERE leaf_index IS NULL"  # noqa: S608
            " ORDER BY ledger_jpentry.id LIMIT %s",
            [limit],
        )
        rows: list[Sequence[Any]] = cursor.fetchall()
        return rows


def _signed_frontier() -> Frontier:
    """What appending starts from; it must be what the last checkpoint was signed over."""
    last = Checkpoint.objects.order_by("-size").first()
    if last is None:
        return Frontier()
    kept = bytes(last.frontier)
    roots = tuple(kept[start : start + 32] for start in range(0, len(kept), 32))
    try:
        signed = open_checkpoint(last.note, log_signer().verifier()).head
        frontier = Frontier(last.size, roots)
    except (NoteError, ValueError) as error:
        raise LogStopped(f"checkpoint {last.size}: {error}") from error
    if TreeHead(frontier.size, frontier.root()) != signed:
        raise LogStopped(f"checkpoint {last.size} is not what was signed")
    return frontier


def _give_places(entries: list[UUID], leaves: list[bytes], *, first: int) -> None:
    """Write the leaves, and their numbers beside the entries, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH new AS (SELECT * FROM unnest(%(places)s::bigint[], %(entries)s::uuid[],"
            " %(leaves)s::bytea[]) AS t (place, entry, hash)),"
            " kept AS (INSERT INTO ledger_leaf (index, entry_id, hash) SELECT * FROM new)"
            " UPDATE ledger_jpentry e SET leaf_index = new.place FROM new WHERE e.id = new.entry",
            {
                "places": list(range(first, first + len(leaves))),
                "entries": entries,
                "leaves": leaves,
            },
        )


def _keep_nodes(size: int) -> None:
    """Keep the hashes of the subtrees that became complete."""
    level = HEIGHT
    while size >> level:
        last = Node.objects.filter(level=level).aggregate(last=Max("index"))["last"]
        nodes, first = LogNodes(), 0 if last is None else last + 1
        Node.objects.bulk_create(
            Node(level=level, index=index, hash=root_of_hashes(nodes.tile(level - HEIGHT, index)))
            for index in range(first, size >> level)
        )
        level += HEIGHT


def _read_back(before: Frontier, after: Frontier) -> None:
    """Reckon the tree again, by another way, from what the database gives back."""
    nodes = LogNodes()
    try:
        read = TreeHead(after.size, root_of(nodes.node, after.size))
        if before.size:
            old = TreeHead(before.size, before.root())
            proof = consistency_proof(nodes.node, old.size, read.size)
            continues = verify_consistency(old, read, proof)
        else:
            continues = True
    except LookupError as error:
        raise LogStopped(str(error)) from error
    if read.root != after.root() or not continues:
        raise LogStopped(f"the stored hashes do not continue checkpoint {before.size}")


def _sign(frontier: Frontier, now: datetime) -> None:
    head = TreeHead(frontier.size, frontier.root())
    Checkpoint.objects.create(
        size=head.size,
        root=head.root,
        frontier=b"".join(frontier.roots),
        note=log_signer().sign(Head(origin(), head).body()),
        at=now,
    )
