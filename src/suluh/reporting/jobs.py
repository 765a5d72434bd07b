"""Jobs that keep rates and estimates fresh, and that invite people."""

from __future__ import annotations

from datetime import datetime, timedelta

from suluh.base.clock import local_date, now
from suluh.base.jobs import Turn, enqueue, every, job
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.models import Agency
from suluh.reporting.actions import send_invitations
from suluh.reporting.models import IndexRefresh, RateRefresh
from suluh.reporting.projections import (
    rebuild_agency,
    rebuild_index,
    refresh_index,
    refresh_people,
    refresh_rates,
)
from suluh.reporting.projections.marks import note_day
from suluh.reporting.projections.refresh import ZONE, serving_changes


@every("* * * * * */15", name="reporting.refresh")
def refresh(timestamp: int) -> None:
    """Follow the ledger and the people file; make the rates of agencies that have none."""
    while refresh_rates(now=now()) == 2_000:
        pass
    for agency in _without_rates():
        enqueue("reporting.rebuild_agency", key=f"reporting.rebuild.{agency}", agency=agency)


@every("7 17 * * *", name="reporting.new_day")
def new_day(timestamp: int) -> None:
    """Just after midnight WIB: yesterday's standing of all, employment that changes today."""
    today = local_date(now(), ZONE)
    with scoped(SYSTEM):
        note_day(list(Agency.objects.values_list("pk", flat=True)), today - timedelta(days=1))
        people = serving_changes(today)
    refresh_people(people=people, year=today.year, now=now())


@job("reporting.rebuild_agency", turn=Turn.UPKEEP)
def rebuild(agency: int, year: int | None = None) -> None:
    """All rates of one agency anew."""
    found = Agency.objects.get(pk=agency)
    moment = now()
    rebuild_agency(agency=found, year=year or local_date(moment, found.zone).year, now=moment)


@job("reporting.rebuild_all", turn=Turn.UPKEEP)
def rebuild_all() -> None:
    """Every agency anew: a rule of law changed."""
    for agency in Agency.objects.values_list("pk", flat=True):
        enqueue("reporting.rebuild_agency", key=f"reporting.rebuild.{agency}", agency=agency)


def _without_rates() -> list[int]:
    """Agencies with people whose year was never made as a whole: new ones, all on 1 January."""
    year = local_date(now(), ZONE).year
    with scoped(SYSTEM):
        known = RateRefresh.objects.filter(made_year__gte=year)
        rows = Agency.objects.exclude(pk__in=known.values("tenant_id")).extra(
            where=[
                "EXISTS (SELECT 1 FROM identity_employment e WHERE e.tenant_id ="
                " organisation_agency.id AND e.valid_to IS NULL)"
            ]
        )
        return list(rows.values_list("pk", flat=True))


@job("reporting.invite")
def invite(*, agency: int, path: str, year: int, after: int, asked_at: str) -> None:
    """Invite people behind, batch by batch; each batch queues the next."""
    moment = datetime.fromisoformat(asked_at)
    last = send_invitations(agency=agency, path=path, year=year, after=after, asked_at=moment)
    if last is not None:
        enqueue(
            "reporting.invite", agency=agency, path=path, year=year, after=last, asked_at=asked_at
        )


@every("* * * * * */30", name="reporting.refresh_index")
def refresh_estimates(timestamp: int) -> None:
    """Follow ledger, people and facts; make the estimates of agencies that have none of today.

    What counts shrinks with each day: trainings leave the span of months. So an agency is made
    anew on its first look of a day.
    """
    moment = now()
    while refresh_index(now=moment) == 2_000:
        pass
    today = local_date(moment, ZONE)
    with scoped(SYSTEM):
        fresh = IndexRefresh.objects.filter(day__gte=today).values("tenant_id")
        stale = list(Agency.objects.exclude(pk__in=fresh).values_list("pk", flat=True))
    for agency in stale:
        enqueue("reporting.rebuild_index", key=f"reporting.index.{agency}", agency=agency)


@job("reporting.rebuild_index", turn=Turn.UPKEEP)
def rebuild_estimates(agency: int) -> None:
    """All estimates of one agency anew."""
    rebuild_index(agency=Agency.objects.get(pk=agency), now=now())
