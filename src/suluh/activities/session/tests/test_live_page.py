"""The participant's live page, the talk on it, and the page of one's own result."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.activities.session.actions import talk
from suluh.activities.session.models import Poll, Question
from suluh.activities.session.queries.windows import current_code
from suluh.activities.session.tests import make
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Role

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def organiser(home: Any) -> Any:
    return make.actor(home, Role.ORGANISER, name="Oki")


def _page(person: Any, event: Any, rest: Any = "langsung/") -> Any:
    return make.client_of(person).get(f"/acara/{event.uuid}/{rest}")


def test_the_button_then_the_receipt(event: Any, rina: Any) -> None:
    before = _page(rina, event).content.decode()
    window = make.window(event)
    assert f'action="/hadir/{window.uuid}/"' in before
    make.client_of(rina).post(f"/hadir/{window.uuid}/")
    after = _page(rina, event).content.decode()
    assert f'action="/hadir/{window.uuid}/"' not in after
    assert "Tercatat " in after


@pytest.mark.parametrize("part", ["kini", "pertanyaan", "jajak", "pengumuman"])
def test_parts_can_be_refreshed_alone(event: Any, rina: Any, part: Any) -> None:
    text = _page(rina, event, f"langsung/?bagian={part}").content.decode()
    assert f'id="{part}"' in text
    assert "<html" not in text


def test_a_window_of_the_evaluation_shows_the_form(event: Any, rina: Any) -> None:
    make.window(event, needs_evaluation=True)
    assert f'href="/acara/{event.uuid}/evaluasi/"' in _page(rina, event).content.decode()


def test_strangers_and_nobody(event: Any) -> None:
    stranger = make.actor(make.agency("Kota Tetangga"))
    assert _page(stranger, event).status_code == 404
    assert _page(stranger, event, "hasil/").status_code == 404
    assert Client().get(f"/acara/{event.uuid}/langsung/").status_code == 302


def test_scanned_code_records_with_one_press(event: Any, rina: Any) -> None:
    window = make.window(event, needs_code=True)
    token = f"{window.uuid.hex}.{current_code(window)[1]}"
    client = make.client_of(rina)
    text = client.get(f"/hadir/k/{token}/").content.decode()
    assert token.split(".")[1] in text
    answer = client.post(f"/hadir/{window.uuid}/", {"kode": token.split(".")[1]})
    assert answer.status_code == 200
    assert client.get("/hadir/k/rusak/").status_code == 404


def test_question_is_asked_once_voted_once_and_moderated(
    event: Any, rina: Any, organiser: Any
) -> None:
    asked = Question()
    with scoped(make.own(rina)):
        for _ in range(2):
            talk.ask_question(actor=rina, event=event.uuid, text="Kapan?", now=make.minutes(0))
            asked = Question.objects.get()
            talk.vote_question(actor=rina, event=event.uuid, question=asked.uuid)
    with scoped(SYSTEM):
        assert list(Question.objects.values_list("text", "votes")) == [("Kapan?", 1)]
    with scoped(make.own(organiser)):
        talk.moderate_question(
            actor=organiser, event=event.uuid, question=asked.uuid, act="hide", now=make.minutes(0)
        )
    assert "Kapan?" not in _page(rina, event).content.decode()


def test_poll_takes_one_answer_of_each(event: Any, rina: Any, organiser: Any) -> None:
    with scoped(make.own(organiser)):
        poll = talk.open_poll(
            actor=organiser, event=event.uuid, text="Setuju?", options=["Ya", "Tidak"],
            now=make.minutes(0),
        )  # fmt: skip
    client = make.client_of(rina)
    url = f"/acara/{event.uuid}/langsung/jajak/{poll.uuid}/"
    assert client.post(url, {"pilihan": "1"}).status_code == 302
    client.post(url, {"pilihan": "0"})
    with scoped(SYSTEM):
        assert [ballot.option for ballot in Poll.objects.get().ballots.all()] == [1]
    with scoped(make.own(organiser)):
        talk.close_poll(actor=organiser, event=event.uuid, poll=poll.uuid, now=make.minutes(0))
    assert client.post(url, {"pilihan": "0"}).status_code == 409


def test_only_organisers_announce(event: Any, rina: Any, organiser: Any) -> None:
    with scoped(make.own(rina)), pytest.raises(NotFound):
        talk.announce(actor=rina, event=event.uuid, text="Halo", now=make.minutes(0))
    with scoped(make.own(organiser)):
        talk.announce(actor=organiser, event=event.uuid, text="Mulai <b>", now=make.minutes(0))
    assert "Mulai &lt;b&gt;" in _page(rina, event).content.decode()


def test_same_number_of_queries_for_one_and_three_questions(
    event: Any, rina: Any, django_assert_num_queries: Any
) -> None:
    def ask(text: Any) -> Any:
        with scoped(make.own(rina)):
            talk.ask_question(actor=rina, event=event.uuid, text=text, now=make.minutes(0))

    ask("Satu?")
    client = make.client_of(rina)
    url = f"/acara/{event.uuid}/langsung/?bagian=pertanyaan"
    client.get(url)
    with django_assert_num_queries(QUERIES):
        client.get(url)
    ask("Dua?")
    ask("Tiga?")
    with django_assert_num_queries(QUERIES):
        client.get(url)


QUERIES = 11


def test_own_result_names_each_condition(event: Any, rina: Any) -> None:
    make.client_of(rina).post(f"/hadir/{make.window(event).uuid}/")
    text = _page(rina, event, "hasil/").content.decode()
    assert "Mengapa sertifikat saya belum terbit?" in text
    assert "Kehadiran masuk tercatat." in text
    assert "Kehadiran pulang belum tercatat." in text
