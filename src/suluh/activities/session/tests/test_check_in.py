"""The check-in: recorded once and for good, refused in words."""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from suluh.activities.session.actions.checkin import check_in
from suluh.activities.session.models import CheckIn
from suluh.activities.session.queries.monitor import shared_devices
from suluh.activities.session.queries.windows import current_code
from suluh.activities.session.tests import make
from suluh.activities.session.types import Outcome
from suluh.base.models import Limit
from suluh.base.scope import SYSTEM, scoped
from suluh.base.tests.pressing import press

pytestmark = pytest.mark.django_db
_REAL = timezone.now


def _press(who: Any, window: Any, code: Any = "") -> Any:
    return check_in(session_key=make.key_of(who.account_id), window=window.uuid, code=code)


def _rows() -> Any:
    with scoped(SYSTEM):
        return list(CheckIn.objects.values_list("person_id", "method"))


@pytest.fixture
def home() -> Any:
    return make.agency()


@pytest.fixture
def event(home: Any) -> Any:
    return make.offering(home)


@pytest.fixture
def rina(home: Any, event: Any) -> Any:
    person = make.actor(home)
    make.enrol(event, person)
    return person


def test_recorded_and_the_same_answer_again(event: Any, rina: Any) -> None:
    window = make.window(event)
    first = _press(rina, window)
    again = _press(rina, window)
    assert first.outcome is Outcome.RECORDED
    assert again == first
    assert _rows() == [(rina.person_id, "link")]


def test_repeat_after_the_window_closed_still_tells_the_first_time(event: Any, rina: Any) -> None:
    first = _press(rina, make.window(event))
    closed = make.window(event, closes_at=make.minutes(-1))
    assert _press(rina, closed).recorded_at == first.recorded_at


@pytest.mark.parametrize(
    ("opens", "closes", "outcome"),
    [(5, 20, Outcome.EARLY), (-30, -5, Outcome.CLOSED)],
)
def test_outside_the_window_names_what_comes_next(
    event: Any, rina: Any, opens: Any, closes: Any, outcome: Any
) -> None:
    window = make.window(event, opens_at=make.minutes(opens), closes_at=make.minutes(closes))
    answer = _press(rina, window)
    assert (answer.outcome, answer.next_kind) == (outcome, "pulang")
    assert _rows() == []


def test_not_registered_in_an_event_one_may_see(home: Any, event: Any) -> None:
    answer = _press(make.actor(home), make.window(event))
    assert (answer.outcome, answer.offering) == (Outcome.NOT_REGISTERED, event.uuid)


def test_foreign_event_looks_like_none(event: Any) -> None:
    stranger = make.actor(make.agency("Kota Tetangga"))
    seen = _press(stranger, make.window(event))
    window = make.window(event)
    window.uuid = uuid4()
    assert seen == _press(stranger, window)
    assert seen.outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("state", "outcome"),
    [("waiting", Outcome.WAITING), ("cancelled", Outcome.NOT_REGISTERED)],
)
def test_without_a_seat_nothing_is_recorded(
    home: Any, event: Any, state: Any, outcome: Any
) -> None:
    person = make.actor(home)
    make.enrol(event, person, state=state)
    assert _press(person, make.window(event)).outcome is outcome
    assert _rows() == []


def test_registered_late_checks_in(home: Any, event: Any) -> None:
    person = make.actor(home)
    window = make.window(event)
    assert _press(person, window).outcome is Outcome.NOT_REGISTERED
    make.enrol(event, person)
    assert _press(person, window).outcome is Outcome.RECORDED


def test_unknown_session_is_asked_to_sign_in(event: Any) -> None:
    answer = check_in(session_key="x" * 32, window=make.window(event).uuid)
    assert answer.outcome is Outcome.SIGN_IN
    assert check_in(session_key="", window=make.window(event).uuid).outcome is Outcome.SIGN_IN


def test_window_of_the_evaluation_sends_to_the_form(event: Any, rina: Any) -> None:
    window = make.window(event, needs_evaluation=True)
    assert _press(rina, window).outcome is Outcome.EVALUATION


def test_cancelled_event_takes_no_check_in(event: Any, rina: Any) -> None:
    window = make.window(event)
    with scoped(SYSTEM):
        type(event).objects.update(state="cancelled")
    assert _press(rina, window).outcome is Outcome.CLOSED


def _code(window: Any, step: Any, *, long: Any) -> Any:
    message = f"{window.uuid}:{step}{':qr' if long else ':kode'}".encode()
    mac = hmac.new(bytes(window.secret), message, hashlib.sha256).digest()
    if long:
        return mac[:10].hex()
    return f"{(int.from_bytes(mac[:4], 'big') & 0x7FFFFFFF) % 1_000_000:06d}"


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (0, Outcome.RECORDED),
        (1, Outcome.RECORDED),
        (2, Outcome.CODE_WRONG),
        (-1, Outcome.CODE_WRONG),
    ],
)
def test_a_code_serves_two_steps(event: Any, rina: Any, age: Any, outcome: Any, long: Any) -> None:
    """R17: a screenshot is of use for at most a minute."""
    window = make.window(event, needs_code=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT floor(extract(epoch FROM statement_timestamp()) / 30)::bigint")
        (step,) = cursor.fetchone()
    assert _press(rina, window, _code(window, step - age, long=long)).outcome is outcome


def test_code_of_another_window_or_none(event: Any, rina: Any) -> None:
    window = make.window(event, needs_code=True)
    other = make.window(event, "pulang")
    assert _press(rina, window, current_code(other)[0]).outcome is Outcome.CODE_WRONG
    assert _press(rina, window).outcome is Outcome.CODE_MISSING
    assert _press(rina, window, current_code(window)[0]).outcome is Outcome.RECORDED


def test_guessing_codes_ends_after_ten(event: Any, rina: Any, home: Any) -> None:
    """R17: six digits are not found by trying; a neighbour is not kept waiting by it."""
    window = make.window(event, needs_code=True)
    right = current_code(window)[0]
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    seen = [_press(rina, window, wrong).outcome for _ in range(11)]
    assert seen == [Outcome.CODE_WRONG] * 10 + [Outcome.CODE_WAIT]
    assert _press(rina, window, right).outcome is Outcome.CODE_WAIT
    budi = make.actor(home)
    make.enrol(event, budi)
    assert _press(budi, window, current_code(window)[0]).outcome is Outcome.RECORDED
    Limit.objects.update(ends_at=make.minutes(-1))
    assert _press(rina, window, current_code(window)[0]).outcome is Outcome.RECORDED


def test_the_devices_clock_decides_nothing(
    event: Any, rina: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R17, R25: neither the browser's date nor the web server's clock moves a window or a code."""
    window = make.window(event, needs_code=True)
    for minutes in (-15, 15):
        monkeypatch.setattr(
            "django.utils.timezone.now", lambda m=minutes: _REAL() + timedelta(minutes=m)
        )
        monkeypatch.setattr(
            "suluh.base.clock.now", lambda m=minutes: _REAL() + timedelta(minutes=m)
        )
        answer = make.client_of(rina).post(
            f"/hadir/{window.uuid}/",
            {"kode": current_code(window)[0], "at": "2020-01-01T00:00:00Z"},
            headers={"date": "Wed, 01 Jan 2020 00:00:00 GMT"},
        )
        assert answer.status_code == 200
    with scoped(SYSTEM):
        at = CheckIn.objects.get(person_id=rina.person_id).at
    assert abs(at - _REAL()) < timedelta(seconds=30)


def test_many_accounts_on_one_device_are_shown_never_stopped(event: Any, home: Any) -> None:
    """R17: 300 accounts from one device are all recorded; the organiser sees the device."""
    window = make.window(event)
    people = [make.actor(home) for _ in range(300)]
    make.enrol(event, *people)
    for person in people:
        answer = check_in(
            session_key=make.key_of(person.account_id), window=window.uuid, device="d" * 32
        )
        assert answer.outcome is Outcome.RECORDED
    with scoped(SYSTEM):
        assert shared_devices(event) == [("d" * 8, 300)]


def test_evidence_is_never_changed(event: Any, rina: Any) -> None:
    _press(rina, make.window(event))
    with scoped(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        CheckIn.objects.update(at=make.minutes(-60))


def test_a_window_with_evidence_is_never_deleted(event: Any, rina: Any) -> None:
    window, empty = make.window(event), make.window(event, "pulang")
    _press(rina, window)

    with scoped(SYSTEM):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM session_window WHERE id = %s", [window.pk])
        empty.delete()


class TestPage:
    """POST /hadir/<window>/ as a browser sees it."""

    def test_answers_with_the_time_in_the_same_response(self, event: Any, rina: Any) -> None:
        response = make.client_of(rina).post(f"/hadir/{make.window(event).uuid}/")
        text = response.content.decode()
        assert response.status_code == 200
        assert re.search(r"Tercatat \d\d\.\d\d\.\d\d\sWIB", text)
        assert "<!doctype html>" in text
        assert response["Content-Security-Policy"]
        assert len(response.cookies["perangkat"].value) == 32

    def test_one_statement(self, event: Any, rina: Any, django_assert_num_queries: Any) -> None:
        client = make.client_of(rina)
        url = f"/hadir/{make.window(event).uuid}/"
        client.post(url)
        with django_assert_num_queries(1):
            client.post(url, headers={"HX-Request": "true"})

    def test_fragment_for_scripts(self, event: Any, rina: Any) -> None:
        url = f"/hadir/{make.window(event).uuid}/"
        text = make.client_of(rina).post(url, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in text
        assert 'id="kehadiran"' in text

    def test_forged_request_is_refused(self, event: Any, rina: Any) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies["sessionid"] = make.key_of(rina.account_id)
        assert client.post(f"/hadir/{make.window(event).uuid}/").status_code == 403
        assert _rows() == []

    def test_good_token_passes(self, event: Any, rina: Any) -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies["sessionid"] = make.key_of(rina.account_id)
        client.cookies["csrftoken"] = "u" * 32
        response = client.post(
            f"/hadir/{make.window(event).uuid}/", {"csrfmiddlewaretoken": "a" * 32 + "u" * 32}
        )
        assert response.status_code == 200

    def test_stranger_gets_404_and_nobody_the_sign_in(self, event: Any) -> None:
        url = f"/hadir/{make.window(event).uuid}/"
        stranger = make.actor(make.agency("Kota Tetangga"))
        assert make.client_of(stranger).post(url).status_code == 404
        assert Client().post(url).status_code == 302

    def test_refusal_links_to_what_helps(self, home: Any, event: Any) -> None:
        response = make.client_of(make.actor(home)).post(f"/hadir/{make.window(event).uuid}/")
        assert response.status_code == 409
        assert f'href="/acara/{event.uuid}/"' in response.content.decode()


class TestShortWay:
    """The same button at the web server's entry point, before Django."""

    def _press(self, who: Any, window: Any, **more: Any) -> Any:
        cookies = {"sessionid": make.key_of(who.account_id)} if who else {}
        return press(f"/hadir/{window.uuid}/", {"kode": ""}, cookies=cookies, **more)

    def test_recorded_like_on_the_long_way(self, event: Any, rina: Any) -> None:
        window = make.window(event)
        short = self._press(rina, window)
        long = make.client_of(rina).post(f"/hadir/{window.uuid}/")
        assert (short.status, short.text) == (200, long.content.decode())
        assert re.fullmatch(
            r"perangkat=[0-9a-f]{32}; expires=[^;]+ GMT; HttpOnly; Max-Age=15552000; Path=/; SameSite=Lax",
            short.headers["Set-Cookie"],
        )
        missing = {name.lower() for name, _ in long.items()} - {n.lower() for n in short.headers}
        assert missing == {"content-language", "link", "vary"}

    def test_a_foreign_browser_alone_does_not_change_the_language(
        self, event: Any, rina: Any
    ) -> None:
        answer = self._press(rina, make.window(event), HTTP_ACCEPT_LANGUAGE="en")
        assert "Tercatat" in answer.text

    def test_refusals_have_their_pages(self, event: Any, rina: Any) -> None:
        stranger = make.actor(make.agency("Kota Tetangga"))
        window = make.window(event, opens_at=make.minutes(60), closes_at=make.minutes(90))
        assert self._press(rina, window).status == 409
        assert self._press(stranger, window).status == 404
        assert self._press(None, window).status == 302
        assert _rows() == []

    def test_forged_press_is_refused(self, event: Any, rina: Any) -> None:
        answer = self._press(rina, make.window(event), HTTP_ORIGIN="http://jahat.example")
        assert (answer.status, _rows()) == (403, [])
