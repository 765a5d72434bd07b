"""Small steps, making anew and counting again give the same sums, whatever happened."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.base.clock import local_date, now
from suluh.base.events import record_event
from suluh.base.models import DomainEvent, ReaderPosition
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Employment, Person
from suluh.ledger.actions import post_credits
from suluh.ledger.models import PersonYear
from suluh.ledger.types import Credit
from suluh.organisation.models import Agency, Unit
from suluh.reporting.models import DayRate, PersonRate, UnitRate
from suluh.reporting.projections import rebuild_agency, refresh_rates
from suluh.reporting.rules import contributions
from tests import make

YEAR = local_date(now(), "Asia/Jakarta").year
DAY = date(YEAR, 1, 15)
TECHNICAL = 3


def learn(person: Person, tenant: Agency, key: str, *, minutes: int) -> None:
    given = Credit(
        person_id=person.pk, home_id=tenant.pk, unit_id=None, organiser_id=tenant.pk,
        form_code=TECHNICAL, title="Pelatihan", minutes=minutes, credit_date=DAY,
        activity_key=key, source_type="uji", source_id=key,
    )  # fmt: skip
    post_credits(credits=[given], actor_id=None, now=now())


def move(person: Person, unit: Unit, **changes: Any) -> None:
    """Close the open row and open the next, as the people file does; tells the agencies."""
    today = local_date(now(), "Asia/Jakarta")
    with scoped(SYSTEM):
        open_row = Employment.objects.get(person=person, valid_to=None)
        Employment.objects.filter(pk=open_row.pk).update(valid_to=today)
        values = {"status": open_row.status, "rank": "III/a"} | changes
        Employment.objects.create(
            tenant=unit.tenant, person=person, unit=unit, position=None, valid_from=today, **values
        )
        tell([person], unit.tenant)


def tell(people: list[Person], tenant: Agency) -> None:
    for person in people:
        record_event(
            "identity.employment.changed", at=now(), tenant_id=tenant.pk, subject=person.uuid
        )


def follow() -> None:
    """Read all news; a long test in another database of the server may hold the horizon back."""
    for _attempt in range(6_000):
        refresh_rates(now=now())
        with scoped(SYSTEM):
            last = DomainEvent.objects.order_by("transaction", "id").last()
            position = ReaderPosition.objects.filter(reader="reporting.rates").first()
            if last is None or (position and position.event_id == last.pk):
                return
        time.sleep(0.05)
    pytest.fail("the news was never read")


def sums() -> set[tuple[Any, ...]]:
    with scoped(SYSTEM):
        return set(
            UnitRate.objects.values_list(
                "tenant_id", "unit_id", "year", "dimension", "value",
                "people", "reached", "started", "jp_minor",
            )
        )  # fmt: skip


def recount() -> set[tuple[Any, ...]]:
    """The same sums from employment and balances, one person at a time."""
    counters = [Counter[tuple[Any, ...]]() for _ in range(4)]
    with scoped(SYSTEM):
        for row in Employment.objects.filter(valid_to=None).select_related(
            "unit", "position", "person"
        ):
            year = PersonYear.objects.filter(person=row.person, year=YEAR).first()
            jp = year.jp_minor if year else 0
            values = {
                "status": row.status, "jenis": row.position.jenis if row.position else "",
                "rank": row.rank.partition("/")[0], "sex": row.person.sex,
            }  # fmt: skip
            for unit, dimension, value in contributions(row.unit.path, values, jp_minor=jp):
                key = (row.tenant_id, unit, YEAR, dimension, value)
                for counter, add in zip(counters, (1, jp >= 2000, jp > 0, jp), strict=True):
                    counter[key] += add
    return {(*key, *(counter[key] for counter in counters)) for key in counters[0]}


class Nation:
    """Two agencies, four units, some people."""

    def __init__(self) -> None:
        first, second = make.agency("Satu"), make.agency("Dua")
        top = make.unit(first)
        self.units = [top, make.unit(first, "Bidang", top), make.unit(first, "UPTD", top)]
        self.units.append(make.unit(second))
        self.people = [make.person(self.units[n % 4]) for n in range(6)]
        self.agencies = [first, second]
        for agency in self.agencies:
            rebuild_agency(agency=agency, year=YEAR, now=now())


steps = st.lists(
    st.tuples(
        st.sampled_from(["learn", "move", "status", "leave", "read"]),
        st.integers(0, 5), st.integers(0, 3),
    ),
    max_size=12,
)  # fmt: skip


@given(steps=steps)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_steps_rebuild_and_recount_agree(
    committed_db: None, steps: list[tuple[str, int, int]]
) -> None:
    nation = Nation()
    for number, (what, who, where) in enumerate(steps):
        _step(nation, what, nation.people[who], where=where, number=number)
    follow()
    by_steps = sums()
    assert by_steps == recount()
    for agency in nation.agencies:
        rebuild_agency(agency=agency, year=YEAR, now=now())
    assert by_steps == sums()
    clean(nation)


def _step(nation: Nation, what: str, person: Person, *, where: int, number: int) -> None:
    with scoped(SYSTEM):
        serves = Employment.objects.filter(person=person, valid_to=None).first()
    unit = nation.units[where]
    if what == "learn" and serves:
        learn(person, nation.agencies[0], f"{nation.agencies[0].pk}:{number}", minutes=450 * where)
    elif what == "move" and serves:
        move(person, unit)
    elif what == "status" and serves:
        move(person, unit, status="PPPK", rank="IX")
    elif what == "leave" and serves:
        with scoped(SYSTEM):
            Employment.objects.filter(pk=serves.pk).update(
                valid_to=local_date(now(), "Asia/Jakarta")
            )
            tell([person], unit.tenant)
    elif what == "read":
        follow()


def clean(nation: Nation) -> None:
    """The next example begins with an empty nation: everybody has left and is forgotten."""
    with scoped(SYSTEM):
        Employment.objects.all().delete()
        for model in (PersonRate, UnitRate, DayRate):
            model.objects.all().delete()


@pytest.mark.django_db
def test_past_month_ends_are_counted_from_the_ledger() -> None:
    unit = make.unit(make.agency())
    people = [make.person(unit) for _ in range(3)]
    learn(people[0], unit.tenant, "a", minutes=900)
    learn(people[1], unit.tenant, "b", minutes=450)
    today = local_date(now(), "Asia/Jakarta")
    rebuild_agency(agency=unit.tenant, year=YEAR, now=now())
    with scoped(SYSTEM):
        rows = list(DayRate.objects.order_by("date"))
    assert rows[-1].date == today
    assert all((r.people, r.reached, r.started, r.jp_minor) == (3, 1, 2, 3000) for r in rows)
    ends = [row.date for row in rows[:-1]]
    assert all((day + timedelta(days=1)).day == 1 for day in ends)
