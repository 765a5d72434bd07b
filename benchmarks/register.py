"""Registrations a second for an event with a seat limit; seats are never oversold."""

from __future__ import annotations

import sys
from typing import Any

from benchmarks import report, servers, stage
from benchmarks.drive import Outcome, Request, Wanted, drive_once
from benchmarks.stage import one
from benchmarks.usage import usage

TARGET = 1000
_COUNT = """
SELECT count(*) FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
WHERE o.uuid = %s AND e.state = %s
"""
_PEOPLE = """
SELECT count(DISTINCT person_id) FROM delivery_enrolment e
JOIN delivery_offering o ON o.id = e.offering_id WHERE o.uuid = %s
"""
_FREE = """
SELECT coalesce(sum(free), 0) FROM delivery_seatbucket b
JOIN delivery_offering o ON o.id = b.offering_id WHERE o.uuid = %s
"""


def main() -> int:
    """Everyone registers once; three in four find a seat; then the database is counted."""
    given = report.arguments(__doc__, people=10_000, connections=32).parse_args()
    crowd = stage.prepare(given.people)
    seats = given.people * 3 // 4
    limit_seats(crowd.open_event, seats)
    keys = stage.make_sessions(crowd.nips)
    limit = servers.durable_inserts()
    path = f"/acara/{crowd.open_event}/daftar/"
    wanted = Wanted(302, f"/acara/{crowd.open_event}/")
    with servers.serving("web") as site:
        stage.warm(site.port, keys[:50])
        before = usage(site)
        presses = [Request(path, key, "setuju=1") for key in keys]
        done = drive_once(site.port, presses, wanted, connections=given.connections)
        cpu_s = usage(site).cpu_s - before.cpu_s
    found = _count(crowd.open_event)
    result = _judge(done, found, seats=seats, people=given.people)
    result |= {
        "limit": round(limit), "share_of_limit": round(done.per_s / limit, 3),
        "cpu_ms": round(1000 * cpu_s / max(done.requests, 1), 2), "sessions": "made",
    }  # fmt: skip
    return report.finish(result, save=given.save)


def limit_seats(event: str, seats: int | None) -> None:
    """Give the event so many seats, spread over its buckets as the organiser's form does."""
    from suluh.base.clock import now
    from suluh.base.scope import Scope, scoped
    from suluh.delivery.actions.seats import fit_seats
    from suluh.delivery.models import Offering

    tenant = one("SELECT tenant_id FROM delivery_offering WHERE uuid = %s", event)
    with scoped(Scope(tenant_id=tenant)):
        offering = Offering.objects.get(uuid=event)
        offering.seats = seats
        offering.save(update_fields=["seats"])
        fit_seats(offering=offering, now=now())


def _count(event: str) -> dict[str, int]:
    return {
        "registered": one(_COUNT, event, "registered"),
        "waiting": one(_COUNT, event, "waiting"),
        "people": one(_PEOPLE, event),
        "free": int(one(_FREE, event)),
    }


def _judge(done: Outcome, found: dict[str, int], *, seats: int, people: int) -> dict[str, Any]:
    oversold = max(0, found["registered"] - seats)
    lost = max(0, min(done.good, people) - found["people"])
    doubled = found["registered"] + found["waiting"] - found["people"]
    sound = found["registered"] + found["free"] == seats and not (
        found["free"] and found["waiting"]
    )
    return {
        "name": "register", **done.figures(), "target": TARGET, "seats": seats, **found,
        "oversold": oversold, "lost": lost, "doubled": doubled,
        "ok": done.per_s >= TARGET and sound and done.errors == oversold == lost == doubled == 0,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
