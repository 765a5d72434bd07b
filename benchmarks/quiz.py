"""Whole tests a second: begun, ten answers saved one by one, handed in, marked; and the last minute.

Everybody takes one test over HTTP as a browser does: a press to begin, a quiet post for each answer,
a press to hand in. The three waves run one after the other, each person once; a whole test costs the
sum of them. The wave of handing in is the last minute of a test that all began together.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from benchmarks import report, servers, stage
from benchmarks.classroom import Classroom, enter, open_course
from benchmarks.drive import Outcome, Request, Wanted, drive, drive_once
from benchmarks.stage import one, run_sql
from benchmarks.usage import usage

TARGET, SUBMITS, SUBMITS_S = 100, 7_700, 60
ASKED = 10
MORE = 40  # people who only warm the servers
TEST = {"draws": [{"count": ASKED, "category": "Surat dinas"}], "minutes": 90, "attempts": 1}
_ATTEMPTS = """
SELECT p.nip, a.uuid::text, a.drawn FROM quiz_attempt a JOIN identity_person p ON p.id = a.person_id
WHERE a.activity_id = %s
"""
_FOUND = """
SELECT count(*), count(DISTINCT person_id), count(*) FILTER (WHERE score = 10000)
FROM quiz_attempt WHERE activity_id = %s
"""
_KEPT = """
SELECT (SELECT count(*) FROM quiz_response r JOIN quiz_attempt a ON a.id = r.attempt_id
  WHERE a.activity_id = %s), (SELECT count(*) FROM quiz_mark m JOIN quiz_attempt a
  ON a.id = m.attempt_id WHERE a.activity_id = %s)
"""


def main() -> int:
    """Measure, look into the database afterwards, print one JSON line."""
    given = report.arguments(__doc__, people=SUBMITS, connections=32).parse_args()
    crowd = stage.prepare(given.people + MORE)
    room = open_course(minutes=90, test=TEST)
    keys = dict(zip(crowd.nips, stage.make_sessions(crowd.nips), strict=True))
    enter(room, crowd.nips)
    limit = servers.durable_inserts()
    people, spare = crowd.nips[: given.people], crowd.nips[given.people :]
    with servers.serving("web") as site:
        _warm(site.port, room, [keys[nip] for nip in spare])
        before = usage(site)
        waves = list(_waves(site.port, room, {nip: keys[nip] for nip in people}, given.connections))
        cpu_s = usage(site).cpu_s - before.cpu_s
    result = _judge(waves, room, people=given.people)
    result |= {
        "limit": round(limit), "share_of_limit": round(result["per_s"] / limit, 3),
        "cpu_ms": round(1000 * cpu_s / given.people, 2), "sessions": "made",
    }  # fmt: skip
    return report.finish(result, save=given.save)


def _warm(port: int, room: Classroom, keys: list[str]) -> None:
    """Each worker reads the outline and the bank, and both presses once."""
    stage.warm(port, keys)
    drive(port, [Request(room.path(), key) for key in keys], Wanted(text="</html>"), seconds=3)
    drive_once(port, [Request(room.path(), key, "aksi=mulai") for key in keys], _ON)


def _waves(port: int, room: Classroom, keys: dict[str, str], connections: int) -> Iterator[Outcome]:
    """Begin, save, hand in; every person once in each."""
    path = room.path()
    begins = [Request(path, key, "aksi=mulai") for key in keys.values()]
    yield drive_once(port, begins, _ON, connections=connections)
    found = [row for row in run_sql(_ATTEMPTS, room.activity) if row[0] in keys]
    saves = list(_saves(keys, found))
    yield drive_once(port, saves, Wanted(text="tersimpan"), connections=connections)
    ends = [Request(path, keys[nip], f"aksi=kirim&percobaan={uuid}") for nip, uuid, _drawn in found]
    yield drive_once(port, ends, _ON, connections=connections)


_ON = Wanted(302, "/belajar/")


def _saves(keys: dict[str, str], attempts: list[tuple[Any, ...]]) -> Iterator[Request]:
    """One post for each answer, right as it should be; people take turns, as they do."""
    from suluh.activities.quiz.actions.swift import known_items
    from suluh.activities.quiz.rules.keys import right_answer
    from suluh.base.scope import SYSTEM, scoped

    with scoped(SYSTEM):
        items = known_items({version for _n, _u, drawn in attempts for version, _order in drawn})
    for place in range(ASKED):
        for nip, uuid, drawn in attempts:
            version, order = drawn[place]
            answer = {str(place): {"a": right_answer(items[version], order), "u": 0}}
            yield Request(f"/tes/{uuid}/", keys[nip], f"jawaban={quote(json.dumps(answer))}")


def _judge(waves: list[Outcome], room: Classroom, *, people: int) -> dict[str, Any]:
    begun, saved, ended = waves
    per_s = people / sum(wave.seconds for wave in waves)
    submits_per_s = people / ended.seconds
    attempts, persons, right = run_sql(_FOUND, room.activity)[0]
    answers, marks = run_sql(_KEPT, room.activity, room.activity)[0]
    warm = one("SELECT count(*) FROM quiz_attempt WHERE activity_id = %s AND state = 'open'",
               room.activity)  # fmt: skip
    lost = max(0, people - right) + max(0, ASKED * people - answers)
    doubled = attempts - persons + max(0, marks - ASKED * people)
    errors = sum(wave.errors for wave in waves)
    return {
        "name": "quiz", **ended.figures(), "errors": errors, "per_s": round(per_s, 1),
        "target": TARGET, "people": people, "begins_per_s": round(begun.per_s, 1),
        "saves_per_s": round(saved.per_s, 1), "save_p99_ms": round(saved.p99_ms, 1),
        "submits_per_s": round(submits_per_s, 1), "submits_s": round(ended.seconds, 2),
        "seconds_for_7700": round(SUBMITS / submits_per_s, 1), "answers": answers, "marks": marks,
        "lost": lost, "doubled": doubled, "still_open": warm,
        "ok": lost == doubled == errors == 0 and per_s >= TARGET
        and SUBMITS / submits_per_s <= SUBMITS_S,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
