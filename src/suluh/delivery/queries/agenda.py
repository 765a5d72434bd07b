"""A person's calendar: events, and the sessions of the angkatan they are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from suluh.delivery.models import Enrolment, Meeting, Offering
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.rules.calendar import Entry
from suluh.identity.models import Person
from suluh.organisation.types import Actor

_LINES = (
    "at", "until", "key", "title", "course", "place", "zone", "agency", "jp_minor", "state",
    "course_state", "offering_uuid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """An event, or one session of an angkatan (`course` names it)."""

    at: datetime
    until: datetime
    key: UUID
    title: str
    course: str
    place: str
    zone: str
    agency: str
    jp_minor: int
    state: str
    course_state: str
    offering_uuid: UUID

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.course_state == Offering.State.CANCELLED


def agenda(actor: Actor, *, now: datetime, is_past: bool) -> QuerySet[Any, dict[str, Any]]:
    """What is coming, soonest first, or what was, latest first: values of `Line`, one statement."""
    over = Q(offering__ends_at__lte=now), Q(ends_at__lte=now)
    ahead = Q(offering__ends_at__gt=now), Q(ends_at__gt=now)
    of_events, of_sessions = over if is_past else ahead
    found = _events(actor, of_events).union(_sessions(actor, of_sessions), all=True)
    return found.order_by("-at", "-key") if is_past else found.order_by("at", "key")


def _events(actor: Actor, when: Q) -> QuerySet[Any, dict[str, Any]]:
    rows = Enrolment.reachable.filter(
        when, person_id=actor.person_id, offering__kind=Offering.Kind.EVENT
    )
    return (
        rows.exclude(state=Enrolment.State.CANCELLED)
        .annotate(
            at=F("offering__starts_at"), until=F("offering__ends_at"), key=F("offering__uuid"),
            title=F("offering__title"), course=_none(), place=F("offering__place"),
            zone=F("offering__zone"), agency=F("offering__tenant__short_name"),
            jp_minor=F("offering__jp_minor"), course_state=F("offering__state"),
            offering_uuid=F("offering__uuid"),
        )
        .values(*_LINES)
    )  # fmt: skip


def _sessions(actor: Actor, when: Q) -> QuerySet[Any, dict[str, Any]]:
    rows = Meeting.reachable.filter(
        when, offering__enrolments__person_id=actor.person_id,
        offering__enrolments__state__in=HOLDING,
    )  # fmt: skip
    return rows.annotate(
        at=F("starts_at"), until=F("ends_at"), key=F("uuid"), title=F("subject"),
        course=F("offering__title"), place=F("room"), zone=F("offering__zone"),
        agency=F("offering__tenant__short_name"), jp_minor=Value(0, IntegerField()),
        state=F("offering__enrolments__state"), course_state=F("offering__state"),
        offering_uuid=F("offering__uuid"),
    ).values(*_LINES)  # fmt: skip


def _none() -> Value:
    return Value("", CharField())


def person_key(actor: Actor) -> UUID:
    """The public id of the actor's person."""
    return Person.objects.values_list("uuid", flat=True).get(pk=actor.person_id)


def feed_entries(person: UUID, *, base: str) -> list[Entry]:
    """The person's events and sessions as calendar entries, the latest 300 of each; wide scope."""
    rows = (
        Enrolment.objects.filter(person__uuid=person, offering__kind=Offering.Kind.EVENT)
        .exclude(state__in=(Enrolment.State.CANCELLED, Enrolment.State.WAITING))
        .select_related("offering")
        .order_by("-offering__starts_at")[:300]
    )
    sessions = (
        Meeting.objects.filter(
            offering__enrolments__person__uuid=person, offering__enrolments__state__in=HOLDING
        )
        .select_related("offering")
        .order_by("-starts_at")[:300]
    )
    return [
        *(entry_of(row.offering, base=base) for row in rows),
        *(entry_of_session(each, each.offering, base=base) for each in sessions),
    ]


def entry_of(offering: Offering, *, base: str) -> Entry:
    """An event as a calendar entry."""
    return Entry(
        uuid=offering.uuid,
        title=offering.title,
        starts_at=offering.starts_at,
        ends_at=offering.ends_at,
        url=f"{base}/acara/{offering.uuid}/",
        place=offering.place,
        is_cancelled=offering.state == Offering.State.CANCELLED,
    )


def entry_of_session(meeting: Meeting, course: Offering, *, base: str) -> Entry:
    """A session of an angkatan as a calendar entry."""
    return Entry(
        uuid=meeting.uuid,
        title=f"{meeting.subject} ({course.title})",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        url=meeting.address or f"{base}/pelatihan/{course.uuid}/jadwal/",
        place=meeting.room or course.place,
        note=", ".join(meeting.trainers),
        is_cancelled=course.state == Offering.State.CANCELLED,
    )
