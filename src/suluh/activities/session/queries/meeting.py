"""Meeting reports of an event: files, counts, and the queue of rows that nobody owns yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from suluh.activities.session.models import MeetingReport, MeetingRow
from suluh.activities.session.queries.facts import united_seconds
from suluh.activities.session.rules.matching import Seated
from suluh.delivery.models import Enrolment, Offering

WAITING, MATCHED, IGNORED = "menunggu", "cocok", "abai"
_SEATED = (
    Enrolment.State.REGISTERED,
    Enrolment.State.COMPLETED,
    Enrolment.State.NOT_COMPLETED,
)


@dataclass(frozen=True, slots=True)
class Group:
    """All rows of one display name: one decision serves them all."""

    row: MeetingRow
    minutes: int
    stays: int
    suggestions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Imported:
    """An imported file; `is_elsewhen` where none of its dated rows lies in the event's time."""

    report: MeetingReport
    is_elsewhen: bool


def reports_of(offering: Offering) -> list[Imported]:
    """Imported files that still count, newest first."""
    dated = Q(stays__joined_at__isnull=False, stays__left_at__isnull=False)
    during = Q(stays__joined_at__lt=offering.ends_at, stays__left_at__gt=offering.starts_at)
    found: Any = MeetingReport.objects.filter(offering=offering, undone_at=None).annotate(
        dated=Count("stays", filter=dated),
        during=Count("stays", filter=dated & during),
    )
    return [
        Imported(report, report.dated > 0 and report.during == 0)
        for report in found.order_by("-imported_at", "-id")
    ]


def match_counts(offering: Offering) -> dict[str, int]:
    """How many display names wait, are matched, are ignored."""
    found = dict.fromkeys((WAITING, MATCHED, IGNORED), 0)
    rows = MeetingRow.objects.filter(offering=offering).values("match", "name", "email").distinct()
    for row in rows.order_by():
        found[_side(row["match"])] += 1
    return found


def groups_of(offering: Offering, *, side: str, search: str = "") -> QuerySet[MeetingRow, Any]:
    """Display names on one side, for paging."""
    rows = MeetingRow.objects.filter(offering=offering)
    if side == MATCHED:
        rows = rows.exclude(match__in=(MeetingRow.Match.NONE, MeetingRow.Match.IGNORED))
    else:
        kept = MeetingRow.Match.IGNORED if side == IGNORED else MeetingRow.Match.NONE
        rows = rows.filter(match=kept)
    if search:
        rows = rows.filter(name__icontains=search)
    return (
        rows.values("name", "email")
        .annotate(first=Min("id"), stays=Count("id"))
        .order_by("name", "email")
    )


def groups_shown(offering: Offering, items: list[dict[str, Any]]) -> list[Group]:
    """The groups of one page with their suggestions and the time that counts, in three statements."""
    rows = MeetingRow.objects.select_related("person").in_bulk([item["first"] for item in items])
    seconds = _seconds_of(offering, items)
    keys = {key for row in rows.values() for key, _score in row.suggestions}
    seats = {
        str(seat.uuid): seat for seat in Enrolment.objects.filter(offering=offering, uuid__in=keys)
    }
    return [
        Group(
            row=rows[item["first"]],
            minutes=seconds.get((item["name"], item["email"]), 0) // 60,
            stays=item["stays"],
            suggestions=[
                {"seat": seats[key], "score": score}
                for key, score in rows[item["first"]].suggestions
                if key in seats
            ],
        )
        for item in items
    ]


def _seconds_of(offering: Offering, items: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    rows = MeetingRow.objects.filter(
        offering=offering, report__undone_at=None, name__in={item["name"] for item in items}
    ).values_list("name", "email", "joined_at", "left_at", "seconds")
    return united_seconds(
        offering, [((name, email), joined, left, each) for name, email, joined, left, each in rows]
    )


def seated_people(offering: Offering) -> list[Seated]:
    """Everyone registered, for matching; runs under the wide scope: guests of other agencies too."""
    rows = Enrolment.objects.filter(offering=offering, state__in=_SEATED).values_list(
        "uuid", "person_id", "person__name", "unit_name", "person__nip", "email", "person__email"
    )
    return [
        Seated(str(uuid), person, name, unit, nip or "", (email, own_email))
        for uuid, person, name, unit, nip, email, own_email in rows
    ]


def _side(match: str) -> str:
    if match == MeetingRow.Match.NONE:
        return WAITING
    return IGNORED if match == MeetingRow.Match.IGNORED else MATCHED
