"""A superuser changes the books in secret, thousands of ways at a million entries (R7).

The clean books must verify without a finding within a minute, by the command an operator runs.
Then rounds of random acts, each on a line of its own: every act must be found, and its line named.
An older backup looks clean by itself; it must be found by a checkpoint that was kept elsewhere.

    python3 dev.py faults ledger-tamper [--people 50000] [--rounds 5] [--acts 400]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import secrets
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from benchmarks import nation, report
from benchmarks.replay import EACH, write_books
from benchmarks.servers import site_environment
from tools.environment import VENV

TARGET_S = 60.0


def main() -> int:
    """Fill, verify, tamper; one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--acts", type=int, default=400, help="acts a round")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    dice = random.Random(given.seed)
    nation.migrate()
    write_books(given.people)
    _become_owner()
    sequenced_per_s = _sequence()
    seconds, text = _verify_by_command()
    false_alarms = int((re.search(r": (\d+) berbeda", text) or ["", "-1"])[1])
    missed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for _ in range(given.rounds):
        _round(given.acts, dice, tried=tried, missed=missed)
    entries = given.people * EACH
    result: dict[str, Any] = {
        "name": "ledger-tamper", "seed": given.seed, "entries": entries,
        "verify_s": round(seconds, 1), "verify_per_s": round(entries / seconds),
        "sequenced_per_s": sequenced_per_s, "false_alarms": false_alarms,
        "acts": sum(tried.values()), "kinds": len(tried), "missed": dict(missed),
        "older_backup": _older_backup(entries), "target_s": TARGET_S,
    }  # fmt: skip
    backup = result["older_backup"]
    result["ok"] = (
        seconds <= TARGET_S and false_alarms == 0 and not missed and result["acts"] > 0
        and (backup["alone"], backup["against_a_kept_checkpoint"]) == (0, 1)
    )  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _become_owner() -> None:
    """Django in this process works as the owner of the tables, whom nothing refuses."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0",
        "DATABASE_APP_URL": os.environ["DATABASE_URL"],
    }  # fmt: skip
    import django

    django.setup()


def _sequence() -> int:
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.ledger.actions import sequence_entries

    began, done = time.monotonic(), 0
    while True:
        with scoped(SYSTEM):
            written = sequence_entries(now=now())
        if not written:
            return round(done / (time.monotonic() - began))
        done += written


def _verify_by_command() -> tuple[float, str]:
    """As an operator runs it: another process, in the application's role."""
    env = {key: value for key, value in os.environ.items() if key != "DATABASE_APP_URL"}
    began = time.monotonic()
    done = subprocess.run(
        [str(VENV / "bin/suluh"), "ledger", "verify"], env=env | site_environment(8000),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return time.monotonic() - began, done.stdout + done.stderr


def _round(acts: int, dice: random.Random, *, tried: Counter[str], missed: Counter[str]) -> None:
    """Some acts on lines far from each other, one verification, and all taken back."""
    from django.db import transaction

    from suluh.base.scope import SYSTEM, scoped
    from suluh.ledger.queries.verify import verify
    from suluh.ledger.tests.tampering import ON_LINES, ON_LOG, open_books

    with scoped(SYSTEM):
        open_books(_run)
        kinds = ON_LINES | ON_LOG
        expected = []
        for name, line in zip(_names(list(kinds), acts, dice), _lines(acts, dice), strict=True):
            expected.append((name, kinds[name](_run, line, dice)))
            tried[name] += 1
        places = {finding.place for finding in verify(show=10**9).findings}
        missed.update(name for name, place in expected if place not in places)
        transaction.set_rollback(True)


def _names(kinds: Sequence[str], acts: int, dice: random.Random) -> list[str]:
    """Every kind as often as the others, in any order."""
    names = [kinds[number % len(kinds)] for number in range(acts)]
    dice.shuffle(names)
    return names


def _lines(acts: int, dice: random.Random) -> list[Any]:
    """Lines in the log of as many people, each under a checkpoint of its own."""
    from suluh.ledger.actions.sequencing import BATCH
    from suluh.ledger.tests.tampering import Line

    size = _run("SELECT count(*) FROM ledger_leaf")[0]
    step = size // acts
    if step < 2 * BATCH:
        raise SystemExit(f"at most {size // BATCH // 2} acts a round in {size} lines")
    found, people = [], set()
    for start in range(0, step * acts, step):
        while True:
            index = start + dice.randrange(BATCH)
            row = _run(
                "SELECT id::text, person_id, year FROM ledger_jpentry WHERE leaf_index = %s",
                [index],
            )
            if row and row[1] not in people:
                break
        people.add(row[1])
        found.append(Line(row[0], row[1], row[2], index, size))
    return found


def _older_backup(entries: int) -> dict[str, int]:
    """The last tenth is cut off, all else fits: found only against what somebody kept."""
    from django.db import transaction

    from suluh.base.scope import SYSTEM, scoped
    from suluh.ledger.models import Checkpoint
    from suluh.ledger.queries.verify import Elsewhere, verify
    from suluh.ledger.tests.tampering import open_books, truncate

    with scoped(SYSTEM):
        kept = Elsewhere("surel", Checkpoint.objects.order_by("-size")[0].note)
        open_books(_run)
        truncate(_run, entries // 10 * 9 // 1000 * 1000)
        found = {
            "alone": verify().differences,
            "against_a_kept_checkpoint": verify([kept]).differences,
        }
        transaction.set_rollback(True)
    return found


def _run(statement: str, values: Sequence[Any] | None = None) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


if __name__ == "__main__":
    sys.exit(main())
