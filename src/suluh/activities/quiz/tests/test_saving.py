"""Saving one answer the short way: by the session alone, against the database's clock."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django.test import Client

from suluh.activities.quiz import hot_path
from suluh.activities.quiz.actions.attempts import hand_in, save_by_session
from suluh.activities.quiz.models import Attempt, Response
from suluh.activities.quiz.rules import posted
from suluh.activities.quiz.tests import make
from suluh.activities.quiz.tests.make import CAPITAL, CHOICE, Desk
from suluh.activities.quiz.tests.test_attempts import answers, post
from suluh.activities.quiz.types import Draw, Plan, fingerprint
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import Answer, press
from suluh.delivery.queries.learning import inside_lesson
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db
COOKIE = "sessionid"


@pytest.fixture
def desk() -> Desk:
    """A test of three questions that runs for half an hour from now."""
    made = make.desk(CAPITAL, CHOICE, CHOICE, plan=Plan(draws=(Draw(3),), minutes=30))
    post(made, "mulai")
    ends(made, timedelta(minutes=30))
    return made


def ends(desk: Desk, after: timedelta | None) -> Attempt:
    """The attempt, which ends so long from now."""
    with scoped(SYSTEM):
        attempt = Attempt.objects.get(person_id=desk.learner.person_id)
        attempt.ends_at = None if after is None else now() + after
        attempt.started_at = now() - timedelta(minutes=5)
        attempt.save()
    return attempt


def signed_in(actor: Actor) -> dict[str, str]:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return {COOKIE: client.cookies[COOKIE].value}


def save(desk: Desk, given: Any, *, uuid: UUID | None = None, **more: Any) -> Answer:
    (attempt,) = make.attempts(desk)
    cookies = more.pop("cookies", None) or signed_in(desk.learner)
    text = given if isinstance(given, str) else json.dumps(given)
    return press(f"/tes/{uuid or attempt.uuid}/", {"jawaban": text}, cookies=cookies, **more)


def test_an_answer_is_acknowledged_with_the_servers_time(desk: Desk) -> None:
    before = now()
    reply = save(desk, {"1": {"a": ["2"], "u": 0}})
    said = json.loads(reply.text)
    assert (reply.status, said["hasil"]) == (200, "tersimpan")
    assert said["pada"].endswith("WIB")
    assert 1_790 < said["sisa"] <= 1_800
    assert answers(desk) == {1: ["2"]}
    with scoped(SYSTEM):
        assert Response.objects.get().saved_at >= before


def test_it_is_one_statement(desk: Desk, django_assert_num_queries: Any) -> None:
    cookies = signed_in(desk.learner)
    (attempt,) = make.attempts(desk)
    with django_assert_num_queries(1):
        found = save_by_session(
            session_key=cookies[COOKIE], attempt=attempt.uuid, given={0: (("x",), 0)}
        )
    assert found is not None


def test_the_clock_can_be_asked_without_an_answer(desk: Desk) -> None:
    assert json.loads(save(desk, {}).text)["sisa"] > 1_790
    ends(desk, None)
    assert json.loads(save(desk, {}).text)["sisa"] is None
    assert answers(desk) == {}


def test_an_hour_given_to_the_attempt_is_told_with_the_next_answer(desk: Desk) -> None:
    ends(desk, timedelta(minutes=90))
    assert json.loads(save(desk, {"0": {"a": ["x"], "u": 0}}).text)["sisa"] > 5_390


def test_a_repeat_changes_nothing_and_an_older_one_overwrites_nothing(desk: Desk) -> None:
    assert save(desk, {"0": {"a": ["baru"], "u": 1_000}}).status == 200
    assert save(desk, {"0": {"a": ["baru"], "u": 1_500}}).status == 200
    assert save(desk, {"0": {"a": ["lama"], "u": 60_000}}).status == 200
    assert answers(desk) == {0: ["baru"]}


@pytest.mark.parametrize("way", ["short", "long"])
def test_what_was_held_up_on_its_way_overwrites_nothing_newer(desk: Desk, way: str) -> None:
    """Sent twenty seconds ago, given up by the page, and answered anew: the newer one stays."""
    (attempt,) = make.attempts(desk)
    sent = round(1000 * now().timestamp())
    for answer, kirim in (("baru", sent), ("lama", sent - 20_000)):
        form = {"jawaban": json.dumps({"0": {"a": [answer], "u": 0}}), "kirim": str(kirim)}
        if way == "short":
            reply = press(f"/tes/{attempt.uuid}/", form, cookies=signed_in(desk.learner))
            said = json.loads(reply.text)
        else:
            client = Client()
            client.force_login(Account.objects.get(pk=desk.learner.account_id))
            said = client.post(f"/tes/{attempt.uuid}/", form).json()
        assert said["hasil"] == "tersimpan"
        assert abs(said["kini"] - sent) < 60_000
    assert answers(desk) == {0: ["baru"]}


@pytest.mark.parametrize(
    ("sent", "milliseconds"),
    [
        ("", 0),
        ("x", 0),
        ("-5", 0),
        ("9" * 16, 0),
        ("1000", 1_000),
        ("3000", 0),
        ("2000", 0),
        ("0", 2_000),
    ],
)
def test_how_long_something_was_on_its_way(sent: str, milliseconds: int) -> None:
    assert posted.delay(sent, datetime.fromtimestamp(2, UTC)) == milliseconds


@pytest.mark.parametrize(
    ("after", "status"), [(30, 200), (-1, 200), (-8, 200), (-12, 409), (-3_600, 409)]
)
def test_the_databases_clock_and_the_grace_decide(desk: Desk, after: int, status: int) -> None:
    ends(desk, timedelta(seconds=after))
    reply = save(desk, {"0": {"a": ["Bandung"], "u": 10**9}})
    assert reply.status == status
    assert answers(desk) == ({0: ["Bandung"]} if status == 200 else {})


def test_a_handed_in_attempt_takes_nothing(desk: Desk) -> None:
    (attempt,) = make.attempts(desk)
    with inside_lesson(desk.lesson):
        hand_in(attempt=attempt.uuid, person_id=desk.learner.person_id, now=now())
    reply = save(desk, {"0": {"a": ["x"], "u": 0}})
    assert (reply.status, json.loads(reply.text)) == (409, {"hasil": "tutup"})


def test_a_stranger_and_a_foreign_attempt_look_absent(desk: Desk) -> None:
    other = make.desk()
    given = {"0": {"a": ["x"], "u": 0}}
    assert save(desk, given, cookies=signed_in(other.learner)).status == 404
    assert save(desk, given, uuid=uuid4()).status == 404
    assert answers(desk) == {}


def test_whoever_is_signed_out_is_led_to_the_door(desk: Desk) -> None:
    reply = save(desk, {"0": {"a": ["x"], "u": 0}}, cookies={COOKIE: "kedaluwarsa"})
    assert reply.status == 302
    assert answers(desk) == {}


@pytest.mark.parametrize(
    "broken", ["", "rusak", "[]", '{"x": 1}', '{"0": {"a": [1]}}', '{"0": {"a": ["x"], "u": "1"}}']
)
def test_what_is_malformed_is_refused(desk: Desk, broken: str) -> None:
    assert save(desk, broken).status == 400
    assert answers(desk) == {}


def test_questions_that_were_not_asked_are_not_kept(desk: Desk) -> None:
    assert save(desk, {"0": {"a": ["x"]}, "3": {"a": ["x"]}, "999": {"a": ["x"]}}).status == 200
    assert answers(desk) == {0: ["x"]}


def test_where_the_short_way_breaks_the_long_way_saves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_given: object) -> None:
        raise OperationalError

    monkeypatch.setattr(hot_path, "save_by_session", broken)
    assert json.loads(save(desk, {"0": {"a": ["x"], "u": 0}}).text)["hasil"] == "tersimpan"
    assert answers(desk) == {0: ["x"]}


def test_a_window_left_open_overwrites_nothing(desk: Desk) -> None:
    post(desk, "simpan", ada=["0", "1"], q0="Bandung", q1="0")
    mark = fingerprint(())
    post(desk, "simpan", NOW, ada=["0", "1", "2"], q0="", q1="1", q2="1", w0=mark, w1="-")
    assert answers(desk) == {0: ["Bandung"], 1: ["0"], 2: ["1"]}
    post(desk, "simpan", ada=["0"], q0="", w0=fingerprint(("Bandung",)))
    assert answers(desk)[0] == [""]


def test_a_device_that_thinks_time_is_up_ends_nothing_early(desk: Desk) -> None:
    (attempt,) = make.attempts(desk)
    assert attempt.ends_at is not None
    post(desk, "habis", attempt.ends_at - timedelta(seconds=1), ada=["0"], q0="Bandung")
    assert make.attempts(desk)[0].state == "open"
    assert answers(desk) == {0: ["Bandung"]}
    post(desk, "habis", attempt.ends_at, ada=["0"], q0="Bandung")
    assert make.attempts(desk)[0].state == "marked"
