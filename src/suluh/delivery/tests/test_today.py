"""The daily limit with two courses side by side: what the player foretells is what is booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.content.types import Outcome, Report
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import get_classroom, get_room
from suluh.delivery.queries.today import begun_beside
from suluh.delivery.rules.cap import cap_of, jp_on
from suluh.delivery.rules.learning_days import Effort, days_of, for_ledger
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Account
from suluh.ledger.models import JpEntry
from suluh.ledger.rules import reckon
from suluh.ledger.types import FormRule, Unit, Used, Work
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 16)
YESTERDAY = TODAY - timedelta(days=1)


def _course(*minutes: int, title: str = "Pelatihan lain", **more: Any) -> Offering:
    training = texts.training(make.agency("Penyelenggara"), title)
    return make.course(texts.published(training, *[{"minutes": each} for each in minutes]), **more)


def _joined(rina: Actor, course: Offering) -> None:
    with scoped(own(rina)):
        register(actor=rina, offering_uuid=course.uuid, now=NOW)


def _finish(rina: Actor, course: Offering, place: int, **more: Any) -> None:
    """The activity at that place of the outline is done."""
    moment = more.pop("at", NOW)
    with scoped(SYSTEM):
        rows = Activity.objects.filter(version=course.version).order_by("order")
        key = rows.values_list("key", flat=True)[place]
    with scoped(own(rina)):
        _room, lesson = open_lesson(
            actor=rina, offering_uuid=course.uuid, key=key, now=moment - timedelta(hours=3)
        )
        record(lesson=lesson, report=Report(outcome=Outcome(is_met=True), **more), now=moment)


def _beside(rina: Actor, course: Offering) -> list[list[Effort]]:
    with scoped(own(rina)):
        offering, mine = get_room(rina, course.uuid)
        with scoped(SYSTEM):
            room = get_classroom(offering, mine)
        return begun_beside(room, now=NOW)


def _booked(rina: Actor) -> list[int]:
    with scoped(SYSTEM):
        rows = JpEntry.objects.filter(person_id=rina.person_id).order_by("id")
        return list(rows.values_list("jp_minor", flat=True))


def test_what_is_begun_beside_takes_of_today_and_is_booked_as_foretold() -> None:
    rina = make.actor(make.unit(make.agency()))
    one, other = _course(90, 0, title="Satu"), _course(90, title="Dua")
    for course in (one, other):
        _joined(rina, course)
    _finish(rina, one, 0)

    begun = _beside(rina, other)
    told = cap_of([Effort(90, {}, TODAY)], total=90, limit=300, today=TODAY, begun=begun)
    _finish(rina, one, 1)
    _finish(rina, other, 0)

    assert (told.begun, told.today, told.is_reached) == (200, 300, True)
    assert _booked(rina) == [200, 100]


def test_only_own_unfinished_courses_of_the_form_that_were_worked_at_today_count() -> None:
    unit = make.unit(make.agency())
    rina, budi = make.actor(unit), make.actor(unit)
    here = _course(45, title="Di sini")
    old, finished = _course(45, 0, title="Kemarin"), _course(45, title="Tuntas")
    for who, course in ((rina, here), (rina, old), (rina, finished), (budi, here), (budi, old)):
        _joined(who, course)
    _finish(rina, old, 0, at=NOW - timedelta(days=2))
    _finish(rina, finished, 0)  # complete, so booked: the ledger tells of it
    _finish(budi, old, 0)

    assert _beside(rina, here) == []
    assert _beside(budi, here) == [[Effort(45, {}, TODAY)]]


def test_the_player_and_the_course_page_know_the_same_of_what_else_is_begun() -> None:
    """The seat asks it along, the classroom of the course page by itself."""
    rina, budi = make.actor(make.unit(make.agency())), make.actor(make.unit(make.agency()))
    here, there = _course(45, title="Di sini"), _course(45, 45, title="Di sana")
    for who, course in ((rina, here), (rina, there), (budi, there)):
        _joined(who, course)
    for who in (rina, budi):
        _finish(who, there, 0)
    with scoped(SYSTEM):
        key = Activity.objects.get(version=here.version).key
    with scoped(own(rina)):
        open_lesson(actor=rina, offering_uuid=here.uuid, key=key, now=NOW)
        room, _lesson = open_lesson(actor=rina, offering_uuid=here.uuid, key=key, now=NOW)
        from_seat = begun_beside(room, now=NOW)

    assert room.begun is not None
    assert len(room.begun) == 2  # here and there; never what budi began
    assert from_seat == _beside(rina, here) == [[Effort(45, {}, TODAY)]]


def test_the_same_training_in_another_class_is_booked_once_and_so_counts_once() -> None:
    rina, here = make.actor(make.unit(make.agency())), _course(45, 45)
    assert here.version is not None
    twin = make.course(here.version)
    for course in (here, twin):
        _joined(rina, course)
    _finish(rina, twin, 0)

    assert _beside(rina, here) == []


def test_a_place_given_back_takes_nothing() -> None:
    rina = make.actor(make.unit(make.agency()))
    here, left = _course(45, title="Di sini"), _course(45, 45, title="Ditinggal")
    for course in (here, left):
        _joined(rina, course)
    _finish(rina, left, 0)
    with scoped(SYSTEM):
        Enrolment.objects.filter(offering=left).update(state=Enrolment.State.CANCELLED)

    assert _beside(rina, here) == []


@pytest.mark.parametrize(
    ("efforts", "jp"),
    [
        ([Effort(40, {}, TODAY)], 0),  # not a whole one yet
        ([Effort(60, {}, YESTERDAY), Effort(30, {}, TODAY)], 100),  # 15 minutes were left over
        ([Effort(90, {YESTERDAY: 600, TODAY: 600}, TODAY)], 100),
        ([Effort(400, {}, TODAY)], 300),
        ([Effort(90, {}, YESTERDAY)], 0),
        ([Effort(90, {}, TODAY + timedelta(days=1))], 0),
    ],
)
def test_jp_of_a_day_are_those_that_would_be_booked(efforts: list[Effort], jp: int) -> None:
    assert jp_on(TODAY, efforts, limit=300) == jp


NEW_YEAR = date(2027, 1, 1)
_DAYS = [NEW_YEAR + timedelta(days=number) for number in range(-3, 3)]
_E_LEARNING = FormRule(16, "E-learning", 1, Unit.HOURS, date(2018, 1, 1), max_jp_minor_per_day=300)


def test_what_was_learnt_in_december_takes_nothing_of_new_years_day() -> None:
    december = [Effort(135, {}, NEW_YEAR - timedelta(days=1))]
    told = cap_of(december, total=405, limit=300, today=NEW_YEAR, begun=[december])

    assert (told.begun, told.today, told.is_reached) == (0, 0, False)
    assert jp_on(NEW_YEAR, [*december, Effort(45, {}, NEW_YEAR)], limit=300) == 100


@given(st.lists(st.builds(Effort, st.integers(0, 300), st.just({}), st.sampled_from(_DAYS))))
def test_around_new_year_each_day_is_told_as_it_is_booked(efforts: list[Effort]) -> None:
    days = days_of(efforts)

    told = sum(jp_on(day, efforts, limit=300) for day in _DAYS if day >= NEW_YEAR)

    december = {day: minutes for day, minutes in days.items() if day < NEW_YEAR}
    assert _reckoned(december) + told == _reckoned(days)


def _reckoned(days: Mapping[date, int]) -> int:
    """What the ledger makes of the days of a course that is complete in January."""
    lines = for_ledger(days, cap_minutes=135, year=NEW_YEAR.year)
    works = [Work(minutes=line.minutes, units=line.units) for line in lines]
    return sum(reckon(work, _E_LEARNING, Used()).after for work in works)


def test_what_others_take_never_exceeds_the_limit() -> None:
    begun = [[Effort(90, {}, TODAY)], [Effort(135, {}, TODAY)]]
    told = cap_of([], total=45, limit=300, today=TODAY, elsewhere=100, begun=begun)
    assert (told.elsewhere, told.begun, told.today, told.is_reached) == (100, 200, 300, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_player_tells_it_apart_and_asks_the_same_for_many(
    count: int, client: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("suluh.base.kept.SECONDS", 3600)
    rina, moment = make.actor(make.unit(make.agency())), now()
    here = _course(45, title="Di sini")
    others = [_course(45, 45, title=f"Lain {number}") for number in range(count)]
    for course in (here, *others):
        _joined(rina, course)
    for course in others:
        _finish(rina, course, 0, at=moment)
    with scoped(SYSTEM):
        client.force_login(Account.objects.get(pk=rina.account_id))
        key = Activity.objects.get(version=here.version).key
    path = f"/pelatihan/{here.uuid}/belajar/{key}/"
    client.get(path)

    with django_assert_num_queries(8):
        page = client.get(path).content.decode()

    assert f"Termasuk {count} JP di pelatihan lain hari ini" in page
    assert ("sisanya besok" in page) == (count == 3)
