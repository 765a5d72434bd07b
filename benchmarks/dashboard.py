"""The training rate from the nation to a person: page times at 42,000 and at 4.2 million people."""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import sys
import time
from datetime import UTC, datetime
from typing import Any

from benchmarks import nation, servers
from benchmarks.nation import Sessions

TARGET_MS, FLAT = 100.0, 1.2
Times = dict[str, list[float]]


def main() -> int:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", type=int, default=42_000)
    parser.add_argument("--people", type=int, default=4_200_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    year = datetime.now(UTC).year
    nation.migrate()
    nation.grow(given.small, year)
    sessions = nation.sign_in()
    small, errors = _visit(sessions, given.rounds)
    began = time.monotonic()
    nation.grow(given.people, year)
    grown = time.monotonic() - began
    large, more = _visit(sessions, given.rounds)
    result = _judge(small, large, errors + more) | {
        "people": _one("SELECT count(*) FROM reporting_personrate"),
        "entries": _one("SELECT count(*) FROM ledger_jpentry"),
        "entries_stood_for": _one("SELECT count(*) FROM reporting_personrate") * 24,
        "generated_s": round(grown),
    }
    return _finish(result, save=given.save)


def _visit(sessions: Sessions, rounds: int) -> tuple[Times, int]:
    with servers.serving("web") as site:
        pages = _pages(site.port, sessions)
        times: Times = {name: [] for name in pages}
        errors = _wrong_totals(site.port, sessions)
        for _round in range(rounds + 3):
            for name, (path, key) in pages.items():
                began = time.perf_counter()
                status, _body = _get(site.port, path, key)
                times[name].append((time.perf_counter() - began) * 1000)
                errors += status != 200
    return {name: values[3 * 1 :] for name, values in times.items()}, errors


def _pages(port: int, sessions: Sessions) -> dict[str, tuple[str, str]]:
    _status, board = _get(port, "/capaian/ukur-1/", sessions.leader)
    unit = re.findall(r"/capaian/unit/[0-9a-f-]+/", board)[0]
    behind = "/capaian/ukur-1/pegawai/?saring=tertinggal"
    _status, people = _get(port, behind, sessions.leader)
    person = re.findall(r"/capaian/pegawai/[0-9a-f-]+/", people)[0]
    return {
        "nation": ("/capaian/nasional/", sessions.national),
        "agency": ("/capaian/ukur-1/", sessions.leader),
        "foreign_agency": ("/capaian/ukur-2/", sessions.national),
        "unit": (unit, sessions.leader),
        "people": (behind, sessions.leader),
        "people_page_40": (behind + "&halaman=40", sessions.leader),
        "people_search": (behind + "&q=wayan", sessions.leader),
        "person": (person, sessions.leader),
    }


def _wrong_totals(port: int, sessions: Sessions) -> int:
    """The printed fraction against a recount of the people."""
    wrong = 0
    for path, key, where in (
        ("/capaian/nasional/", sessions.national, "true"),
        ("/capaian/ukur-1/", sessions.leader,
         "tenant_id = (SELECT id FROM organisation_agency WHERE code = 'ukur-1')"),
    ):  # fmt: skip
        reached = _one(
            f"SELECT count(*) FROM reporting_personrate WHERE jp_minor >= 2000 AND {where}"
        )
        people = _one(f"SELECT count(*) FROM reporting_personrate WHERE {where}")
        fraction = f"{reached:,} ÷ {people:,} × 100".replace(",", ".")
        wrong += fraction not in _get(port, path, key)[1]
    return wrong


def _get(port: int, path: str, key: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Cookie": f"sessionid={key}"})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def _one(sql: str) -> int:
    with nation.connect() as db:
        return int((db.execute(sql).fetchone() or (0,))[0])


def _judge(small: Times, large: Times, errors: int) -> dict[str, Any]:
    every = sorted(value for values in large.values() for value in values)
    cuts = statistics.quantiles(every, n=100)
    growth = {
        name: round(statistics.median(large[name]) / statistics.median(small[name]), 2)
        for name in large
    }
    p95 = {name: round(statistics.quantiles(values, n=20)[-1], 1) for name, values in large.items()}
    worst = max(p95.values())
    whole = statistics.median(every) / statistics.median(
        sorted(value for values in small.values() for value in values)
    )
    return {
        "name": "dashboard", "ms": round(statistics.median(every), 1),
        "p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "p99_ms": round(cuts[98], 1),
        "p95_by_page_ms": p95, "growth_by_page": growth, "growth": round(whole, 2),
        "errors": errors, "limit": TARGET_MS, "share_of_limit": round(worst / TARGET_MS, 2),
        "target": TARGET_MS, "ok": errors == 0 and worst <= TARGET_MS and whole <= FLAT,
    }  # fmt: skip


def _finish(result: dict[str, Any], *, save: bool) -> int:
    try:
        from benchmarks import report
    except ImportError:
        sys.stdout.write(json.dumps(result) + "\n")
        return 0 if result["ok"] else 1
    return int(report.finish(result, save=save))


if __name__ == "__main__":
    sys.exit(main())
