"""The short way to send an evaluation does what the long way does, or leaves it to the long way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import TOKEN, press
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import event_kinds
from suluh.delivery.tests import make
from suluh.identity.models import Session

pytestmark = pytest.mark.django_db
WHOLE = dict.fromkeys(("tujuan", "materi", "jadwal", "panitia", "sarana"), "4")
FORMS = {
    "whole": WHOLE | {"saran": ""},
    "without the free word": WHOLE,
    "words": WHOLE | {"saran": "  Lebih lama,\r\nlebih pelan \u2003"},
    "too many words": WHOLE | {"saran": "a" * 2001},
    "just enough words": WHOLE | {"saran": " " + "\U0001f600" * 2000 + " "},
    "more than was asked": WHOLE | {"asing": "1"},
    "one missing": WHOLE | {"materi": ""},
    "out of range": WHOLE | {"materi": "6"},
    "not quite a mark": WHOLE | {"materi": " 4"},
    "an ill letter": WHOLE | {"saran": "a\0b"},
    "two marks": WHOLE | {"materi": ["1", "2"]},
    "nothing": {},
}
QUESTIONS = [
    {"key": "tujuan", "text": "Tujuan", "kind": "scale", "required": False},
    {"key": "saran", "text": "Saran", "kind": "text", "required": True},
    {"key": "lama", "text": "Pertanyaan lama"},
]


# When the event ends from now, in minutes; what is special about its form; the person's place.
EVENTS: dict[str, Any] = {
    "before it opens": {"ends_in": 30},
    "just open": {"ends_in": 14},
    "after the window, form still open": {"ends_in": -600},
    "last minute of the form": {"ends_in": -7 * 24 * 60 + 1},
    "form closed": {"ends_in": -7 * 24 * 60 - 1},
    "no window asks for it": {"windows": {"needs_evaluation": False}},
    "no window asks, too early": {"windows": {"needs_evaluation": False}, "ends_in": 16},
    "a window open for long": {
        "windows": {"closes_at": now() + timedelta(days=9)},
        "ends_in": -11520,
    },
    "answers with names": {"form": {"is_anonymous": False}},
    "own questions": {"form": {"questions": QUESTIONS}},
    "no questions": {"form": {"questions": []}},
    "in the east": {"event": {"zone": "Asia/Jayapura"}},
    "cancelled": {"event": {"state": "cancelled"}},
    "on the waiting list": {"place": "waiting"},
    "place given back": {"place": "cancelled"},
    "completed": {"place": "completed"},
    "no place": {"place": None},
}


@pytest.fixture
def home() -> Any:
    return make.unit(make.agency())


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_answered_and_kept_as_on_the_long_way(home: Any, name: str) -> None:
    assert _sent(home, FORMS[name], way="short") == _sent(home, FORMS[name], way="long")


@pytest.mark.parametrize("name", EVENTS)
@pytest.mark.parametrize("form", [WHOLE | {"saran": "Bagus"}, {"lama": "3", "saran": "Bagus"}])
def test_every_event_takes_it_as_on_the_long_way(home: Any, name: str, form: Any) -> None:
    given = EVENTS[name]
    assert _sent(home, form, way="short", **given) == _sent(home, form, way="long", **given)


def test_a_whole_form_costs_one_statement(home: Any, django_assert_num_queries: Any) -> None:
    event = _event(home)
    client, url = _client(home, event), f"/acara/{event.uuid}/evaluasi/"
    with django_assert_num_queries(1):
        answer = press(url, WHOLE, cookies=_cookies(client))
    assert (answer.status, answer.headers["Location"]) == (302, url)
    assert answer.headers["Content-Security-Policy"]
    assert _kept(event) == (
        [(dict.fromkeys(WHOLE, 4) | {"saran": ""}, local_date(now(), event.zone), True)],
        1,
        [("evaluation", "")],
    )


def test_it_needs_the_token_like_the_long_way(home: Any) -> None:
    event = _event(home)
    cookies, url = _cookies(_client(home, event)), f"/acara/{event.uuid}/evaluasi/"
    assert press(url, WHOLE, cookies=cookies | {"csrftoken": "v" * 32}).status == 403
    assert _kept(event) == ([], 0, [])
    assert press(url, WHOLE, cookies=cookies).status == 302
    assert _kept(event)[1] == 1


def test_who_is_not_signed_in_signs_in(home: Any) -> None:
    event = _event(home)
    for key in ("", "kunci-yang-tak-ada"):
        answer = press(f"/acara/{event.uuid}/evaluasi/", WHOLE, cookies={"sessionid": key})
        assert "masuk" in answer.headers["Location"]
    assert _kept(event) == ([], 0, [])


def _sent(
    home: Any, sent: Any, *, way: str, place: str | None = "registered", **about: Any
) -> tuple[Any, Any]:
    """How two tries in a row are answered, and what is kept then."""
    event = _event(home, **about)
    client, url = _client(home, event, place), f"/acara/{event.uuid}/evaluasi/"
    told = []
    for _time in range(2):
        if way == "short":
            short = press(url, sent, cookies=_cookies(client))
            told.append((short.status, short.headers.get("Location", "") == url))
        else:
            long = client.post(url, sent | {"csrfmiddlewaretoken": TOKEN})
            told.append((long.status_code, long.headers.get("Location", "") == url))
    return told, _kept(event)


def _cookies(client: Client) -> dict[str, str]:
    return {name: cookie.value for name, cookie in client.cookies.items()}


def _event(home: Any, *, ends_in: int = 5, **changes: Any) -> Offering:
    """An event that ends so many minutes from now, with its windows and form."""
    made = make.offering(home.tenant, starts_at=now() + timedelta(minutes=ends_in - 150))
    with scoped(SYSTEM):
        for kind in event_kinds():
            kind.on_publish(made, now=now())
        Offering.objects.filter(pk=made.pk).update(
            **{"title": made.title} | changes.get("event", {})
        )
        Survey.objects.filter(offering=made).update(
            **{"title": "Evaluasi"} | changes.get("form", {})
        )
        windows = {"needs_code": False} | changes.get("windows", {})
        made.windows.filter(kind="pulang").update(**windows)
        return Offering.objects.get(pk=made.pk)


def _client(home: Any, event: Offering, place: str | None = "registered", **more: Any) -> Client:
    person = make.actor(home)
    if place:
        with scoped(SYSTEM):
            Enrolment.objects.create(
                tenant_id=event.tenant_id, offering=event, person_id=person.person_id, state=place,
                home_id=person.agency_id, name=person.name, registered_at=now(),
            )  # fmt: skip
    key = f"kunci{person.account_id:027d}"
    Session.objects.create(
        session_key=key, account_id=person.account_id, expire_date=now() + timedelta(days=1)
    )
    client = Client(**more)
    client.cookies["sessionid"] = key
    return client


def _kept(event: Offering) -> tuple[Any, ...]:
    """Everything that was written but for what is random, and whether it names nobody."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        rows = SurveyAnswer.objects.filter(survey__offering=event)
        answers = list(rows.values_list("answers", "date", "person_id"))
        cursor.execute(
            "SELECT method, device FROM session_checkin WHERE offering_id = %s", [event.pk]
        )
        receipts = SurveyReceipt.objects.filter(survey__offering=event).count()
        return [(a, d, p is None) for a, d, p in answers], receipts, cursor.fetchall()
