"""Leaves against entries, kept hashes against leaves, the tree against every signed checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from suluh.ledger.models import Checkpoint
from suluh.ledger.ports import log_signer
from suluh.ledger.queries.nodes import HEIGHT, WIDTH, root_of_hashes
from suluh.ledger.queries.records import FIELDS, columns, leaf_of, stream
from suluh.ledger.queries.verify.verdict import TOLERANCE, Verdict
from suluh.standards.tlog import Frontier, NoteError, TreeHead, open_checkpoint

_LEAVES = f"""
SELECT l.index, l.hash, l.entry_id, e.leaf_index, e.opening, {columns("e")}
FROM ledger_leaf l LEFT JOIN ledger_jpentry e ON e.id = l.entry_id
ORDER BY l.index
"""  # noqa: S608 - our own names
_NODES = "SELECT level, index, hash FROM ledger_node ORDER BY level, index"
_MISSING = bytes(32)
_AT = FIELDS.index("at")


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint whose signature is right, and from where counting can go on behind it."""

    head: TreeHead
    frontier: Frontier | None
    at: datetime


@dataclass(slots=True)
class _Walk:
    """Where the walk over the leaves stands."""

    frontier: Frontier = field(default_factory=Frontier)
    last: Signed | None = None
    oldest: str = ""  # how old the next line may say it is
    row: list[bytes] = field(default_factory=list)  # hashes of the tile that is not yet full
    nodes: dict[tuple[int, int], bytes] = field(default_factory=dict)


def check_log(verdict: Verdict, elsewhere: Sequence[tuple[str, TreeHead]]) -> None:
    """Walk the log once, in constant memory but for one hash in 256."""
    walk, heads, others = _Walk(), _signed(verdict), iter(elsewhere)
    waiting, other = next(heads, None), next(others, None)
    for index, kept, entry, own_index, opening, *values in stream(_LEAVES, {}, name="ledger_log"):
        while walk.frontier.size < index:
            verdict.differs(f"bukti {walk.frontier.size}", "nomor bukti terlompati")
            _append(walk, _MISSING)
        _leaf(verdict, (index, bytes(kept), entry), (own_index, opening, values))
        _age(verdict, walk, entry, values)
        _append(walk, bytes(kept))
        verdict.leaves += 1
        while waiting and waiting.head.size <= walk.frontier.size:
            _reach(verdict, walk, waiting)
            waiting = next(heads, None)
        while other and other[1].size <= walk.frontier.size:
            _compare(verdict, walk, other)
            other = next(others, None)
    if walk.frontier.size > (walk.last.head.size if walk.last else 0):
        verdict.differs(f"bukti {walk.frontier.size - 1}", "tidak tercakup titik periksa mana pun")
    for left in (waiting, *heads) if waiting else ():
        verdict.differs(
            f"titik periksa {left.head.size}", f"log bukti hanya {verdict.leaves} baris"
        )
    for source, head in (other, *others) if other else ():
        verdict.differs(
            source, f"sudah melihat {head.size} baris, di sini hanya {verdict.leaves}: dimundurkan"
        )
    _nodes(verdict, walk)


def _append(walk: _Walk, leaf: bytes) -> None:
    """One more leaf; full tiles become the hashes that should be kept."""
    walk.frontier = walk.frontier.append(leaf)
    walk.row.append(leaf)
    if len(walk.row) == WIDTH:
        place = walk.frontier.size // WIDTH - 1
        walk.nodes[HEIGHT, place] = root_of_hashes(b"".join(walk.row))
        walk.row.clear()


def _leaf(
    verdict: Verdict,
    leaf: tuple[int, bytes, object],
    entry: tuple[int | None, bytes | None, list[Any]],
) -> None:
    index, kept, name = leaf
    own_index, opening, values = entry
    if opening is None:
        verdict.differs(str(name), f"baris nomor bukti {index} hilang")
    elif own_index != index:
        verdict.differs(str(name), f"nomor bukti baris {own_index}, di log bukti {index}")
    elif len(opening) != 32 or leaf_of(index, bytes(opening), values) != kept:
        verdict.differs(str(name), f"isi baris berubah sesudah dicatat (nomor bukti {index})")


def _age(verdict: Verdict, walk: _Walk, entry: object, values: list[Any]) -> None:
    """A line that claims to be older than a checkpoint without it was slipped in later."""
    at = values[_AT]
    if at is not None and at < walk.oldest:
        assert walk.last is not None
        verdict.differs(
            str(entry),
            f"bertanggal {at[:10]}, padahal belum ada pada titik periksa"
            f" {walk.last.head.size} ({walk.last.at:%Y-%m-%d})",
        )


def _reach(verdict: Verdict, walk: _Walk, signed: Signed) -> None:
    """The tree at a signed size; where it differs, between which numbers, and on from there."""
    if signed.head.size == walk.frontier.size and signed.head.root != walk.frontier.root():
        first = walk.last.head.size if walk.last else 0
        verdict.differs(
            f"titik periksa {signed.head.size}",
            "akar pohon bukti berbeda dari yang ditandatangani: diubah di antara nomor bukti"
            f" {first} dan {signed.head.size - 1}",
        )
        walk.frontier = signed.frontier or walk.frontier
    walk.last = signed
    walk.oldest = (signed.at - TOLERANCE).astimezone(UTC).isoformat()


def _compare(verdict: Verdict, walk: _Walk, other: tuple[str, TreeHead]) -> None:
    source, head = other
    if head.size != walk.frontier.size or head.root != walk.frontier.root():
        verdict.differs(source, f"melihat isi lain pada {head.size} baris: ditulis ulang")


def _signed(verdict: Verdict) -> Iterator[Signed]:
    """The checkpoints whose signature is right, smallest first."""
    verifier = log_signer().verifier()
    for row in Checkpoint.objects.order_by("size").iterator():
        verdict.checkpoints += 1
        place = f"titik periksa {row.size}"
        try:
            head = open_checkpoint(row.note, verifier).head
        except NoteError as error:
            verdict.differs(place, f"tanda tangan salah: {error}")
            continue
        frontier = _frontier(head, bytes(row.frontier))
        if head.size != row.size or head.root != bytes(row.root) or frontier is None:
            verdict.differs(place, "isi berbeda dari yang ditandatangani")
        yield Signed(head, frontier, row.at)


def _frontier(head: TreeHead, kept: bytes) -> Frontier | None:
    """What is kept for appending, where it is what was signed."""
    roots = tuple(kept[start : start + 32] for start in range(0, len(kept), 32))
    try:
        frontier = Frontier(head.size, roots)
    except ValueError:
        return None
    return frontier if frontier.root() == head.root else None


def _nodes(verdict: Verdict, walk: _Walk) -> None:
    """The kept hashes of subtrees against those of the leaves; each is there once."""
    expected = _with_upper_levels(walk.nodes)
    for level, index, kept in stream(_NODES, {}, name="ledger_nodes"):
        if expected.pop((level, index), None) != bytes(kept):
            verdict.differs(f"simpul {level}/{index}", "hash simpul berbeda dari daun-daunnya")
    for level, index in expected:
        verdict.differs(f"simpul {level}/{index}", "hash simpul hilang")


def _with_upper_levels(nodes: dict[tuple[int, int], bytes]) -> dict[tuple[int, int], bytes]:
    found, level, row = dict(nodes), HEIGHT, [nodes[place] for place in sorted(nodes)]
    while len(row) >= WIDTH:
        level += HEIGHT
        row = [
            root_of_hashes(b"".join(row[start : start + WIDTH]))
            for start in range(0, len(row) - WIDTH + 1, WIDTH)
        ]
        found |= {(level, index): root for index, root in enumerate(row)}
    return found
