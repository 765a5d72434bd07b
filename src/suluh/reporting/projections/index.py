"""Keeping the estimates of IP ASN ready: an agency anew each night, the people events name at once.

Pages of one person reckon by themselves; only the pages of units read what is kept here. Both use
the same rules, so a figure and the page behind it cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from suluh.base.clock import local_date
from suluh.base.events import advance, unread_events
from suluh.base.jobs import enqueue
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency
from suluh.reporting.models import IndexRefresh, PersonIndex
from suluh.reporting.projections.refresh import AGENCY_NEWS, LEDGER_NEWS, PEOPLE_NEWS
from suluh.reporting.queries.ip_asn import Serving, estimates, law_for, rule_on
from suluh.reporting.types import Part

READER = "reporting.index"
WHOLE_AGENCY = (*AGENCY_NEWS, "identity.facts.recorded", "reporting.index_forms.chosen")
LAW_NEWS = ("reporting.index_rule.added",)
NEWS = (*LEDGER_NEWS, *PEOPLE_NEWS, *WHOLE_AGENCY, *LAW_NEWS)
_CHUNK = 1_000


def rebuild_index(*, agency: Agency, now: datetime) -> int:
    """Reckon everybody who serves in the agency anew; gives how many they are."""
    day = local_date(now, agency.zone)
    with scoped(SYSTEM):
        _lock(agency.pk)
        PersonIndex.objects.filter(tenant_id=agency.pk).delete()
        people = list(
            Employment.objects.filter(tenant_id=agency.pk, valid_from__lte=day)
            .exclude(valid_to__lte=day)
            .order_by("person_id")
            .values_list("person_id", flat=True)
            .distinct()
        )
        count = sum(
            _write(agency, people[start : start + _CHUNK], day=day)
            for start in range(0, len(people), _CHUNK)
        )
        IndexRefresh.objects.update_or_create(tenant_id=agency.pk, defaults={"at": now, "day": day})
    return count


def refresh_index(*, now: datetime, limit: int = 2_000) -> int:
    """Read the next events and reckon whom they name; gives how many events were read."""
    with scoped(SYSTEM):
        events = unread_events(READER, names=NEWS, limit=limit)
        if not events:
            return 0
        people, agencies = _asked(events)
        refresh_persons(people, now=now, apart=agencies)
        for agency in sorted(agencies):
            enqueue("reporting.rebuild_index", key=f"reporting.index.{agency}", agency=agency)
        advance(READER, to=events[-1])
        return len(events)


def refresh_persons(
    people: Sequence[int], *, now: datetime, apart: set[int] | frozenset[int] = frozenset()
) -> None:
    """Reckon these people anew where they serve, except in agencies that are made anew anyway."""
    with scoped(SYSTEM):
        homes: dict[int, list[int]] = {}
        jobs = Employment.objects.filter(person_id__in=people, valid_to=None)
        for person, tenant in jobs.values_list("person_id", "tenant_id"):
            homes.setdefault(tenant, []).append(person)
        for agency in Agency.objects.filter(pk__in=set(homes) - apart).order_by("pk"):
            _lock(agency.pk)
            PersonIndex.objects.filter(person_id__in=homes[agency.pk]).delete()
            _write(agency, homes[agency.pk], day=local_date(now, agency.zone))
        gone = set(people) - {person for each in homes.values() for person in each}
        PersonIndex.objects.filter(person_id__in=gone).delete()


def _asked(events: Sequence[DomainEvent]) -> tuple[list[int], set[int]]:
    """People and agencies that the events name; a new law names every agency."""
    people: set[int] = set()
    agencies: set[int] = set()
    subjects: set[UUID] = set()
    for event in events:
        if event.name in LEDGER_NEWS:
            people.update(event.data.get("people") or ())
        elif event.name in PEOPLE_NEWS and event.subject:
            subjects.add(event.subject)
        elif event.name in WHOLE_AGENCY and event.tenant_id:
            agencies.add(event.tenant_id)
        elif event.name in LAW_NEWS:
            agencies.update(Agency.objects.values_list("pk", flat=True))
    people.update(Person.objects.filter(uuid__in=subjects).values_list("pk", flat=True))
    return sorted(people), agencies


def _lock(agency_id: int) -> None:
    """One writer of an agency's estimates at a time; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7310, %s)", [-agency_id])


def _write(agency: Agency, people: Sequence[int], *, day: date) -> int:
    rule = rule_on(day)
    if rule is None:
        return 0
    law = law_for(rule, agency.pk, day)
    rows = list(_rows(estimates(people, law=law, day=day, agency_id=agency.pk), day))
    PersonIndex.objects.filter(person_id__in=[row.person_id for row in rows]).delete()
    PersonIndex.objects.bulk_create(rows)
    return len(rows)


def _rows(found: Sequence[Serving], day: date) -> Iterator[PersonIndex]:
    for one in found:
        job, estimate = one.job, one.estimate
        yield PersonIndex(
            tenant_id=job.tenant_id, person_id=job.person_id, unit_id=job.unit_id,
            unit_path=job.unit.path, name=job.person.full_name[:250],
            post_group=estimate.known.post.group, score=estimate.score,
            education=estimate.points(Part.EDUCATION),
            competency=estimate.points(Part.COMPETENCY), rating=estimate.points(Part.RATING),
            discipline=estimate.points(Part.DISCIPLINE), category=estimate.category,
            is_complete=estimate.is_complete, version=estimate.law.version, day=day,
        )  # fmt: skip
