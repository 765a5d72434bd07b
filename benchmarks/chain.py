"""A webinar of 10,000 people, from registration to sealed certificate and posted JP: machine time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from benchmarks import report, servers, stage
from benchmarks.drive import Request, Wanted, drive_once
from benchmarks.register import limit_seats
from benchmarks.stage import one, run_sql
from benchmarks.usage import usage
from tools.site import Site

TARGET_MS, WORKERS = 300_000, 2
_ENROLLED = """
SELECT count(*) FROM delivery_enrolment e JOIN delivery_offering o ON o.id = e.offering_id
WHERE o.uuid = %s AND e.state = %s
"""
_CHECK_INS = """
SELECT count(*) FROM session_checkin c JOIN session_window w ON w.id = c.window_id
JOIN delivery_offering o ON o.id = w.offering_id WHERE o.uuid = %s AND w.kind = %s
"""
_CREDITS = "SELECT count(*) FROM ledger_jpentry WHERE source_id = %s AND kind = 'credit'"
_SEALED = """
SELECT count(*) FROM credentials_certificate
WHERE source_id = %s AND role = 'peserta' AND sealed_at IS NOT NULL
"""
_NUMBERS = """
SELECT count(*) - count(DISTINCT (number_year, number_sequence)) FROM credentials_certificate
WHERE tenant_id = (SELECT tenant_id FROM delivery_offering WHERE uuid = %s)
"""


class Chain:
    """One webinar, its people's sessions, and the seconds and CPU seconds of each phase."""

    def __init__(self, crowd: stage.Crowd, keys: list[str], site: Site) -> None:
        self.event, self.keys, self.count = crowd.open_event, keys, len(keys)
        self.site = site
        self.phases: dict[str, float] = {}
        self.cpu: dict[str, float] = {}
        self.errors = 0

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what happens inside, and what it costs the whole service."""
        began, before = time.monotonic(), usage(self.site).cpu_s
        yield
        self.phases[name] = round(time.monotonic() - began, 1)
        self.cpu[name] = round(usage(self.site).cpu_s - before, 1)
        sys.stderr.write(f"{name}: {self.phases[name]} s, {self.cpu[name]} s of CPU\n")

    def post(self, port: int, path: str, body: str, wanted: Wanted) -> None:
        """Everyone sends the same form once."""
        requests = [Request(path, key, body) for key in self.keys]
        self.errors += drive_once(port, requests, wanted).errors


def main() -> int:
    """Run the chain once and print one JSON line."""
    given = report.arguments(__doc__, people=10_000).parse_args()
    crowd = stage.prepare(given.people)
    keys = stage.make_sessions(crowd.nips)
    limit_seats(crowd.open_event, given.people)
    limit = servers.durable_inserts(seconds=3)
    with servers.serving("web", "live") as site:
        chain = Chain(crowd, keys, site)
        _take_part(chain, site.port)
        stage.start_workers(site, WORKERS)
        _finish_event(chain)
        memory = usage(site).memory_mb
    return report.finish(_judge(chain, limit, memory), save=given.save)


def _take_part(chain: Chain, port: int) -> None:
    """Register, check in at the beginning, send the evaluation, which is the check-out."""
    event = chain.event
    with chain.phase("register"):
        chain.post(port, f"/acara/{event}/daftar/", "setuju=1", Wanted(302, f"/acara/{event}/"))
    _begin(event)
    window = one(
        "SELECT w.uuid FROM session_window w JOIN delivery_offering o ON o.id = w.offering_id"
        " WHERE o.uuid = %s AND w.kind = 'masuk'", event,
    )  # fmt: skip
    with chain.phase("check in"):
        chain.post(port, f"/hadir/{window}/", "kode=", Wanted(200, "Tercatat"))
    questions = one(
        "SELECT s.questions FROM survey_survey s JOIN delivery_offering o ON o.id = s.offering_id"
        " WHERE o.uuid = %s", event,
    )  # fmt: skip
    answers = urlencode({q["key"]: "5" for q in questions if q.get("kind") != "text"})
    path = f"/acara/{event}/evaluasi/"
    with chain.phase("evaluate"):
        chain.post(port, path, answers, Wanted(302, path))


def _begin(event: str) -> None:
    """Move the event to now: it began two hours ago, both windows are open, the form is ready."""
    from suluh.activities.survey.actions import prepare_survey
    from suluh.base.clock import now
    from suluh.base.scope import SYSTEM, scoped
    from suluh.delivery.models import Offering

    run_sql(
        "UPDATE delivery_offering SET starts_at = now() - interval '2 hours', has_evaluation = true,"
        " ends_at = now() + interval '30 minutes',"
        " attendance_rule = '{\"all\": [{\"window\": \"masuk\"}, {\"window\": \"pulang\"}]}'"
        " WHERE uuid = %s", event,
    )  # fmt: skip
    run_sql(
        "UPDATE session_window w SET opens_at = now() - interval '2 hours',"
        " closes_at = now() + interval '1 hour', needs_evaluation = w.kind = 'pulang'"
        " FROM delivery_offering o WHERE o.id = w.offering_id AND o.uuid = %s", event,
    )  # fmt: skip
    with scoped(SYSTEM):
        prepare_survey(Offering.objects.get(uuid=event), now=now())


def _finish_event(chain: Chain) -> None:
    """The event is over: judging, JP and certificates are the workers' own doing."""
    from suluh.base.jobs import enqueue
    from suluh.base.scope import SYSTEM, scoped

    run_sql(
        "UPDATE session_window w SET closes_at = now() - interval '1 minute'"
        " FROM delivery_offering o WHERE o.id = w.offering_id AND o.uuid = %s", chain.event,
    )  # fmt: skip
    run_sql(
        "UPDATE delivery_offering SET ends_at = now() - interval '2 minutes' WHERE uuid = %s",
        chain.event,
    )
    event, tenant = run_sql(
        "SELECT id, tenant_id FROM delivery_offering WHERE uuid = %s", chain.event
    )[0]
    with chain.phase("complete and post JP"):
        with scoped(SYSTEM):  # what the worker's sweep of every minute would queue
            enqueue(
                "session.evaluate", key=f"session.evaluate:{event}", offering_id=event,
                tenant_id=tenant,
            )  # fmt: skip
        stage.wait_until(_ENROLLED, chain.event, "completed", reaches=chain.count, patience=900)
    with chain.phase("seal certificates"):
        stage.wait_until(_SEALED, chain.event, reaches=chain.count, patience=1800)


def _judge(chain: Chain, limit: float, memory: int) -> dict[str, Any]:
    event, count = chain.event, chain.count
    found = {
        "registered": one(_ENROLLED, event, "completed"),
        "checked_in": one(_CHECK_INS, event, "masuk"),
        "checked_out": one(_CHECK_INS, event, "pulang"),
        "credits": one(_CREDITS, event),
        "sealed": one(_SEALED, event),
    }
    doubled = one(_NUMBERS, event)
    milliseconds = round(1000 * sum(chain.phases.values()))
    per_s = count / (milliseconds / 1000)
    return {
        "name": "chain", "people": count, "ms": milliseconds, "per_s": round(per_s, 1),
        **report.percentiles([]), "phases_s": chain.phases, "phases_cpu_s": chain.cpu,
        "errors": chain.errors, **found,
        "doubled_numbers": doubled, "limit": round(limit), "target": round(TARGET_MS * count / 10_000),
        "share_of_limit": round(per_s / limit, 5), "memory_mb": memory, "sessions": "made",
        "ok": milliseconds <= TARGET_MS * count / 10_000 and doubled == 0
        and set(found.values()) == {count},
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
