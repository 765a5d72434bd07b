"""Is the ledger what it was? Balances, rules, commitments, leaves and signed checkpoints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from suluh.ledger.models import Checkpoint
from suluh.ledger.ports import log_signer
from suluh.ledger.queries.records import FIELDS, leaf_of, stream
from suluh.ledger.queries.replay import SHOWN, Finding, Replay, replay
from suluh.standards.tlog import Frontier, NoteError, open_checkpoint

_RESIDUAL = """
WITH sums AS (
  SELECT person_id, year, count(*) AS n,
         sum(CASE kind WHEN 'credit' THEN jp_minor ELSE -jp_minor END) AS jp
  FROM ledger_jpentry GROUP BY person_id, year)
SELECT COALESCE(b.person_id, s.person_id), COALESCE(b.year, s.year),
       COALESCE(b.jp_minor, 0), COALESCE(s.jp, 0), COALESCE(b.entries, 0), COALESCE(s.n, 0)
FROM ledger_personyear b FULL JOIN sums s ON s.person_id = b.person_id AND s.year = b.year
WHERE COALESCE(b.jp_minor, 0) <> COALESCE(s.jp, 0) OR COALESCE(b.entries, 0) <> COALESCE(s.n, 0)
ORDER BY 1, 2
"""
_LEAVES = f"""
SELECT l.index, l.hash, l.entry_id, e.leaf_index, e.opening,
       {", ".join("e.facts::text" if name == "facts" else f"e.{name}" for name in FIELDS)}
FROM ledger_leaf l LEFT JOIN ledger_jpentry e ON e.id = l.entry_id
ORDER BY l.index
"""  # noqa: S608 - our own names
_UNPROVEN = """
SELECT e.id, e.leaf_index FROM ledger_jpentry e
WHERE e.leaf_index IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id)
ORDER BY e.leaf_index
"""


@dataclass(slots=True)
class Verdict:
    """What the verification met."""

    entries: int = 0
    leaves: int = 0
    checkpoints: int = 0
    unsequenced: int = 0
    differences: int = 0
    findings: list[Finding] = field(default_factory=list)

    def differs(self, place: str, what: str) -> None:
        """Note a difference; the first hundred are named."""
        self.differences += 1
        if len(self.findings) < SHOWN:
            self.findings.append(Finding(place, what))

    def take(self, found: Replay) -> None:
        """Add what the replay met."""
        self.entries = found.entries
        self.differences += found.differences
        self.findings.extend(found.findings[: SHOWN - len(self.findings)])


def verify() -> Verdict:
    """Check everything; runs in the wide scope inside one transaction, constant memory."""
    verdict = Verdict()
    _balances(verdict)
    verdict.take(replay())
    _log(verdict)
    return verdict


def _balances(verdict: Verdict) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_RESIDUAL)
        for person, year, kept, summed, lines, counted in cursor.fetchall():
            verdict.differs(
                f"orang {person}, tahun {year}",
                f"saldo {kept}, jumlah baris {summed} (selisih {kept - summed});"
                f" tercatat {lines} baris, ada {counted}",
            )
        cursor.execute("SELECT count(*) FROM ledger_jpentry WHERE leaf_index IS NULL")
        verdict.unsequenced = (cursor.fetchone() or (0,))[0]
        cursor.execute(_UNPROVEN)
        for entry, index in cursor.fetchall():
            verdict.differs(str(entry), f"nomor bukti {index} tidak ada di log bukti")


def _log(verdict: Verdict) -> None:
    """Leaves against entries, and the tree against each signed checkpoint on the way."""
    heads = _heads(verdict)
    waiting = next(heads, None)
    frontier = Frontier()
    for index, kept, entry, own_index, opening, *values in stream(_LEAVES, {}, name="ledger_log"):
        if index != verdict.leaves:
            verdict.differs(f"bukti {verdict.leaves}", "nomor bukti terlompati")
        verdict.leaves = index + 1
        _leaf(verdict, (index, bytes(kept), entry), (own_index, opening, values))
        frontier = frontier.append(bytes(kept))
        while waiting and waiting[0] <= frontier.size:
            if waiting[1] != frontier.root():
                verdict.differs(
                    f"titik periksa {waiting[0]}",
                    "akar pohon bukti berbeda dari yang ditandatangani",
                )
            waiting = next(heads, None)
    while waiting:
        verdict.differs(f"titik periksa {waiting[0]}", f"log bukti hanya {verdict.leaves} baris")
        waiting = next(heads, None)


def _leaf(
    verdict: Verdict,
    leaf: tuple[int, bytes, object],
    entry: tuple[int | None, bytes | None, list[object]],
) -> None:
    index, kept, name = leaf
    own_index, opening, values = entry
    if opening is None:
        verdict.differs(str(name), f"baris nomor bukti {index} hilang")
    elif own_index != index:
        verdict.differs(str(name), f"nomor bukti baris {own_index}, di log bukti {index}")
    elif len(opening) != 32 or leaf_of(index, bytes(opening), values) != kept:
        verdict.differs(str(name), f"isi baris berubah sesudah dicatat (nomor bukti {index})")


def _heads(verdict: Verdict) -> Iterator[tuple[int, bytes]]:
    """Sizes and roots of the checkpoints whose signature is right, smallest first."""
    verifier = log_signer().verifier()
    for row in Checkpoint.objects.order_by("size"):
        verdict.checkpoints += 1
        try:
            head = open_checkpoint(row.note, verifier).head
        except NoteError as error:
            verdict.differs(f"titik periksa {row.size}", f"tanda tangan salah: {error}")
            continue
        if head.size != row.size or head.root != bytes(row.root):
            verdict.differs(f"titik periksa {row.size}", "isi berbeda dari yang ditandatangani")
        yield head.size, head.root
