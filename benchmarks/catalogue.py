"""The catalogue, its search and an event's page a second, for people signed in."""

from __future__ import annotations

import sys
from itertools import cycle, islice
from typing import Any
from urllib.parse import urlencode

from benchmarks import limits, report, servers, stage
from benchmarks.drive import Outcome, Request, Wanted, drive

TARGETS = {"catalogue": 600, "search": 340, "event": 480}
# Words as people type them: right, short, and with errors.
SEARCHES = ("kebijakan", "ramah", "disabilitas", "pelyanan publik", "loket", "ASN Belajar", "wraga")


def main() -> int:
    """Measure the three pages one after another."""
    given = report.arguments(__doc__, people=100, seconds=10, connections=32).parse_args()
    crowd = stage.prepare(given.people)
    limit = limits.trivial_answers()
    with servers.serving("web") as site:
        keys = stage.sign_in(site.port, crowd.nips, crowd.password)
        figures = {}
        for name, pages in _pages(keys, crowd.open_event).items():
            drive(site.port, pages, Wanted(text="</html>"), seconds=2)
            figures[name] = drive(
                site.port, pages, Wanted(text="</html>"),
                seconds=given.seconds, connections=given.connections,
            )  # fmt: skip
    return report.finish(_judge(figures, limit), save=given.save)


def _pages(keys: list[str], event: str) -> dict[str, list[Request]]:
    words = islice(cycle(SEARCHES), len(keys) * len(SEARCHES))
    return {
        "catalogue": [Request("/belajar/", key) for key in keys],
        "search": [
            Request(f"/belajar/?{urlencode({'q': word})}", key)
            for word, key in zip(words, cycle(keys), strict=False)
        ],
        "event": [Request(f"/acara/{event}/", key) for key in keys],
    }


def _judge(figures: dict[str, Outcome], limit: float) -> dict[str, Any]:
    parts = {
        name: done.figures()
        | {"target": TARGETS[name], "share_of_limit": round(done.per_s / limit, 3)}
        for name, done in figures.items()
    }
    met = all(done.per_s >= TARGETS[name] and done.errors == 0 for name, done in figures.items())
    return {
        "name": "catalogue", **parts["catalogue"], "limit": round(limit), "search": parts["search"],
        "event": parts["event"], "sessions": "signed in", "ok": met,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
