"""The rule of graduation: what score and conditions propose, and its versions as pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import local_date, now
from suluh.base.errors import NotAllowed
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.law import (
    BandsOutOfOrder,
    LawInThePast,
    Source,
    add_graduation_rule,
)
from suluh.delivery.models import GraduationRule
from suluh.delivery.queries.law import graduation_of, graduation_on
from suluh.delivery.rules.graduation import (
    Band,
    Law,
    Line,
    are_in_order,
    is_below,
    lines_of,
    predicate_of,
    proposed_verdict,
)
from suluh.delivery.rules.standing import State
from suluh.delivery.tests import batches, make
from suluh.delivery.types import Condition
from suluh.organisation.types import Role
from tests import make as people

BANDS = (Band(90_00, "sangat memuaskan"), Band(80_00, "memuaskan"), Band(70_00, "baik"))
LAW = Law(BANDS, remedial_above=60_00, most_lacking=1)
PAGE, NEW = "/aturan/kelulusan/", "/aturan/kelulusan/baru/"
MET = Condition("activities", is_met=True, sentence="")
UNDONE = Condition("activities", is_met=False, sentence="")
AWAY = Condition("attendance", is_met=False, sentence="")
UNDECIDED = Condition("decision", is_met=False, sentence="")


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (None, ""), (0, ""), (70_00, ""), (70_01, "baik"), (80_00, "baik"), (80_01, "memuaskan"),
        (90_00, "memuaskan"), (90_01, "sangat memuaskan"), (100_00, "sangat memuaskan"),
    ],
)  # fmt: skip
def test_a_score_earns_the_predicate_of_the_band_it_lies_in(score: int | None, word: str) -> None:
    assert predicate_of(score, LAW) == word
    assert predicate_of(score, Law()) == ""


@pytest.mark.parametrize(
    ("conditions", "came", "score", "verdict"),
    [
        ([MET, UNDECIDED], True, 85_00, State.PASSED),
        ([MET, UNDECIDED], True, None, State.PASSED),
        ([MET], True, 70_00, State.CONDITIONAL),
        ([MET], True, 60_00, State.FAILED),
        ([UNDONE, UNDECIDED], True, 85_00, State.CONDITIONAL),
        ([UNDONE], True, 65_00, State.FAILED),
        ([UNDONE, UNDONE], True, 85_00, State.FAILED),
        ([MET, AWAY], True, 85_00, State.FAILED),
        ([UNDONE], False, 85_00, State.FAILED),
        ([MET], False, 65_00, State.FAILED),
    ],
)
def test_what_conditions_and_score_propose(
    conditions: list[Condition], *, came: bool, score: int | None, verdict: State
) -> None:
    assert proposed_verdict(conditions, LAW, came=came, score=score) == verdict


def test_without_bands_the_conditions_alone_decide() -> None:
    assert proposed_verdict([MET], Law(), came=True, score=10_00) == State.PASSED
    assert not is_below(10_00, Law())
    strict = Law(BANDS, remedial_above=70_00, most_lacking=0)
    assert proposed_verdict([UNDONE], strict, came=True, score=None) == State.FAILED


def test_bands_are_read_with_both_ends_and_go_down() -> None:
    assert lines_of(BANDS[1:]) == [Line(80.0, 100.0, "memuaskan"), Line(70.0, 80.0, "baik")]
    assert are_in_order(BANDS)
    assert are_in_order(())
    assert not are_in_order(BANDS[::-1])
    assert not are_in_order([Band(100_00, "penuh")])


def _said(**more: Any) -> dict[str, Any]:
    """A version that begins today."""
    return {
        "valid_from": local_date(now(), "Asia/Jakarta").isoformat(), "legal_basis": "Keputusan uji",
        "certainty": "high", "reason": "Ditetapkan pimpinan.", "most_lacking": 2,
        "word_1": "istimewa", "above_1": "85", "word_2": "cukup", "above_2": "60", **more,
    }  # fmt: skip


@pytest.mark.django_db
def test_the_version_of_the_last_day_counts_for_an_angkatan() -> None:
    group = batches.cohort()
    last = local_date(group.offering.last_moment, group.offering.zone)
    common: dict[str, Any] = {
        "bands": [{"above": 50_00, "word": "cukup"}], "remedial_above": 0, "most_lacking": 0,
        "legal_basis": "Uji", "certainty": "low",
    }  # fmt: skip
    GraduationRule.objects.create(version=2, valid_from=last + timedelta(days=1), **common)
    assert graduation_of(group.offering).law.bands == BANDS
    GraduationRule.objects.create(version=3, valid_from=last, **common)
    assert graduation_of(group.offering).basis == "Uji (versi 3)"
    before = graduation_on(date(2000, 1, 1))
    assert (before.law, before.basis) == (Law(), "")


@pytest.mark.django_db
def test_a_version_is_added_by_the_nation_from_today_on_and_in_order() -> None:
    agency = make.agency()
    nation = make.actor(make.unit(agency), Role.NATIONAL)
    today = local_date(now(), nation.zone)
    source = Source(today, "Keputusan uji", "high", "Ditetapkan pimpinan.")
    with pytest.raises(NotAllowed):
        add_graduation_rule(
            actor=make.actor(make.unit(agency), Role.ORGANISER), law=LAW, source=source, now=now()
        )
    with pytest.raises(BandsOutOfOrder):
        add_graduation_rule(actor=nation, law=Law(BANDS[::-1]), source=source, now=now())
    late = Source(date(2020, 1, 1), "Keputusan uji", "high", "Ditetapkan pimpinan.")
    with pytest.raises(LawInThePast):
        add_graduation_rule(actor=nation, law=LAW, source=late, now=now())
    added = [
        add_graduation_rule(actor=nation, law=LAW, source=source, now=now()).version
        for _time in range(2)
    ]
    assert added == [2, 3]
    assert graduation_on(today).law == LAW


@pytest.mark.django_db
def test_everybody_reads_it_and_the_nation_adds_a_version_by_page(client: Client) -> None:
    person = people.person(people.unit(people.agency()))
    people.sign_in(client, person)
    page = client.get(PAGE).content.decode()
    assert "Sangat memuaskan" in page
    assert "Buat versi baru" not in page
    assert client.post(NEW, _said()).status_code == 403
    people.grant(person, Role.NATIONAL, None)
    people.sign_in(client, person)
    assert 'value="sangat memuaskan"' in client.get(NEW).content.decode()
    for wrong in (
        {"above_2": "90"}, {"above_2": ""}, {"remedial_above": "61"}, {"above_1": "100"},
        {"valid_from": "2020-01-01"}, {"word_1": "", "above_1": ""},
    ):  # fmt: skip
        assert client.post(NEW, _said(**wrong)).status_code == 422
    assert GraduationRule.objects.count() == 1
    assert client.post(NEW, _said()).status_code == 302
    page = client.get(PAGE).content.decode()
    assert "Istimewa" in page
    assert "Ditetapkan pimpinan." in page
    assert "versi 1, sejak" in page
    with scoped(SYSTEM):
        told = DomainEvent.objects.get(name="delivery.rule.added")
    assert told.data == {"rule": "kelulusan 2"}
