"""Activities marked complete a second, with their effect on JP: pressed, judged, booked, certified.

Everybody presses the last button of a course once, over HTTP; the batches that judge them run
meanwhile, as the worker does. The figure counts until the last JP stands in the ledger.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import report, servers, stage
from benchmarks.classroom import Classroom, enter, open_course
from benchmarks.drive import Outcome, Request, Wanted, drive, drive_once
from benchmarks.stage import one
from benchmarks.usage import usage

TARGET = 1000
MORE = 40  # people who only warm the servers
_DONE = "SELECT count(*) FROM delivery_progress WHERE activity_id = %s AND state = 'done'"
_PAPERS = "SELECT count(*) FROM credentials_certificate WHERE source_id = %s"
_LINES = """
SELECT count(*), count(DISTINCT person_id), coalesce(sum(jp_minor), 0) FROM ledger_jpentry
WHERE source_id = %s
"""


def main() -> int:
    """Measure, look into the database afterwards, print one JSON line."""
    given = report.arguments(__doc__, people=8_000, connections=32).parse_args()
    crowd = stage.prepare(given.people + MORE)
    room = open_course(minutes=90)
    keys = stage.make_sessions(crowd.nips)
    enter(room, crowd.nips)
    limit = servers.durable_inserts()
    path, wanted = room.path(), Wanted(302, "/belajar/")
    with servers.serving("web") as site:
        _warm(site.port, path, keys[given.people :])
        before = usage(site)
        began = time.monotonic()
        with settling():
            presses = [Request(path, key, "end=1") for key in keys[: given.people]]
            done = drive_once(site.port, presses, wanted, connections=given.connections)
            pressed_s = time.monotonic() - began
            stage.wait_until(_LINES, room.offering, reaches=given.people, patience=300)
            whole_s = time.monotonic() - began
        cpu_s = usage(site).cpu_s - before.cpu_s
    result = _judge(done, room, people=given.people, whole_s=whole_s)
    result |= {
        "limit": round(limit), "share_of_limit": round(result["per_s"] / limit, 3),
        "pressed_s": round(pressed_s, 2), "whole_s": round(whole_s, 2),
        "cpu_ms": round(1000 * cpu_s / given.people, 2), "sessions": "made",
    }  # fmt: skip
    return report.finish(result, save=given.save)


@contextmanager
def settling() -> Iterator[None]:
    """The worker's job that judges them, over and over beside the presses."""
    from suluh.base.clock import now
    from suluh.delivery.actions.settling import settle_rounds

    is_over = threading.Event()

    def work() -> None:
        while not is_over.is_set():
            if not settle_rounds(clock=now):
                time.sleep(0.2)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _warm(port: int, path: str, keys: list[str]) -> None:
    """Each worker reads the outline, and the button once."""
    stage.warm(port, keys)
    drive(port, [Request(path, key) for key in keys], Wanted(text="</html>"), seconds=3)


def _judge(done: Outcome, room: Classroom, *, people: int, whole_s: float) -> dict[str, Any]:
    lines, persons, jp = stage.run_sql(_LINES, room.offering)[0]
    finished, papers = one(_DONE, room.activity), one(_PAPERS, room.offering)
    lost, doubled = max(0, people - finished) + max(0, people - persons), lines - persons
    per_s = people / whole_s
    sound = lost == doubled == done.errors == 0 and papers == people and jp == 200 * people
    return {
        "name": "complete", **done.figures(), "per_s": round(per_s, 1),
        "presses_per_s": round(done.per_s, 1), "target": TARGET, "people": people,
        "done": finished, "entries": lines, "jp": jp // 100, "certificates": papers,
        "lost": lost, "doubled": doubled, "ok": sound and per_s >= TARGET,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
