"""From evidence to results: who completes, when, and that judging twice changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.actions.evaluation import evaluate_offering, offerings_to_evaluate
from suluh.activities.session.actions.evidence import attest
from suluh.activities.session.kind import KIND
from suluh.activities.session.models import CheckIn
from suluh.activities.session.tests import make
from suluh.base.ids import uuid7
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.ports import Word

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Any:
    return make.agency()


@pytest.fixture
def event(home: Any) -> Any:
    made = make.offering(home)
    make.window(made, "pulang", opens_at=make.minutes(-1), needs_evaluation=False)
    return made


@pytest.fixture
def rina(home: Any, event: Any) -> Any:
    person = make.actor(home)
    make.enrol(event, person)
    return person


def _press(person: Any, event: Any, *kinds: Any) -> Any:
    for kind in kinds:
        check_in(session_key=make.key_of(person.account_id), window=make.window(event, kind).uuid)


def _state(person: Any) -> Any:
    with scoped(SYSTEM):
        return Enrolment.objects.get(person_id=person.person_id).state


def test_coming_and_leaving_completes_before_the_end_and_once(event: Any, rina: Any) -> None:
    _press(rina, event, "masuk", "pulang")
    assert evaluate_offering(offering_id=event.pk, now=make.minutes(0)) == 1
    assert evaluate_offering(offering_id=event.pk, now=make.minutes(0)) == 0
    assert _state(rina) == "completed"


def test_coming_alone_waits_then_misses(event: Any, rina: Any) -> None:
    _press(rina, event, "masuk")
    assert evaluate_offering(offering_id=event.pk, now=make.minutes(0)) == 0
    assert _state(rina) == "registered"
    evaluate_offering(offering_id=event.pk, now=make.minutes(60 * 24))
    assert _state(rina) == "not_completed"


def test_a_rule_without_leaving_waits_for_the_end(event: Any, rina: Any) -> None:
    with scoped(SYSTEM):
        type(event).objects.update(attendance_rule={"all": [{"window": "masuk"}]})
    _press(rina, event, "masuk")
    assert evaluate_offering(offering_id=event.pk, now=make.minutes(0)) == 0
    assert evaluate_offering(offering_id=event.pk, now=event.ends_at) == 1


def test_the_organisers_word_completes_at_the_end(event: Any, rina: Any) -> None:
    with scoped(SYSTEM):
        word = Word("list", "Hadir di aula", rina.person_id, make.minutes(0))
        assert attest(event, people=[rina.person_id], word=word) == 1
        assert attest(event, people=[rina.person_id], word=word) == 0
    assert evaluate_offering(offering_id=event.pk, now=event.ends_at) == 1


def _count(person: Any, event: Any, at: Any) -> bool:
    """What the statement that keeps the answers of an evaluation calls by name."""
    with scoped(make.own(person)), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT counted FROM {KIND.evaluation_counter}(%s, %s, %s, %s)",
            [event.pk, person.person_id, uuid7(), at],
        )
        return bool(cursor.fetchone()[0])


def test_evaluation_is_the_check_out_only_while_its_window_is_open(event: Any, rina: Any) -> None:
    assert not _count(rina, event, make.minutes(0))
    make.window(event, "pulang", needs_evaluation=True)
    assert not _count(rina, event, make.minutes(600))
    assert _count(rina, event, make.minutes(0))
    assert _count(rina, event, make.minutes(0))
    with scoped(SYSTEM):
        assert list(CheckIn.objects.values_list("method")) == [("evaluation",)]


def test_events_with_fresh_evidence_and_ended_ones_are_found(
    home: Any, event: Any, rina: Any
) -> None:
    now = make.minutes(0)
    assert offerings_to_evaluate(since=now, now=now) == []
    _press(rina, event, "masuk")
    found = [(event.pk, home.pk)]
    assert offerings_to_evaluate(since=now - timedelta(minutes=3), now=now) == found
    assert offerings_to_evaluate(since=make.minutes(9_000), now=make.minutes(9_000)) == found
    evaluate_offering(offering_id=event.pk, now=make.minutes(9_000))
    assert offerings_to_evaluate(since=make.minutes(9_000), now=make.minutes(9_000)) == []
