"""The learner's home a second, for people signed in; memory and CPU of the whole service."""

from __future__ import annotations

import sys
from typing import Any

from benchmarks import limits, report, servers, stage
from benchmarks.drive import Outcome, Request, Wanted, drive
from benchmarks.usage import Usage, usage

TARGET, CPU_MS, IDLE_MB, LOADED_MB = 460, 5.0, 700, 900


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=200, seconds=12, connections=32).parse_args()
    crowd = stage.prepare(given.people)
    limit = limits.trivial_answers()
    with servers.serving("web", "live", "worker") as site:
        keys = stage.sign_in(site.port, crowd.nips, crowd.password)
        stage.wait_for_long_jobs()
        pages = [Request("/", key) for key in keys]
        wanted = Wanted(text="JP")
        idle = usage(site)
        drive(site.port, pages, wanted, seconds=3)
        before = usage(site)
        done = drive(site.port, pages, wanted, seconds=given.seconds, connections=given.connections)
        after = usage(site)
    return report.finish(_judge(done, limit, (idle, before, after)), save=given.save)


def _judge(done: Outcome, limit: float, used: tuple[Usage, Usage, Usage]) -> dict[str, Any]:
    idle, before, after = used
    cpu_ms = 1000 * (after.cpu_s - before.cpu_s) / max(done.requests, 1)
    return {
        "name": "home", **done.figures(), "limit": round(limit),
        "share_of_limit": round(done.per_s / limit, 3), "target": TARGET,
        "cpu_ms": round(cpu_ms, 2), "cpu_target_ms": CPU_MS,
        "memory_idle_mb": idle.memory_mb, "memory_idle_target_mb": IDLE_MB,
        "memory_mb": after.memory_mb, "memory_target_mb": LOADED_MB, "sessions": "signed in",
        "ok": done.per_s >= TARGET and done.errors == 0 and after.memory_mb <= LOADED_MB
        and idle.memory_mb <= IDLE_MB and cpu_ms <= CPU_MS,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
