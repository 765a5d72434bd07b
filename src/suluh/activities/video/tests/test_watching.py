"""Watching: real seconds, once, on any device, whatever the line does; forged ones earn nothing (R30)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest

from suluh.activities.video.models import Play
from suluh.activities.video.tests.forging import FORGERS, Clock, Honest
from suluh.activities.video.tests.make import TEN_MINUTES, seat
from suluh.activities.video.types import Standing
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.tests.make import NOW

pytestmark = pytest.mark.django_db


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_watching_it_all_completes_and_counts_each_second_once() -> None:
    room, play = seat(), uuid4()
    heard = [
        room.tell([(0, 60 * minute)], at=after(60 * minute + 2), play=play)
        for minute in range(1, 11)
    ][-1]

    assert (heard.seen.percent, room.progress().state, room.place().state) == (
        100, "done", "completed",
    )  # fmt: skip
    assert room.progress().seconds == 600
    assert sum(room.progress().days.values()) == 600


def test_repeated_lost_and_late_messages_change_nothing() -> None:
    room, play = seat(), uuid4()
    room.tell([(0, 15)], at=after(16), play=play)
    room.tell([(0, 60)], at=after(61), play=play)  # what lay between was lost
    room.tell([(0, 15)], at=after(62), play=play)
    heard = room.tell([(0, 60)], at=after(63), play=play)

    assert heard.seen.milliseconds == 60_000
    assert room.progress().seconds == 60


def test_faster_playing_counts_fully_but_the_clock_says_how_long_it_took() -> None:
    room = seat()
    heard = room.tell([(0, 600)], at=after(400))

    assert (heard.seen.percent, room.progress().seconds) == (100, 400)


def test_the_position_is_kept_also_where_skipping_is_off() -> None:
    room = seat(replace(TEN_MINUTES, no_skip=True))
    heard = room.tell([(0, 20), (100, 110)], at=after(40), position=110_000)

    assert room.progress().position == {"at": 110}
    assert heard.seen.spans == ((0, 20_000),)


def test_another_device_goes_on_and_what_the_first_kept_arrives_later() -> None:
    room, phone, desk = seat(), uuid4(), uuid4()
    room.tell([(0, 100)], at=after(101), play=phone)
    room.tell([(200, 300)], at=after(310), play=desk, opened=after(205))
    late = room.tell([(0, 200)], at=after(500), play=phone, until=room.ticket(after(205)))

    assert late.standing is Standing.MOVED
    assert late.seen.spans == ((0, 300_000),)


def test_tabs_side_by_side_share_one_clock() -> None:
    room = seat()
    heard = [
        room.tell([(tab * 100, tab * 100 + 100)], at=after(100 + tab / 10)) for tab in range(6)
    ][-1]

    assert heard.seen.milliseconds <= 151_000
    assert room.place().state != "completed"


def test_two_courses_of_two_agencies_share_one_clock_too() -> None:
    one = seat()
    two = seat(learner=one.learner)
    first = one.tell([(0, 100)], at=after(100))
    second = two.tell([(0, 100)], at=after(101))

    assert first.seen.milliseconds == 100_000
    assert second.seen.milliseconds <= 1_500


def test_what_no_clock_allows_refuses_all_of_that_player() -> None:
    room, play = seat(), uuid4()
    room.tell([(0, 60)], at=after(60), play=play)
    heard = room.tell([(0, 600)], at=after(75), play=play)
    again = room.tell([(0, 60)], at=after(2_000), play=play)

    assert (heard.standing, again.standing) == (Standing.REFUSED, Standing.REFUSED)
    assert again.seen.milliseconds == 0
    assert room.place().state != "completed"
    with scoped(SYSTEM):
        assert DomainEvent.objects.filter(name="video.play.refused").count() == 1


def test_an_honest_start_after_a_refusal_counts() -> None:
    room = seat()
    room.tell([(0, 600)], at=after(10))
    heard = room.tell([(0, 60)], at=after(80), opened=after(15))

    assert (heard.standing, heard.seen.milliseconds) == (Standing.KEPT, 60_000)


@pytest.mark.parametrize("ticket", ["", "x", "eyJ:1:2"])
def test_without_a_ticket_of_ours_nothing_counts(ticket: str) -> None:
    room = seat()
    heard = room.tell([(0, 10)], at=after(600), ticket=ticket)

    assert (heard.standing, heard.seen.milliseconds) == (Standing.STALE, 0)


def test_a_lent_ticket_and_a_lent_player_count_nothing() -> None:
    one, two = seat(), seat()
    play = uuid4()
    one.tell([(0, 10)], at=after(20), play=play)

    assert two.tell([(0, 10)], at=after(60), ticket=one.ticket(NOW)).standing is Standing.STALE
    other = seat(learner=one.learner)
    assert other.tell([(0, 10)], at=after(60), play=play).standing is Standing.STALE


def test_a_missing_middle_is_not_enough() -> None:
    room = seat()
    heard = room.tell([(0, 200), (400, 600)], at=after(3_000))

    assert (heard.seen.percent, room.place().state) == (66, "registered")


def test_windows_of_a_person_never_overlap() -> None:
    room = seat()
    for number in range(12):  # opened in any order, heard of in another
        opened, at = after(number * 37 % 100), after(100 + number * 7)
        room.tell([(number * 10, number * 10 + 9)], at=at, opened=opened)

    with scoped(SYSTEM):
        plays = list(Play.objects.order_by("started_at", "heard_at"))
    for one, two in pairwise(plays):
        assert one.heard_at <= two.started_at


@pytest.mark.parametrize("forge", FORGERS, ids=lambda forge: forge.__name__)
def test_forged_streams_earn_nothing(forge: Callable[[Clock], None]) -> None:
    """R30, one of each sort; a thousand of them: `dev.py faults video-forged`."""
    desk = Clock(seat(), random.Random(30))
    forge(desk)

    assert (desk.seat.place().state, desk.seat.credits()) == ("registered", 0)
    assert desk.seat.seen().milliseconds <= desk.wall * 1_500
    assert desk.seat.progress().seconds <= desk.wall + 3


@pytest.mark.parametrize("seed", range(4))
def test_an_honest_person_on_a_flaky_line_keeps_what_was_watched(seed: int) -> None:
    person = Honest(seat(), random.Random(seed))
    person.watch()

    assert person.seat.seen().milliseconds >= person.played * 990
    assert person.seat.progress().seconds >= person.real * 0.99
    assert (person.seat.place().state, person.seat.credits()) == ("completed", 1)
