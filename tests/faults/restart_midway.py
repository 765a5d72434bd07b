"""R18: everybody checks in within two minutes, and PostgreSQL goes down in the middle of it.

Clients behave as our page does: they try again by themselves, with growing and scattered pauses.
Every person must read "Tercatat" within 15 seconds of the recovery (or of coming), nothing told may
be lost or doubled, and outside the outage 99 of 100 answers come within a second; the outage ends with
the first answer after it. The negative control is a crowd that presses once and waits two seconds:
where the outage turns nobody away, nothing was tried, and the campaign fails.

    python3 dev.py faults restart-midway [--people 7700] [--seconds 120]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import secrets
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from benchmarks import report, servers, webinar
from tests.faults.checkin_clients import Connection, Crowd, open_connection, told_in
from tests.faults.clusters import Cluster, cluster, evidence, judge

WITHIN, SLOWEST = 15.0, 1.0
PATIENCE, LONGEST = 15.0, 30.0  # as static/js/parts/retry.js has them
IMPATIENCE = 2.0
# The kernel stops a server when the thread that started it ends, so this one thread lives on.
_THREAD = ThreadPoolExecutor(1)


def main() -> int:
    """The trial, then its negative control."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=7_700)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--down", type=float, default=5, help="seconds without a database")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    plan = Plan(given.people, given.seconds, given.down)
    trial = _trial(plan, random.Random(given.seed))
    few = Plan(max(given.people // 10, 200), max(given.seconds / 5, 4 * given.down), given.down)
    control = _trial(few, random.Random(given.seed), gives_up=True)
    is_ok = trial["rows"] == trial["told"] == given.people and trial["late"] == 0
    is_ok = is_ok and trial["lost"] == trial["doubled"] == trial["refused"] == 0
    is_ok = is_ok and trial["p99_ms"] <= 1000 * SLOWEST and trial["met_outage"] > 0
    result = {
        "name": "restart-midway", "seed": given.seed, "people": given.people,
        "seconds": given.seconds, **trial, "control_untold": few.people - control["told"],
        "ok": is_ok and control["told"] < few.people,
    }  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


@dataclass(frozen=True, slots=True)
class Plan:
    """How many come within how many seconds, and how long the database is down."""

    people: int
    seconds: float
    down: float


def _trial(plan: Plan, dice: random.Random, *, gives_up: bool = False) -> dict[str, Any]:
    with cluster() as database:
        event = webinar.prepare(plan.people)
        with servers.serving("web") as site:
            crowd = Crowd(site.port, event)
            asyncio.run(_warm(crowd))
            run = Run(crowd, dice, gives_up=gives_up)
            asyncio.run(run.everybody(plan, database))
        found = evidence(event.window)
    return judge(crowd.told, found) | run.figures()


async def _warm(crowd: Crowd) -> None:
    """Every worker of the web server answers a refusal before the clock starts."""
    stranger = crowd.request(crowd.event.people + 1)
    connections = [await open_connection(crowd.port) for _ in range(16)]
    await asyncio.gather(*(connection.post(stranger) for connection in connections))
    for connection in connections:
        connection.close()


@dataclass(slots=True)
class Run:
    """One crowd through one outage: when each came, was answered, and how long answers took."""

    crowd: Crowd
    dice: random.Random
    gives_up: bool = False
    came: dict[int, float] = field(default_factory=dict)
    told_at: dict[int, float] = field(default_factory=dict)
    presses: list[tuple[int, float, float]] = field(default_factory=list)
    down: float = 0.0
    up: float = 0.0

    async def everybody(self, plan: Plan, database: Cluster) -> None:
        """Return when all have read "Tercatat", or gave up. The fall comes when half of them came."""
        begin = time.monotonic() + 0.5
        # Most come early, as to a webinar: the busiest tenth of the time sees a fifth of them.
        moments = sorted(
            begin + plan.seconds * self.dice.betavariate(2, 3) for _ in range(plan.people)
        )
        middle = moments[len(moments) // 2]
        outage = asyncio.ensure_future(self._outage(middle, plan.down, database))
        await asyncio.gather(*(self._person(n, at) for n, at in enumerate(moments, start=1)))
        await outage

    async def _outage(self, at: float, length: float, database: Cluster) -> None:
        await asyncio.sleep(max(at - time.monotonic(), 0))
        loop = asyncio.get_running_loop()
        self.down = time.monotonic()
        await loop.run_in_executor(_THREAD, database.kill)
        await asyncio.sleep(length)
        await loop.run_in_executor(_THREAD, database.restart)
        self.up = time.monotonic()

    async def _person(self, number: int, at: float) -> None:
        await asyncio.sleep(max(at - time.monotonic(), 0))
        self.came[number] = time.monotonic()
        for attempt in range(100):
            if await self._press(number) or self.gives_up:
                return
            self.crowd.retries += 1
            pause = min(LONGEST, 2.0**attempt) * (0.5 + self.dice.random())
            await asyncio.sleep(pause)

    async def _press(self, number: int) -> bool:
        """One press of the button, on a line of its own as a telephone has it."""
        began = time.monotonic()
        connection: Connection | None = None
        try:
            async with asyncio.timeout(IMPATIENCE if self.gives_up else PATIENCE):
                connection = await open_connection(self.crowd.port)
                status, body = await connection.post(self.crowd.request(number))
        except (OSError, EOFError, ValueError, TimeoutError):
            return False
        finally:
            if connection is not None:
                connection.close()
            ended = time.monotonic()
            self.presses.append((number, began, ended))
        moment = told_in(body)
        if status == 200 and moment:
            self.crowd.told[number] = moment
            self.told_at[number] = ended
            return True
        self.crowd.refused += status not in {500, 502, 503}
        return False

    def figures(self) -> dict[str, Any]:
        """How it went."""
        back = min((at for at in self.told_at.values() if at > self.up), default=self.up)
        met = {number for number, began, ended in self.presses
               if began < back and ended > self.down}  # fmt: skip
        waits = [self.told_at[each] - self.up for each in met if each in self.told_at]
        calm = [ended - began for number, began, ended in self.presses if number not in met]
        return {
            "outage_s": round(self.up - self.down, 1),
            "answers_after_s": round(back - self.up, 1),
            "met_outage": len(met),
            "retries": self.crowd.retries,
            "refused": self.crowd.refused,
            "late": sum(wait > WITHIN for wait in waits),
            "longest_wait_s": round(max(waits, default=0.0), 1),
            **report.percentiles(calm),
        }


if __name__ == "__main__":
    sys.exit(main())
