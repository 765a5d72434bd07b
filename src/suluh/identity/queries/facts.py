"""Facts of personnel: what holds of people on a day, and the files they came from."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotFound
from suluh.identity.models import FactRow, FactRun, PersonFact
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor


def facts_of(person_ids: Collection[int], *, on: date) -> dict[int, list[PersonFact]]:
    """Of each person the facts known for `on`, oldest first; one row for each kind and day."""
    rows = PersonFact.reachable.filter(person_id__in=person_ids, day__lte=on)
    found: dict[int, list[PersonFact]] = {}
    for row in holding(rows.order_by("day", "id")):
        found.setdefault(row.person_id, []).append(row)
    return found


def holding(rows: Iterable[PersonFact]) -> list[PersonFact]:
    """Of rows of the same person, kind and day the last one; in the order of the rows given."""
    last = {(row.person_id, row.kind, row.day): row for row in rows}
    return list(last.values())


def fact_runs(actor: Actor) -> QuerySet[FactRun]:
    """The agency's files of facts, newest first."""
    return FactRun.objects.filter(tenant_id=_agency(actor)).order_by("-created_at", "-id")


def get_fact_run(actor: Actor, run: UUID, *, lock: bool = False) -> FactRun:
    """One file of the agency; NotFound otherwise."""
    rows = FactRun.objects.filter(tenant_id=_agency(actor), uuid=run)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def fact_rows(run: FactRun, *, change: str, text: str = "") -> QuerySet[FactRow]:
    """The lines of a file of one kind of change, in its order."""
    rows = run.rows.filter(change=change).select_related("person")
    if text:
        rows = rows.filter(person__name__icontains=text) | rows.filter(nip__startswith=text)
    return rows.order_by("line", "id")


def fact_counts(run: FactRun) -> dict[str, int]:
    """How many facts are new, known already, refused."""
    changes = list(run.rows.values_list("change", flat=True))
    return {change: changes.count(change) for change in FactRow.Change.values}


def _agency(actor: Actor) -> int:
    agency_id = home_of(actor)
    require(actor, Permission.PEOPLE_IMPORT, agency_id=agency_id)
    return agency_id
