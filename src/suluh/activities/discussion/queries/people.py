"""Who is in a place: for mentions, and for telling moderators."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from suluh.activities.discussion.models import Member
from suluh.activities.discussion.types import Candidate, Place
from suluh.content.models import Trainer
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.offerings import HOLDING

SHOWN = 8
SHORTEST_SEARCH = 2


def candidates(place: Place, *, search: str) -> list[Candidate]:
    """People of the place by a part of their name; nobody for less than two letters."""
    if len(search) < SHORTEST_SEARCH:
        return []
    rows = _people(place).filter(name__icontains=search).exclude(person_id=place.person_id)
    return [_candidate(row) for row in rows.order_by("name", "id")[:SHOWN]]


def chosen(place: Place, uuids: Collection[UUID]) -> list[Candidate]:
    """Those people, if they are in the place."""
    rows = _people(place).filter(uuid__in=list(uuids)).order_by("name", "id")
    return [_candidate(row) for row in rows]


def _people(place: Place) -> QuerySet[Any]:
    if place.community_id:
        return Member.objects.filter(community_id=place.community_id)
    return Enrolment.objects.filter(offering_id=place.offering_id or 0, state__in=HOLDING)


def _candidate(row: Enrolment | Member) -> Candidate:
    return Candidate(row.uuid, row.person_id, row.name, row.unit_name)


def moderators_of(place: Place) -> set[int]:
    """Persons who are told when something is reported here."""
    if place.community_id:
        rows = Member.objects.filter(community_id=place.community_id, is_moderator=True)
        return set(rows.values_list("person_id", flat=True))
    offering = Offering.objects.get(pk=place.offering_id or 0)
    trainers = Trainer.objects.filter(training__versions=offering.version_id, person__isnull=False)
    found = set(trainers.values_list("person_id", flat=True))
    return {each for each in (*found, offering.created_by_id) if each}
