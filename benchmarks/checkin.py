"""Check-ins a second over HTTP, durable at the answer: 200 connections, one person per request."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import psycopg

from benchmarks import report, servers, webinar

TARGET = 2500
_SECRET = "u" * 32
_TOKEN = "a" * 32 + "u" * 32  # masked by zeros: "a" is the first letter of Django's alphabet


def main() -> int:
    """Measure, look into the database afterwards, print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=80_000)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("This measurement needs wrk: apt-get install wrk")
    event = webinar.prepare(given.people)
    limit = servers.durable_inserts()
    with servers.serving("web") as site:
        _drive(site.port, event, ("2", 8))
        measured = _drive(site.port, event, (str(given.seconds), given.connections))
    result = _judge(event, measured) | {"limit": round(limit)}
    result["share_of_limit"] = round(result["per_s"] / limit, 3)
    return report.finish(result | {"target": TARGET}, save=given.save)


def _drive(port: int, event: webinar.Webinar, load: tuple[str, int]) -> dict[str, Any]:
    seconds, connections = load
    with tempfile.TemporaryDirectory() as folder:
        words = {
            "UKUR_PATH": f"/hadir/{event.window_uuid}/", "UKUR_TOKEN": _TOKEN,
            "UKUR_SECRET": _SECRET, "UKUR_KEY": event.key, "UKUR_COUNT": f"{folder}/count",
        }  # fmt: skip
        lua = str(Path(__file__).with_name("checkin.lua"))
        wrk = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", lua]
        done = subprocess.run(
            [*wrk, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True,
            env=os.environ | words,
        )  # fmt: skip
    sys.stderr.write(done.stderr)
    found = [line for line in done.stdout.splitlines() if line.startswith("UKUR ")]
    answer: dict[str, Any] = json.loads(found[-1][5:])
    return answer


def _judge(event: webinar.Webinar, measured: dict[str, Any]) -> dict[str, Any]:
    answered = measured["requests"] - measured["status"]
    rows, people = _evidence(event)
    per_s = measured["requests"] / (measured["us"] / 1e6)
    p99 = measured["p99"] / 1000
    lost, doubled = max(0, answered - rows), rows - people
    return {
        "name": "checkin", "per_s": round(per_s), "p50_ms": measured["p50"] / 1000,
        "p95_ms": measured["p95"] / 1000, "p99_ms": p99,
        "errors": measured["status"] + measured["socket"], "answered": answered, "rows": rows,
        "lost": lost, "doubled": doubled,
        "ok": lost == 0 and doubled == 0 and p99 <= 1000 and per_s >= TARGET,
    }  # fmt: skip


def _evidence(event: webinar.Webinar) -> tuple[int, int]:
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT set_config('suluh.wide', 'on', true)")
        row = connection.execute(
            "SELECT count(*), count(DISTINCT person_id) FROM session_checkin WHERE window_id = %s",
            [event.window],
        ).fetchone()
    assert row is not None
    return int(row[0]), int(row[1])


if __name__ == "__main__":
    sys.exit(main())
