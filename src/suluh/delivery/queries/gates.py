"""What stands before a course for one person: conditions with what is met, and their request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from suluh.base.errors import NotFound
from suluh.content.models import Training
from suluh.delivery.models import (
    Enrolment,
    Gate,
    JoinRequest,
    Offering,
    Prerequisite,
    RequestStep,
    Waiver,
)
from suluh.delivery.queries.learning import entering
from suluh.delivery.rules.approval import Way
from suluh.organisation.types import Actor

_State = Enrolment.State


@dataclass(frozen=True, slots=True)
class Needed:
    """A training asked for before, and whether the person has it."""

    title: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """The gate before one person. `busy_with`: the other title they are still in ('' for none)."""

    gate: Gate
    needed: tuple[Needed, ...]
    is_waived: bool
    busy_with: str
    request: JoinRequest | None
    steps: tuple[RequestStep, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Trainings that are still to be done."""
        if self.is_waived:
            return ()
        return tuple(each.title for each in self.needed if not each.is_done)

    @property
    def may_ask(self) -> bool:
        """Whether nothing but the approval stands before the person."""
        return not self.missing and not self.busy_with


def way_of(gate: Gate) -> Way:
    """The gate's approval as the rules take it."""
    return Way(gate.approval, gate.wait_days, gate.on_timeout)


def get_entry(actor: Actor, offering: Offering, *, now: datetime) -> Entry | None:
    """The gate as the actor stands before it; None where the course has none."""
    if not offering.is_gated:
        return None
    with entering(actor, offering):
        return entry_of(offering, actor.person_id, now=now)


def entry_of(offering: Offering, person_id: int, *, now: datetime) -> Entry:
    """The gate before that person; inside the organiser's scope as that person. Six queries."""
    request = (
        JoinRequest.objects.filter(offering=offering, person_id=person_id).order_by("-id").first()
    )
    return Entry(
        gate=Gate.objects.get(offering=offering),
        needed=_needed(offering, person_id),
        is_waived=Waiver.objects.filter(
            offering=offering, person_id=person_id, ended_at=None
        ).exists(),
        busy_with=_busy_with(offering, person_id, now=now),
        request=request,
        steps=tuple(RequestStep.objects.filter(request=request)) if request else (),
    )


def _needed(offering: Offering, person_id: int) -> tuple[Needed, ...]:
    done = Enrolment.objects.filter(
        person_id=person_id,
        state=_State.COMPLETED,
        offering__version__training=OuterRef("training"),
    )
    rows = Prerequisite.objects.filter(offering=offering).annotate(is_done=Exists(done))
    return tuple(
        Needed(title, is_done) for title, is_done in rows.values_list("training__title", "is_done")
    )


def _busy_with(offering: Offering, person_id: int, *, now: datetime) -> str:
    """Another title of the organiser under the same rule that the person is in or has asked for."""
    others = Offering.objects.filter(
        kind=Offering.Kind.COURSE,
        gate__one_title=True,
        ends_at__gt=now,
        state=Offering.State.PUBLISHED,
    ).exclude(pk=offering.pk)
    mine = Gate.objects.filter(offering=offering, one_title=True)
    places = Enrolment.objects.filter(
        offering=OuterRef("pk"), person_id=person_id, state__in=(_State.REGISTERED, _State.WAITING)
    )
    asked = JoinRequest.objects.filter(
        offering=OuterRef("pk"), person_id=person_id, state=JoinRequest.State.OPEN
    )
    rows = others.filter(Exists(places) | Exists(asked)).filter(Exists(mine))
    return rows.values_list("title", flat=True).first() or ""


def trainings_to_ask(offering: Offering) -> list[tuple[int, UUID, str]]:
    """Trainings of the organiser that may be asked for before: all but the course's own."""
    assert offering.version is not None
    rows = Training.objects.filter(archived_at=None).exclude(pk=offering.version.training_id)
    return list(rows.order_by("title", "id").values_list("id", "uuid", "title"))


def terms_of(offering: Offering) -> dict[str, Any]:
    """The gate as its form shows it."""
    gate = Gate.objects.filter(offering=offering).first() or Gate()
    asked = Prerequisite.objects.filter(offering=offering)
    return {
        "approval": gate.approval,
        "wait_days": gate.wait_days,
        "on_timeout": gate.on_timeout,
        "one_title": gate.one_title,
        "trainings": [str(uuid) for uuid in asked.values_list("training__uuid", flat=True)],
    }


def waivers_of(offering: Offering, *, text: str = "") -> QuerySet[Waiver]:
    """Who was let in without, newest first; withdrawn ones too."""
    rows = Waiver.objects.filter(offering=offering).select_related("person")
    return rows.filter(name__icontains=text) if text else rows


def get_waiver(offering: Offering, person: UUID) -> Waiver:
    """The waiver in force of one person."""
    found = waivers_of(offering).filter(person__uuid=person, ended_at=None).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Unwaived:
    """What withdrawing a waiver means for its person.

    `has_place`: they keep it. `request`: it rests on the waiver and falls with it. `missing`: what
    they must complete before they may ask again.
    """

    has_place: bool
    request: JoinRequest | None
    missing: tuple[str, ...]


def without_waiver(waiver: Waiver) -> Unwaived:
    """What withdrawing it would mean today: three queries."""
    offering, person_id = waiver.offering, waiver.person_id
    missing = tuple(each.title for each in _needed(offering, person_id) if not each.is_done)
    places = Enrolment.objects.filter(offering=offering, person_id=person_id)
    asked = JoinRequest.objects.filter(
        offering=offering, person_id=person_id, state=JoinRequest.State.OPEN
    )
    return Unwaived(
        places.exclude(state=_State.CANCELLED).exists(),
        asked.first() if missing else None,
        missing,
    )
