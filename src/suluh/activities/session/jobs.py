"""Jobs of the live session: judging attendance."""

from __future__ import annotations

from datetime import timedelta

from suluh.activities.session.actions.evaluation import evaluate_offering, offerings_to_evaluate
from suluh.base.clock import now
from suluh.base.jobs import enqueue, every, job
from suluh.base.scope import SYSTEM, scoped


@job("session.evaluate")
def evaluate(*, offering_id: int, tenant_id: int) -> None:
    """Judge one event; its effect is the same when it runs twice."""
    evaluate_offering(offering_id=offering_id, now=now())


@every("* * * * *", name="session.find_new_evidence")
def find_new_evidence(timestamp: int) -> None:
    """Every minute: queue the events in which people checked in, and those that just ended."""
    present = now()
    found = offerings_to_evaluate(since=present - timedelta(minutes=3), now=present)
    with scoped(SYSTEM):
        for offering, tenant in found:
            enqueue(
                "session.evaluate",
                key=f"session.evaluate:{offering}",
                offering_id=offering,
                tenant_id=tenant,
            )
