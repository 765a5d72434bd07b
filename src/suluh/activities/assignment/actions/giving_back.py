"""What somebody took and did not mark goes back into the queue when they may not mark it any more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.activities.assignment.models import Work
from suluh.activities.assignment.queries.leftover import left_behind, taker_of
from suluh.activities.assignment.types import Role
from suluh.base.events import record_event
from suluh.delivery.models import Offering


def give_back(
    *, now: datetime, offering: Offering | None = None, person_id: int | None = None,
    actor_id: int | None = None,
) -> int:  # fmt: skip
    """Free those works in every course that the scope sees, or in this one; gives how many.

    `person_id`: of this taker alone. Marks that were given stay, and so does who gave them. A
    second run finds nothing.
    """
    found = left_behind(now=now, offering=offering, person_id=person_id)
    for work in found:
        _free(work, actor_id, now=now)
    return len(found)


def _free(work: Work, actor_id: int | None, *, now: datetime) -> None:
    taker = taker_of(work)
    name = "marker" if work.needs == Role.FIRST else "second_marker"
    setattr(work, name, None)
    work.claimed_at = None
    work.save(update_fields=[name, "claimed_at"])
    with override("id"):  # read by others: not in the language of who acts
        reason = _("Peran menilai %(name)s di sini berakhir.")
        if getattr(work, "was_guest", False):
            reason = _("Masa mengajar %(name)s sebagai tamu di angkatan ini berakhir.")
        record_event(
            "assignment.work.given_back", at=now, tenant_id=work.tenant_id, actor_id=actor_id,
            subject=work.uuid, reason=reason % {"name": taker.full_name},
            data={"number": work.number, "from": taker.pk},
        )  # fmt: skip
