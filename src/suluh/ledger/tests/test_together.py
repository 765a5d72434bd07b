"""Many at once, by every route: one credit, balances that add up, one reversal."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.ledger.actions import ask_reversal, decide_reversal, post_credits
from suluh.ledger.models import JpEntry, PersonYear
from suluh.ledger.queries.replay import replay
from suluh.ledger.queries.verify import verify
from suluh.ledger.tests.conftest import NOW, credit
from suluh.ledger.types import Credit
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

ROUTES = ["check-in", "list", "import", "claim", "siasn", "retry"]


def at_once(work: list[Callable[[], Any]]) -> list[Any]:
    """Run all in threads that start together; gives results, or the refusals."""
    gate = threading.Barrier(len(work))
    results: list[Any] = [None] * len(work)

    def run(place: int) -> None:
        try:
            gate.wait()
            results[place] = work[place]()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(work))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def sums_agree() -> None:
    with scoped(SYSTEM):
        assert (verify().findings, replay().findings) == ([], [])


def test_fifty_routes_credit_one_activity_once(committed_db: None) -> None:
    unit = make.unit(make.agency())
    person = make.person(unit)
    given_ = [
        credit(person, unit.tenant, source_type=ROUTES[n % 6], minutes=90 + n) for n in range(24)
    ]
    found = at_once([lambda c=c: _post([c])[person.pk].id for c in given_])  # type: ignore[misc]
    assert len(set(found)) == 1
    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 1
    sums_agree()


def test_many_activities_of_many_people_at_once_keep_every_cap(committed_db: None) -> None:
    unit = make.unit(make.agency())
    people = [make.person(unit) for _ in range(6)]
    work: list[Callable[[], Any]] = []
    for number in range(20):
        batch = [credit(p, unit.tenant, activity_key=f"acara:{number}") for p in people]
        order = batch if number % 2 else batch[::-1]
        work.append(partial(_post, order))
    at_once(work)
    with scoped(SYSTEM):
        assert JpEntry.objects.count() == 120
        years = PersonYear.objects.values_list("jp_minor", "entries")
        assert set(years) == {(400, 20)}  # a seminar day is 4 JP, however many were visited
    sums_agree()


def test_twenty_hands_reverse_once(committed_db: None) -> None:
    unit = make.unit(make.agency())
    learner = make.person(unit)
    entry = _post([credit(learner, unit.tenant)])[learner.pk]
    hands = [make.person(unit) for _ in range(2)]
    for hand in hands:
        make.grant(hand, Role.ORGANISER, unit.tenant)
    asker, decider = (make.sign_in(Client(), hand) for hand in hands)
    scope = Scope(tenant_id=unit.tenant_id, person_id=asker.person_id)
    with scoped(scope):
        request = ask_reversal(actor=asker, now=now(), entry=entry.id, reason="Salah catat orang.")

    def approve() -> str:
        with scoped(scope):
            decide_reversal(actor=decider, now=now(), request=request.uuid, is_approved=True)
        return "done"

    results = at_once([approve] * 20)
    assert results.count("done") == 1
    with scoped(SYSTEM):
        assert JpEntry.objects.filter(kind="reversal").count() == 1
        assert PersonYear.objects.get(person=learner).jp_minor == 0
    sums_agree()


credits_drawn = st.lists(
    st.tuples(
        st.integers(0, 2),  # person
        st.integers(0, 4),  # activity
        st.sampled_from([3, 9, 14, 16, 23]),
        st.integers(0, 600),
        st.sampled_from([date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 30)]),
        st.booleans(),
    ),
    max_size=12,
)


@given(drawn=st.lists(credits_drawn, max_size=4))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.django_db
def test_any_sequence_adds_up_and_replays(db: None, drawn: list[list[tuple[Any, ...]]]) -> None:
    unit = make.unit(make.agency())
    people = [make.person(unit) for _ in range(3)]
    for batch in drawn:
        post_credits(
            credits=[_credit(people, unit.tenant, one) for one in batch], actor_id=None, now=NOW
        )
    with scoped(SYSTEM):
        mine = JpEntry.objects.filter(tenant=unit.tenant)
        keys = list(mine.values_list("person_id", "activity_key"))
        assert len(keys) == len(set(keys))
        for year in PersonYear.objects.filter(person__in=people):
            total = mine.filter(person=year.person_id, year=year.year).aggregate(s=Sum("jp_minor"))
            assert year.jp_minor == (total["s"] or 0)
        assert replay(agency_id=unit.tenant_id).findings == []


def _credit(people: list[Person], tenant: Agency, drawn: tuple[Any, ...]) -> Credit:
    who, activity, form, minutes, day, abroad = drawn
    return credit(
        people[who], tenant, activity_key=f"{tenant.pk}:{activity}", form_code=form,
        minutes=minutes, credit_date=day, is_international=abroad,
    )  # fmt: skip


def _post(given_: list[Credit]) -> dict[int, JpEntry]:
    return post_credits(credits=given_, actor_id=None, now=NOW)
