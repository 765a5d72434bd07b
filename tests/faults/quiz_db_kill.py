"""R27: PostgreSQL is killed again and again under people who answer a test with gaps in their network.

A crowd answers ten questions twice over HTTP, as the player's script does: an answer waits in the
device's queue until the server has said "tersimpan", the whole queue goes out with each sending, and
a part of the time there is no network at all. What was called saved is there, the newest one.

    python3 dev.py faults quiz-db-kill [--people 2000] [--kills 10]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import time
from typing import Any

from benchmarks import report, servers, stage
from benchmarks.classroom import Classroom, enter, open_course
from benchmarks.drive import Request, Wanted, drive_once
from benchmarks.quiz import ASKED, TEST
from benchmarks.stage import run_sql
from tests.faults.checkin_db_kill import Killer
from tests.faults.clusters import cluster
from tests.faults.quiz_takers import Takers

_ATTEMPTS = """
SELECT s.session_key, a.uuid::text FROM quiz_attempt a
JOIN identity_account c ON c.person_id = a.person_id
JOIN identity_session s ON s.account_id = c.id WHERE a.activity_id = %s
"""
_ROWS = """
SELECT a.uuid::text, r.place, r.answer ->> 0 FROM quiz_response r
JOIN quiz_attempt a ON a.id = r.attempt_id WHERE a.activity_id = %s
"""


def main() -> int:
    """The trial, then its negative control: without durable commits it must lose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--is-control", action="store_true", help="the negative control alone")
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    if given.is_control:
        print(json.dumps(_trial(given, **_FORGETFUL)))
        return 0
    began = time.monotonic()
    trial = _trial(given)
    print(json.dumps(trial), file=sys.stderr)
    control = _control(given)
    result = {
        "name": "quiz-db-kill", "people": given.people, **trial, "control_lost": control["lost"],
        "seconds": round(time.monotonic() - began, 1),
    }  # fmt: skip
    result["ok"] = (
        trial["lost"] == trial["refused"] == 0 and trial["told"] == ASKED * given.people
        and trial["kills"] == given.kills and control["lost"] > 0
    )  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


# Commits are told before they are written down, and that is done every ten seconds.
_FORGETFUL = {"synchronous_commit": "off", "wal_writer_delay": "10s"}


def _control(given: argparse.Namespace) -> Any:
    """In a process of its own: Django keeps the database that it met first."""
    words = ["--is-control", "--people", str(max(given.people // 2, 150)), "--kills", "4"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.quiz_db_kill", *words],
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def _trial(given: argparse.Namespace, **settings: str) -> dict[str, Any]:
    people, kills = given.people, given.kills
    with cluster(**settings) as database:
        crowd = stage.prepare(people)
        room = open_course(minutes=90, test=TEST)
        keys = stage.make_sessions(crowd.nips)
        enter(room, crowd.nips)
        with servers.serving("web") as site:
            takers = _answer(site.port, room, keys, Killer(database, people, kills))
            rows = run_sql(_ROWS, room.activity)
    found = {(uuid, place): answer for uuid, place, answer in rows}
    lost = sum(found.get(key) != answer for key, answer in takers.told.items())
    return {
        "told": len(takers.told), "rows": len(found), "lost": lost, "kills": takers.killer.done,
        "retries": takers.retries, "refused": takers.refused,
        "most_waiting": takers.most_waiting,
    }  # fmt: skip


def _answer(port: int, room: Classroom, keys: list[str], killer: Killer) -> Takers:
    begins = [Request(room.path(), key, "aksi=mulai") for key in keys]
    drive_once(port, begins, Wanted(302, "/belajar/"))
    takers = Takers(port, [(key, uuid) for key, uuid in run_sql(_ATTEMPTS, room.activity)], killer)
    asyncio.run(takers.run())
    killer.finish()
    return takers


if __name__ == "__main__":
    sys.exit(main())
