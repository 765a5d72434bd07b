"""`suluh ledger replay` of one agency: 50,000 people, a million entries, identical numbers.

The negative control changes one entry past the triggers: a replay that misses it has failed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from typing import Any

from benchmarks import nation
from benchmarks.servers import site_environment
from tools.environment import VENV

TARGET_S = 60.0
YEAR = 2026
EACH = 20


def main() -> int:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    nation.migrate()
    write_books(given.people)
    seconds, text, code = _replay()
    found = re.search(r"(\d+) baris, (\d+) buku tahunan, .*: (\d+) berbeda", text)
    entries, books, differences = map(int, found.groups()) if found else (0, 0, -1)
    _seconds, text, control = _cheat_and_replay()
    caught = control == 1 and ": 1 berbeda" in text
    whole = (entries, books, differences, code) == (given.people * EACH, given.people, 0, 0)
    milliseconds = round(seconds * 1000)
    result: dict[str, Any] = {
        "name": "replay", "ms": milliseconds, "p50_ms": milliseconds, "p95_ms": milliseconds,
        "p99_ms": milliseconds, "entries": entries, "people": books, "differences": differences,
        "per_s": round(entries / seconds), "control_caught": caught, "errors": int(not whole),
        "limit": TARGET_S * 1000, "share_of_limit": round(seconds / TARGET_S, 3),
        "target": TARGET_S * 1000, "ok": whole and caught and seconds <= TARGET_S,
    }  # fmt: skip
    return _finish(result, save=given.save)


def write_books(people: int) -> None:
    """An agency, its people and twenty entries of each, with balances that fit."""
    with nation.connect() as db:
        for statement in (_AGENCY, _PEOPLE, _ENTRIES, _YEARS):
            db.execute(statement, {"people": people, "each": EACH, "year": YEAR})
        db.execute("VACUUM ANALYZE")


_AGENCY = """
INSERT INTO organisation_agency (uuid, code, name, short_name, kind, region_code, zone, accent, logo,
  target_share, certificate_unit, archive_code, created_at)
VALUES (gen_random_uuid(), 'ulang', 'Provinsi Ulang', 'Ulang', 'pemprov', '', 'Asia/Jakarta', '', '',
  80, '', '800', now())
"""
_PEOPLE = """
INSERT INTO identity_person (uuid, nip, name, title_before, title_after, sex, birth_place, email,
  phone, organisation_name, created_at)
SELECT gen_random_uuid(), lpad(n::text, 18, '0'), 'Orang ' || n, '', '', '', '', '', '', '', now()
FROM generate_series(1, %(people)s) n
"""
# Twenty entries each: technical training by minutes, and every fourth a seminar cut at 4 JP.
# Ids rise with the lines, as those made by time do.
_ENTRIES = """
INSERT INTO ledger_jpentry (id, tenant_id, person_id, organiser_id, kind, year, line, credit_date,
  form_id, title, minutes, units, is_international, jp_minor_before, jp_minor, cut_reason,
  activity_key, rule, rule_version, source_type, source_id, facts, reason, opening)
SELECT (lpad(to_hex(n), 8, '0') || lpad(to_hex(p.id), 24, '0'))::uuid, a.id, p.id, a.id,
  'credit', %(year)s, n, make_date(%(year)s, 1, 1) + n * 9,
  CASE WHEN n %% 4 = 0 THEN 9 ELSE 3 END, 'Kegiatan ' || n,
  CASE WHEN n %% 4 = 0 THEN 270 ELSE 100 END, 1, false,
  CASE WHEN n %% 4 = 0 THEN 600 ELSE 200 END, CASE WHEN n %% 4 = 0 THEN 400 ELSE 200 END, '',
  'ukur:' || n, 'utama', 1, 'ukur', n::text, '{}', '', decode(md5(p.id::text) || md5(n::text), 'hex')
FROM organisation_agency a, identity_person p, generate_series(1, %(each)s) n
"""
_YEARS = """
INSERT INTO ledger_personyear (person_id, year, jp_minor, entries)
SELECT person_id, year, sum(jp_minor), count(*) FROM ledger_jpentry GROUP BY 1, 2
"""


def _replay() -> tuple[float, str, int]:
    began = time.monotonic()
    done = subprocess.run(
        [str(VENV / "bin/suluh"), "ledger", "replay", "--agency", "ulang"],
        env=site_environment(8000) | os.environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return time.monotonic() - began, done.stdout + done.stderr, done.returncode


def _cheat_and_replay() -> tuple[float, str, int]:
    with nation.connect() as db:
        db.execute("ALTER TABLE ledger_jpentry DISABLE TRIGGER USER")
        db.execute(
            "UPDATE ledger_jpentry SET jp_minor = 300 WHERE id ="
            " (SELECT id FROM ledger_jpentry WHERE form_id = 3 ORDER BY id LIMIT 1)"
        )
        db.execute("ALTER TABLE ledger_jpentry ENABLE TRIGGER USER")
    return _replay()


def _finish(result: dict[str, Any], *, save: bool) -> int:
    try:
        from benchmarks import report
    except ImportError:
        sys.stdout.write(json.dumps(result) + "\n")
        return 0 if result["ok"] else 1
    return int(report.finish(result, save=save))


if __name__ == "__main__":
    sys.exit(main())
