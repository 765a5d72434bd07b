"""Posting credits: idempotent, capped, balanced, told; append-only to everybody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connections, transaction
from django.db.models import Sum

from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.ledger.actions import credits as booking
from suluh.ledger.actions import post_credits
from suluh.ledger.models import JpEntry, PersonYear
from suluh.ledger.queries import planned_award
from suluh.ledger.tests.conftest import (
    COACHING,
    E_LEARNING,
    NOW,
    credit,
    make_agency,
    make_people,
)  # fmt: skip
from suluh.ledger.types import Schedule
from suluh.organisation.models import Agency


def balance(person: Person, year: int = 2026) -> tuple[int, int]:
    with scoped(SYSTEM):
        row = PersonYear.objects.get(person=person, year=year)
        entries = JpEntry.objects.filter(person=person, year=year)
        assert entries.aggregate(s=Sum("jp_minor"))["s"] == row.jp_minor
        assert sorted(entries.values_list("line", flat=True)) == list(range(1, row.entries + 1))
        return row.jp_minor, row.entries


def test_a_credit_is_booked_with_its_reckoning(agency: Agency, person: Person) -> None:
    found = post_credits(credits=[credit(person, agency)], actor_id=7, now=NOW)
    entry = found[person.id]
    assert (entry.jp_minor_before, entry.jp_minor, entry.rule_version) == (300, 300, 1)
    assert (entry.year, entry.line, entry.cut_reason) == (2026, 1, "")
    assert balance(person) == (300, 1)


def test_the_same_activity_counts_once(agency: Agency, person: Person) -> None:
    first = post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    again = post_credits(
        credits=[credit(person, agency, minutes=450, source_type="claim")], actor_id=None, now=NOW
    )
    assert again[person.id].id == first[person.id].id
    assert balance(person) == (300, 1)
    with scoped(SYSTEM):
        assert DomainEvent.objects.filter(name="ledger.entry.posted").count() == 1


def test_the_same_credit_twice_in_one_call_counts_once(agency: Agency, person: Person) -> None:
    post_credits(credits=[credit(person, agency)] * 2, actor_id=None, now=NOW)
    assert balance(person) == (300, 1)


def test_caps_look_at_the_day_and_the_month(agency: Agency, person: Person) -> None:
    post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    second = credit(person, agency, activity_key="acara:2")
    found = post_credits(credits=[second], actor_id=None, now=NOW)[person.id]
    assert (found.jp_minor_before, found.jp_minor) == (300, 100)
    assert found.cut_reason.endswith("hari itu sudah ada 3 JP.")
    sessions = [
        credit(person, agency, form_code=COACHING, activity_key=f"coaching:{n}",
               credit_date=date(2026, 9, n))
        for n in (1, 8, 15)
    ]  # fmt: skip
    post_credits(credits=sessions, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        rows = JpEntry.objects.filter(form_id=COACHING).order_by("line")
        assert list(rows.values_list("jp_minor", flat=True)) == [200, 200, 0]
    assert balance(person) == (800, 5)


def test_a_year_is_the_year_of_the_credit_date(agency: Agency, person: Person) -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1)]
    given = [credit(person, agency, activity_key=str(d), credit_date=d) for d in days]
    post_credits(credits=given, actor_id=None, now=NOW)
    assert (balance(person, 2026), balance(person, 2027)) == ((300, 1), (300, 1))


def test_news_goes_to_the_home_agency(agency: Agency, person: Person) -> None:
    other = make_agency("lain")
    guest = make_people(other, 1, start=900)[0]
    given = [credit(person, agency), credit(guest, other, organiser_id=agency.id)]
    post_credits(credits=given, actor_id=None, now=NOW)
    with scoped(SYSTEM):
        told = DomainEvent.objects.filter(name="ledger.entry.posted").order_by("tenant_id")
        assert [(e.tenant_id, e.data) for e in told] == [
            (agency.id, {"year": 2026, "people": [person.id]}),
            (other.id, {"year": 2026, "people": [guest.id]}),
        ]


@pytest.mark.parametrize("count", [10, 300])
def test_many_people_cost_as_many_statements_as_few(
    agency: Agency, count: int, django_assert_max_num_queries: Any
) -> None:
    given = [credit(person, agency) for person in make_people(agency, count)]
    with django_assert_max_num_queries(25):
        found = post_credits(credits=given, actor_id=None, now=NOW)
    assert len(found) == count


def test_plan_foretells_what_the_credit_gives(agency: Agency) -> None:
    schedule = Schedule(
        9, datetime(2026, 9, 16, 2, 0, tzinfo=UTC), datetime(2026, 9, 16, 5, 0, tzinfo=UTC),
        "Asia/Jakarta", break_minutes=30,
    )  # fmt: skip
    award = planned_award(schedule)
    assert (award.jp_minor, award.rule_version) == (300, 1)
    assert award.explanation == "150 menit dibagi 45 menit = 3 JP, dibulatkan ke bawah."
    coaching = planned_award(
        Schedule(COACHING, schedule.starts_at, schedule.ends_at, "Asia/Jakarta")
    )
    assert coaching.jp_minor == 200
    online = planned_award(
        Schedule(E_LEARNING, schedule.starts_at, schedule.ends_at, "Asia/Jakarta")
    )
    assert (online.jp_minor_before, online.jp_minor) == (400, 300)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_jpentry SET jp_minor = 9900",
        "DELETE FROM ledger_jpentry",
        "TRUNCATE ledger_jpentry CASCADE",
        "ALTER TABLE ledger_jpentry DISABLE TRIGGER ALL",
        "UPDATE ledger_conversionrule SET max_jp_minor_per_day = NULL",
        "DELETE FROM ledger_targetrule",
    ],
)
def test_the_application_may_only_append(agency: Agency, person: Person, statement: str) -> None:
    post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    with scoped(SYSTEM):
        with pytest.raises(ProgrammingError) as refused, transaction.atomic():
            connections["default"].cursor().execute(statement)
        assert refused.value.__cause__.sqlstate == "42501"  # type: ignore[union-attr]
    assert balance(person) == (300, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_jpentry SET jp_minor = 9900",
        "UPDATE ledger_jpentry SET leaf_index = 5 WHERE leaf_index IS NOT NULL",
        "DELETE FROM ledger_jpentry",
        "TRUNCATE ledger_jpentry CASCADE",
        "UPDATE ledger_conversionrule SET max_jp_minor_per_day = NULL",
    ],
)
def test_even_the_owner_is_refused(committed_db: None, database_url: str, statement: str) -> None:
    agency = make_agency()
    person = make_people(agency, 1)[0]
    post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    with scoped(SYSTEM):
        JpEntry.objects.filter(leaf_index=None).update(leaf_index=0)
    with psycopg.connect(database_url) as owner:
        owner.execute("SET suluh.wide = 'on'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute(statement)


def test_a_stranger_sees_nothing(agency: Agency, person: Person) -> None:
    post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    other = make_agency("lain")
    stranger = make_people(other, 1, start=900)[0]
    seen: list[Any] = []
    for scope in (
        Scope(tenant_id=other.id, person_id=stranger.id),
        Scope(tenant_id=agency.id),
        Scope(person_id=person.id),
    ):
        with scoped(scope):
            seen.append((JpEntry.reachable.count(), PersonYear.objects.count()))
    assert seen == [(0, 0), (1, 1), (1, 1)]


def test_a_key_that_another_transaction_posted_meanwhile_is_found(
    agency: Agency, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    post, times = booking._post, []

    def late(*given: Any) -> Any:
        times.append(1)
        if len(times) == 1:
            raise IntegrityError
        return post(*given)

    monkeypatch.setattr(booking, "_post", late)
    again = post_credits(credits=[credit(person, agency)], actor_id=None, now=NOW)
    assert (len(times), again[person.id].id) == (2, first[person.id].id)
    assert balance(person) == (300, 1)
