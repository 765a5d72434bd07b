"""Files of results from outside, as their keepers read them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from suluh.base.errors import NotFound
from suluh.competency.models import ResultRow, ResultRun
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor


def result_runs(actor: Actor) -> QuerySet[ResultRun]:
    """The agency's files, newest first."""
    return ResultRun.objects.filter(tenant_id=keeper_of(actor)).order_by("-created_at", "-id")


def get_result_run(actor: Actor, run: UUID, *, lock: bool = False) -> ResultRun:
    """One file of the agency; NotFound otherwise."""
    rows = ResultRun.objects.filter(tenant_id=keeper_of(actor), uuid=run)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise NotFound
    return found


def result_rows(run: ResultRun, *, change: str, text: str = "") -> QuerySet[ResultRow]:
    """The lines of one kind of change, in the file's order."""
    rows = run.rows.filter(change=change).select_related("person", "competency")
    if text:
        rows = rows.filter(person__name__icontains=text) | rows.filter(nip__startswith=text)
    return rows.order_by("line", "id")


def result_counts(run: ResultRun) -> dict[str, int]:
    """How many results are new, known already, refused."""
    counted = run.rows.order_by().values_list("change").annotate(number=Count("id"))
    return dict.fromkeys(ResultRow.Change.values, 0) | dict(counted)


def keeper_of(actor: Actor) -> int:
    """The agency whose results the actor keeps."""
    agency_id = home_of(actor)
    require(actor, Permission.COMPETENCY_MANAGE, agency_id=agency_id)
    return agency_id
