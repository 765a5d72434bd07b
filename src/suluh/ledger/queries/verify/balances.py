"""Balances against the sum of their lines, and lines that no balance or leaf knows of."""

from __future__ import annotations

from django.db import connection

from suluh.ledger.queries.verify.verdict import TOLERANCE, Verdict

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
_BEYOND = """
SELECT e.id, e.line FROM ledger_jpentry e
LEFT JOIN ledger_personyear b ON b.person_id = e.person_id AND b.year = e.year
WHERE e.line > COALESCE(b.entries, 0) ORDER BY e.id
"""
_UNPROVEN = """
SELECT e.id, e.leaf_index FROM ledger_jpentry e
WHERE e.leaf_index IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_leaf l WHERE l.entry_id = e.id)
ORDER BY e.leaf_index
"""
_LEFT_BEHIND = """
SELECT e.id, e.at FROM ledger_jpentry e
WHERE e.leaf_index IS NULL
  AND e.at < (SELECT max(at) FROM ledger_checkpoint) - make_interval(secs => %s) ORDER BY e.id
"""


def check_balances(verdict: Verdict) -> None:
    """Residuals, lines written past the balance, and lines whose leaf is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_RESIDUAL)
        for person, year, kept, summed, lines, counted in cursor.fetchall():
            verdict.differs(
                f"orang {person}, tahun {year}",
                f"saldo {kept}, jumlah baris {summed} (selisih {kept - summed});"
                f" tercatat {lines} baris, ada {counted}",
            )
        cursor.execute(_BEYOND)
        for entry, line in cursor.fetchall():
            verdict.differs(str(entry), f"baris ke-{line} tidak tercakup saldo")
        cursor.execute("SELECT count(*) FROM ledger_jpentry WHERE leaf_index IS NULL")
        verdict.unsequenced = (cursor.fetchone() or (0,))[0]
        cursor.execute(_LEFT_BEHIND, [TOLERANCE.total_seconds()])
        for entry, at in cursor.fetchall():
            verdict.differs(str(entry), f"bertanggal {at:%Y-%m-%d}, tetapi tidak masuk log bukti")
        cursor.execute(_UNPROVEN)
        for entry, index in cursor.fetchall():
            verdict.differs(str(entry), f"nomor bukti {index} tidak ada di log bukti")
