"""R1: PostgreSQL is killed again and again while people check in; nothing told is ever lost."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from benchmarks import report, servers, webinar
from tests.faults.checkin_clients import Crowd
from tests.faults.clusters import Cluster, cluster, evidence, judge


def main() -> int:
    """The trial, then its negative control: without durable commits it must lose."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    began = time.monotonic()
    trial = _trial(given.people, given.kills)
    control = _trial(
        max(given.people // 10, 2_000), max(given.kills // 2, 4), synchronous_commit="off"
    )
    is_ok = trial["lost"] == trial["doubled"] == trial["refused"] == 0
    is_ok = is_ok and trial["rows"] == given.people and trial["kills"] == given.kills
    result = {
        "name": "checkin-db-kill", **trial, "control_lost": control["lost"],
        "seconds": round(time.monotonic() - began, 1), "ok": is_ok and control["lost"] > 0,
    }  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _trial(people: int, kills: int, **settings: str) -> dict[str, Any]:
    with cluster(**settings) as database:
        event = webinar.prepare(people)
        with servers.serving("web") as site:
            crowd = Crowd(site.port, event)
            killer = Killer(database, people, kills)
            crowd.on_progress = killer.look
            asyncio.run(crowd.run())
            killer.finish()
        found = evidence(event.window)
    return judge(crowd.told, found) | {
        "kills": killer.done, "retries": crowd.retries, "refused": crowd.refused,
    }  # fmt: skip


# The kernel stops a server when the thread that started it ends, so this one thread lives on.
_THREAD = ThreadPoolExecutor(1)


class Killer:
    """Kills the database at even marks of progress, beside the clients."""

    def __init__(self, database: Cluster, people: int, kills: int) -> None:
        self.database, self.done = database, 0
        self.marks = [people * number // (kills + 1) for number in range(1, kills + 1)]
        self.running: Future[None] | None = None

    def look(self, progress: int) -> None:
        """Kill when the next mark is passed and the last kill is over."""
        busy = self.running is not None and not self.running.done()
        if self.marks and progress >= self.marks[0] and not busy:
            self.marks.pop(0)
            self.done += 1
            self.running = _THREAD.submit(self._kill)

    def finish(self) -> None:
        """Wait until the last restart is over."""
        if self.running is not None:
            self.running.result()

    def _kill(self) -> None:
        self.database.kill()
        self.database.restart()


if __name__ == "__main__":
    sys.exit(main())
