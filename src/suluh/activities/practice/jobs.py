"""Jobs of practice: looking at files, speaking of dates."""

from __future__ import annotations

from uuid import UUID

from suluh.activities.practice.actions import scanning
from suluh.activities.practice.actions.reminding import remind_milestones
from suluh.base.clock import now
from suluh.base.jobs import every, job
from suluh.base.scope import Scope, scoped


@job("practice.scan_file")
def scan_file(*, file: str, tenant_id: int) -> None:
    """Ask the scanner; a second run finds nothing waiting."""
    with scoped(Scope(tenant_id=tenant_id)):
        scanning.scan_file(file=UUID(file), now=now())


@every("40 0 * * *", name="practice.remind_milestones")
def remind(timestamp: int) -> None:
    """Each morning at 07.40 in Jakarta."""
    remind_milestones(now=now())
