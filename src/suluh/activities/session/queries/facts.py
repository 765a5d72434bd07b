"""What is known about people's attendance, for a whole event in four statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import TypeVar

from django.contrib.postgres.aggregates import ArrayAgg

from suluh.activities.session.models import Attestation, CheckIn, MeetingReport, MeetingRow, Window
from suluh.activities.session.rules.answers import clock
from suluh.activities.session.types import Facts, Setting, WindowState
from suluh.base.text import short_day
from suluh.delivery.models import Offering
from suluh.standards.intervals import Interval, clip, total_seconds

K = TypeVar("K", bound=Hashable)


def setting_of(offering: Offering, *, now: datetime) -> Setting:
    """What the event offers as evidence at this moment."""
    base = f"/acara/{offering.uuid}"
    windows = Window.reachable.filter(offering=offering)
    return Setting(
        windows=tuple(_state(window, offering.zone, now) for window in windows),
        seconds=int((offering.ends_at - offering.starts_at).total_seconds()),
        has_report=MeetingReport.objects.filter(offering=offering, undone_at=None).exists(),
        live_link=f"{base}/langsung/",
        evaluation_link=f"{base}/evaluasi/",
        complaint_link=f"{base}/sanggah/",
    )


def _state(window: Window, zone: str, now: datetime) -> WindowState:
    def told(moment: datetime) -> str:
        return f"{short_day(moment, zone)}, {clock(moment, zone)}"

    return WindowState(
        kind=window.kind,
        is_over=now >= window.closes_at,
        is_open=window.opens_at <= now < window.closes_at,
        opens=told(window.opens_at),
        closes=told(window.closes_at),
        needs_evaluation=window.needs_evaluation,
    )


def facts_of(offering: Offering, *, people: list[int]) -> dict[int, Facts]:
    """Facts of these people; call it in the scope of the organiser's agency."""
    windows = dict(
        CheckIn.objects.filter(offering=offering, person_id__in=people)
        .values_list("person_id")
        .annotate(kinds=ArrayAgg("window__kind"))
        .values_list("person_id", "kinds")
    )
    attested = set(
        Attestation.objects.filter(offering=offering, person_id__in=people).values_list(
            "person_id", flat=True
        )
    )
    seconds = _seconds(offering, people)
    return {
        person: Facts(
            person,
            frozenset(windows.get(person, ())),
            seconds.get(person),
            is_attested=person in attested,
        )
        for person in people
    }


def _seconds(offering: Offering, people: list[int]) -> dict[int, int]:
    """Time in the meeting room, rejoins and devices united, inside the event's own time."""
    rows = MeetingRow.objects.filter(
        offering=offering, person_id__in=people, report__undone_at=None
    ).values_list("person_id", "joined_at", "left_at", "seconds")
    return united_seconds(
        offering, [(who or 0, joined, left, seconds) for who, joined, left, seconds in rows]
    )


def united_seconds(
    offering: Offering, rows: Iterable[tuple[K, datetime | None, datetime | None, int]]
) -> dict[K, int]:
    """Seconds by key: the longer of what dated rows cover of the event and what others sum up to.

    A meeting has a detailed and a short report; added up, somebody would be there twice.
    """
    event = Interval(offering.starts_at, offering.ends_at)
    stays: dict[K, list[Interval]] = defaultdict(list)
    totals: dict[K, int] = defaultdict(int)
    for key, joined, left, seconds in rows:
        if joined and left and left > joined:
            stays[key].append(Interval(joined, left))
        else:
            totals[key] += seconds
    return {
        key: max(total_seconds(clip(stays[key], event)), totals[key])
        for key in stays.keys() | totals.keys()
    }
