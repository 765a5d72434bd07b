"""The learner's player a second: outline, a page of a thousand words, next; CPU a page."""

from __future__ import annotations

import sys

from benchmarks import limits, report, servers, stage
from benchmarks.classroom import enter, open_course
from benchmarks.drive import Request, Wanted, drive
from benchmarks.usage import usage

TARGET, CPU_MS = 400, 5.0


def main() -> int:
    """Measure and print one JSON line."""
    given = report.arguments(__doc__, people=200, seconds=12, connections=32).parse_args()
    crowd = stage.prepare(given.people)
    room = open_course(minutes=450, activities=10, words=1_000)
    enter(room, crowd.nips)
    limit = limits.trivial_answers()
    with servers.serving("web") as site:
        keys = stage.sign_in(site.port, crowd.nips, crowd.password)
        pages, wanted = [Request(room.path(), key) for key in keys], Wanted(text="Halaman 10")
        drive(site.port, pages, wanted, seconds=3)
        before = usage(site)
        done = drive(site.port, pages, wanted, seconds=given.seconds, connections=given.connections)
        cpu_ms = 1000 * (usage(site).cpu_s - before.cpu_s) / max(done.requests, 1)
    result = {
        "name": "player", **done.figures(), "limit": round(limit),
        "share_of_limit": round(done.per_s / limit, 3), "target": TARGET,
        "cpu_ms": round(cpu_ms, 2), "cpu_target_ms": CPU_MS, "sessions": "signed in",
        "ok": done.per_s >= TARGET and done.errors == 0 and cpu_ms <= CPU_MS,
    }  # fmt: skip
    return report.finish(result, save=given.save)


if __name__ == "__main__":
    sys.exit(main())
