"""Setting marks by hand: one cell or a page of them, each change with what was there before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.content.models import Activity
from suluh.delivery.actions.timetable import BatchClosed
from suluh.delivery.actions.unjudged import mark_places
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.marks import get_marked_course, marked_people
from suluh.organisation.types import Actor

MOST = 2000
FULL = 100_00


class MarkOutOfRange(DomainError):
    """Marks are percent."""

    code = "mark_out_of_range"
    sentence = _("Nilai ditulis antara 0 dan 100, misalnya 85 atau 85,5.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What stood in the cell when the mark was typed."""

    score: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark for one activity of one person, in hundredths of a percent; None takes it away."""

    place: UUID
    activity: UUID
    score: int | None
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A mark that somebody else set meanwhile; it stays."""

    name: str
    score: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """How many marks changed, and which were left because they were no longer what was seen."""

    changed: int
    moved: tuple[Moved, ...] = ()


def set_marks(*, actor: Actor, uuid: UUID, marks: Sequence[Mark], now: datetime) -> Saved:
    """Set marks. A mark makes its activity done; the same again is nothing.

    What another set since the mark was typed is not written over. Refused after closing. Taking a
    mark away leaves the activity done: it was handed in.
    """
    offering = get_marked_course(actor, uuid)
    if offering.batch.closed_at is not None:
        raise BatchClosed
    if any(mark.score is not None and not 0 <= mark.score <= FULL for mark in marks):
        raise MarkOutOfRange
    places = _locked(offering, marks)
    activities = _activities(places, marks)
    steps = _steps(places)
    changed, moved = 0, []
    for mark in marks[:MOST]:
        place = places.get(mark.place)
        activity = activities.get((place.version_id, mark.activity)) if place else None
        if place is None or activity is None:
            continue
        step = steps.get((place.pk, activity.pk))
        before = step.score if step else None
        if mark.seen is not None and before not in (mark.seen.score, mark.score):
            moved.append(Moved(place.name, before))
        else:
            changed += _set(actor, place, activity, step, score=mark.score, now=now)
    return Saved(changed, tuple(moved))


def _locked(offering: Offering, marks: Sequence[Mark]) -> dict[UUID, Enrolment]:
    """The places, locked; who never began is bound to the version offered now."""
    rows = marked_people(offering).filter(uuid__in={mark.place for mark in marks[:MOST]})
    places = {place.uuid: place for place in rows.select_for_update().order_by("id")}
    for place in places.values():
        if place.version_id is None:
            place.version_id = offering.version_id
            place.save(update_fields=["version"])
    return places


def _activities(
    places: dict[UUID, Enrolment], marks: Sequence[Mark]
) -> dict[tuple[int | None, UUID], Activity]:
    versions = {place.version_id for place in places.values()}
    rows = Activity.objects.filter(
        version__in=versions, key__in={mark.activity for mark in marks}, removed_at=None
    )
    return {(row.version_id, row.key): row for row in rows}


def _steps(places: dict[UUID, Enrolment]) -> dict[tuple[int, int], Progress]:
    rows = Progress.objects.filter(enrolment__in=[place.pk for place in places.values()])
    return {(row.enrolment_id, row.activity_id): row for row in rows}


def _set(
    actor: Actor,
    place: Enrolment,
    activity: Activity,
    step: Progress | None,
    *,
    score: int | None,
    now: datetime,
) -> bool:
    before = step.score if step else None
    if before == score:
        return False
    row = step or Progress(
        tenant_id=place.tenant_id, enrolment=place, person_id=place.person_id, activity=activity,
        opened_at=now,
    )  # fmt: skip
    row.score, row.changed_at = score, now
    if score is not None and row.state != Progress.State.DONE:
        row.state, row.done_at = Progress.State.DONE, now
    row.save()
    if place.state == Enrolment.State.REGISTERED:
        mark_places([place.pk], now=now)  # also the share of what is done
    record_event(
        "delivery.mark.set", at=now, tenant_id=place.tenant_id, actor_id=actor.person_id,
        subject=place.uuid, data={"title": activity.title, "before": before, "after": score},
    )  # fmt: skip
    return True
