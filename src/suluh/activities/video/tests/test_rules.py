"""Pure rules: spans, claims, tickets, settings, the length of a file."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suluh.activities.video.rules import addresses, claims, mp4, spans, tickets
from suluh.activities.video.rules import setup as setups
from suluh.activities.video.tests.make import mp4 as small_mp4
from suluh.activities.video.types import Claim, Seen, Setup, Source, Spans, Standing, Window
from suluh.delivery.tests.make import NOW

SPAN = st.tuples(st.integers(0, 500), st.integers(1, 100)).map(lambda s: (s[0], s[0] + s[1]))
MANY = st.lists(SPAN, max_size=12)


def _points(found: Spans) -> set[int]:
    return {point for start, end in found for point in range(start, end)}


@given(MANY, MANY)
def test_a_union_holds_every_moment_once(
    one: list[tuple[int, int]], two: list[tuple[int, int]]
) -> None:
    found = spans.union(one, two)

    assert _points(found) == _points(tuple(one)) | _points(tuple(two))
    assert spans.length_of(found) == len(_points(found))
    assert all(before[1] < after[0] for before, after in pairwise(found))


@given(MANY, MANY, st.integers(0, 700))
def test_what_is_filled_in_never_exceeds_the_room(
    kept: list[tuple[int, int]], more: list[tuple[int, int]], most: int
) -> None:
    had, asked = spans.union(kept), spans.union(kept, more)
    found = spans.fill(had, asked, most)

    assert _points(had) <= _points(found) <= _points(asked)
    assert spans.length_of(found) <= max(most, spans.length_of(had))
    if spans.length_of(asked) <= most:
        assert found == asked


def test_the_video_ends_where_it_ends() -> None:
    assert spans.cut([(0, 5_000), (9_000, 99_000), (20_000, 30_000)], 10_000) == (
        (0, 5_000),
        (9_000, 10_000),
    )


def test_gaps_worth_naming() -> None:
    seen = ((0, 60_000), (61_000, 100_000), (200_000, 300_000))

    assert spans.gaps(seen, 400_000) == ((100_000, 200_000), (300_000, 400_000))
    assert spans.prefix(seen) == seen[:2]
    assert spans.prefix(((5_000, 9_000),)) == ()


def _claim(seconds: int) -> Claim:
    return Claim(uuid4(), "", ((0, seconds * 1000),))


@pytest.mark.parametrize(
    ("open_for", "seconds", "standing", "kept"),
    [
        (60, 60, Standing.KEPT, 60),
        (60, 90, Standing.KEPT, 90),
        (60, 110, Standing.KEPT, 90),
        (60, 121, Standing.REFUSED, 0),
        (0, 1, Standing.REFUSED, 0),
        (15, 240, Standing.REFUSED, 0),
    ],
)
def test_the_clock_is_the_measure(
    open_for: int, seconds: int, standing: Standing, kept: int
) -> None:
    at = NOW + timedelta(seconds=open_for)
    found, taken = claims.judge(_claim(seconds), (), Window(NOW, NOW), now=at)

    assert (found, spans.length_of(taken)) == (standing, kept * 1000)


def test_another_player_ends_the_window_but_refuses_nothing() -> None:
    window = Window(NOW, NOW, NOW + timedelta(seconds=20))
    found, taken = claims.judge(_claim(60), (), window, now=NOW + timedelta(seconds=60))

    assert (found, spans.length_of(taken)) == (Standing.MOVED, 30_000)


@pytest.mark.parametrize(
    "text",
    ["5-", "-5", "9-3", "5-5", "a-b", "1-2,", "1-2;3-4", "1e3-2e3", "-1-5", "1.5-2", "١-٢",
     "0-999999999", "0-9" * 900, ",".join(f"{n}-{n + 1}" for n in range(0, 1_000, 2))],
)  # fmt: skip
def test_what_is_no_claim_is_not_read(text: str) -> None:
    assert claims.read({"putar": str(uuid4()), "rentang": text}) is None


def test_a_claim_is_read() -> None:
    key = uuid4()
    data = {"putar": str(key), "tanda": "t", "rentang": "0-5000,3000-9000", "posisi": "9000"}

    assert claims.read(data) == Claim(key, "t", ((0, 9000),), 9000)
    assert claims.read({"putar": "x"}) is None
    assert claims.read({"putar": str(key), "posisi": "-4"}) == Claim(key, "", ())


def test_a_ticket_holds_for_one_person_and_one_video_and_is_never_of_tomorrow() -> None:
    ticket = tickets.issue(person_id=1, activity_id=2, now=NOW)
    later = NOW + timedelta(minutes=5)

    assert tickets.opened_at(ticket, person_id=1, activity_id=2, now=later) == NOW
    assert tickets.opened_at(ticket, person_id=3, activity_id=2, now=later) is None
    assert tickets.opened_at(ticket, person_id=1, activity_id=3, now=later) is None
    assert tickets.opened_at(ticket[:-2] + "xx", person_id=1, activity_id=2, now=later) is None
    assert tickets.opened_at("", person_id=1, activity_id=2, now=later) is None
    before, long_after = NOW - timedelta(seconds=1), NOW + timedelta(days=8)
    assert tickets.opened_at(ticket, person_id=1, activity_id=2, now=before) is None
    assert tickets.opened_at(ticket, person_id=1, activity_id=2, now=long_after) is None


def test_an_address_is_one_persons_for_some_hours_and_the_same_within_them() -> None:
    key = uuid4()
    signed = addresses.sign(key, tenant_id=4, person_id=1, now=NOW)

    assert addresses.read(signed, person_id=1, now=NOW + timedelta(hours=5)) == (key, 4)
    assert addresses.read(signed, person_id=2, now=NOW) is None
    assert addresses.read(signed, person_id=1, now=NOW + timedelta(hours=13)) is None
    assert addresses.read("x" + signed, person_id=1, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://www.youtube.com/watch?v=M7lc1UVf-VE&t=3s", "M7lc1UVf-VE"),
        ("https://youtu.be/M7lc1UVf-VE?si=x", "M7lc1UVf-VE"),
        ("youtube.com/shorts/M7lc1UVf-VE", "M7lc1UVf-VE"),
        ("https://www.youtube-nocookie.com/embed/M7lc1UVf-VE", "M7lc1UVf-VE"),
        ("M7lc1UVf-VE", "M7lc1UVf-VE"),
        ("https://contoh.id/watch?v=M7lc1UVf-VE", ""),
        ("https://youtube.com.contoh.id/watch?v=M7lc1UVf-VE", ""),
        ("https://www.youtube.com/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_addresses_of_youtube(text: str, name: str) -> None:
    assert setups.youtube_of(text) == name


def test_lengths_in_words_and_back() -> None:
    assert [setups.seconds_of(text) for text in ("12:34", "1:02:03", "2.05", "75", "1:99")] == [
        754, 3723, 125, None, None,
    ]  # fmt: skip
    assert [setups.length_in_words(seconds) for seconds in (754, 3723, 5)] == [
        "12:34", "1:02:03", "0:05",
    ]  # fmt: skip


def test_enough_is_a_share_of_distinct_seconds() -> None:
    setup = Setup(Source.YOUTUBE, youtube="M7lc1UVf-VE", seconds=100, share=90)

    assert setups.outcome(setup, Seen(((0, 90_000),), 60_000, 100_000)).is_met
    assert not setups.outcome(setup, Seen(((0, 89_999),), 90_000, 100_000)).is_met
    assert not setups.outcome(Setup(), Seen()).is_met


def test_an_mp4_is_known_by_its_content() -> None:
    assert mp4.is_mp4(small_mp4()[:16])
    assert not mp4.is_mp4(b"#EXTM3U\n/etc/passwd")
    assert mp4.seconds_of(io.BytesIO(small_mp4(75))) == 75
    for broken in (small_mp4()[:30], b"", b"\0\0\0\4ftyp" * 50, b"\xff" * 400, bytes(400)):
        assert mp4.seconds_of(io.BytesIO(broken)) is None
