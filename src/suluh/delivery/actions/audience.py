"""For whom a class is, after it was opened: widened or narrowed, and nobody is thrown out by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.course_changes import locked_course
from suluh.delivery.actions.offerings import invite
from suluh.delivery.actions.seats import quotas_of
from suluh.delivery.models import Offering
from suluh.delivery.queries.audience import Reach, outside_of, reach_of
from suluh.delivery.queries.courses import get_managed_course
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

_Audience = Offering.Audience


class NobodyInvited(DomainError):
    """A class for chosen agencies names at least one."""

    code = "nobody_invited"
    sentence = _("Sebutkan sedikitnya satu instansi yang diundang.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """For whom a class shall be; `agencies` are ids, and count for a chosen audience alone."""

    audience: str
    agencies: tuple[int, ...] = ()


def foresee_audience(*, actor: Actor, uuid: UUID, wanted: Wanted) -> int:
    """How many who are in the class would no longer be of its audience; they stay. Writes nothing."""
    offering = get_managed_course(actor, uuid)
    _check(actor, offering, wanted)
    return outside_of(offering, wanted.audience, wanted.agencies)


def change_audience(*, actor: Actor, uuid: UUID, wanted: Wanted, now: datetime) -> Offering:
    """Let others join from now on; who is in the class, or waits, stays. The catalogue follows at once.

    Records `delivery.course.audience_changed`; the same again changes nothing. Raises ClassOver,
    NobodyInvited. Opening it to the nation asks for that right.
    """
    with transaction.atomic():
        offering = locked_course(actor, uuid)
        _check(actor, offering, wanted)
        before = reach_of(offering)
        agencies = wanted.agencies if wanted.audience == _Audience.CHOSEN else ()
        if (before.audience, set(before.agency_ids)) == (wanted.audience, set(agencies)):
            return offering
        outside = outside_of(offering, wanted.audience, agencies)
        offering.audience = wanted.audience
        offering.save(update_fields=["audience"])
        quotas = quotas_of(offering)  # an agency that stays keeps its seats
        invite(offering, {each: quotas.get(each) for each in agencies})
        record_event(
            "delivery.course.audience_changed", at=now, tenant_id=offering.tenant_id,
            actor_id=actor.person_id, subject=offering.uuid,
            data={"title": offering.title, "before": _told(before), "after": _told(reach_of(offering)),
                  "by": actor.name[:200], "outside": outside},
        )  # fmt: skip
    return offering


def _check(actor: Actor, offering: Offering, wanted: Wanted) -> None:
    if wanted.audience == _Audience.CHOSEN and not wanted.agencies:
        raise NobodyInvited
    if wanted.audience == _Audience.NATIONAL:
        path = offering.unit.path if offering.unit else ""
        permission = Permission.EVENT_SHARE_NATIONAL
        require(actor, permission, agency_id=offering.tenant_id, unit_path=path)


def _told(reach: Reach) -> dict[str, object]:
    return {"audience": reach.audience, "agencies": list(reach.names)}
