"""Mentors: found by whom they chose, asked once at a time, answered with a word."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.tests import make as competencies
from suluh.identity.models import Account, Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor
from suluh.recognition.actions import mentors as actions
from suluh.recognition.actions.claims import NoHome
from suluh.recognition.actions.deciding import AlreadyDecided
from suluh.recognition.actions.mentors import (
    Offered,
    answer_ask,
    ask_mentor,
    offer_mentoring,
    pause_mentoring,
    withdraw_ask,
)
from suluh.recognition.models import Mentor, MentorAsk, MentorCompetency
from suluh.recognition.queries import mentors as queries
from suluh.recognition.tests import make
from tests import make as house

pytestmark = pytest.mark.django_db
TODAY = local_date(make.NOW, "Asia/Jakarta")
ABOUT = "Mendampingi rekan yang baru belajar menulis naskah dinas."
WISH = "Nota dinas saya selalu dua halaman. Bagaimana memendekkannya?"


class Office:
    """A learner, a colleague who mentors, and a stranger of another agency."""

    def __init__(self) -> None:
        _agency, self.unit = make.home()
        self.learner = make.actor(self.unit, name="Rina Wulandari")
        self.mentor = make.actor(self.unit, name="Budi Santoso")
        self.stranger = make.actor(make.home()[1], name="Joko Jauh")


@pytest.fixture
def office() -> Office:
    return Office()


def offer(who: Actor, *, national: bool = False, **more: Any) -> Mentor:
    visibility = "nasional" if national else "instansi"
    values: dict[str, Any] = {
        "about": ABOUT,
        "topics": "nota dinas",
        "hours": 2,
        "is_open": True,
    } | more
    with make.own(who):
        return offer_mentoring(
            actor=who, now=make.NOW, offered=Offered(visibility=visibility, **values)
        )


def ask(who: Actor, mentor: Mentor) -> MentorAsk:
    with make.own(who):
        return ask_mentor(
            actor=who, now=make.NOW, mentor=mentor.uuid, wish=WISH, days="Selasa pagi"
        )


def answer(who: Actor, asked: MentorAsk, *, yes: bool = True, words: str = "") -> MentorAsk:
    with make.own(who):
        return answer_ask(
            actor=who, now=make.NOW, ask=asked.uuid, is_accepted=yes, words=words
        )  # fmt: skip


def names(who: Actor, text: str = "") -> list[str]:
    with make.own(who):
        return [row.name for row in queries.mentors(who, today=TODAY, text=text)]


def notices(who: Actor) -> list[str]:
    with scoped(SYSTEM):
        rows = Notice.objects.filter(person_id=who.person_id, kind="mentor")
        return list(rows.order_by("id").values_list("title", flat=True))


def browser(who: Actor) -> Client:
    client = Client()
    with scoped(SYSTEM):
        house.sign_in(client, Person.objects.get(pk=who.person_id))
    return client


def page(who: Actor, path: str) -> str:
    return browser(who).get(path).content.decode()


def test_nobody_is_in_the_directory_unasked(office: Office) -> None:
    assert names(office.learner) == []
    made = offer(office.mentor)
    assert names(office.learner) == ["Budi Santoso"]
    again = offer(office.mentor, topics="surat dinas")
    assert (again.pk, names(office.learner, "surat"), names(office.learner, "nota")) == (
        made.pk, ["Budi Santoso"], [],
    )  # fmt: skip


def test_a_paused_mentor_is_hidden_from_all_but_himself(office: Office) -> None:
    made = offer(office.mentor, national=True)
    with make.own(office.mentor):
        pause_mentoring(actor=office.mentor, now=make.NOW, is_open=False)
        assert queries.get_mentor(office.mentor, made.uuid, today=TODAY) == made
    for who in (office.learner, office.stranger):
        assert names(who) == []
        with make.own(who), pytest.raises(NotFound):
            queries.get_mentor(who, made.uuid, today=TODAY)
    with make.own(office.mentor):
        pause_mentoring(actor=office.mentor, now=make.NOW, is_open=True)
    assert names(office.stranger) == ["Budi Santoso"]


def test_only_who_offers_can_pause(office: Office) -> None:
    offer(office.mentor)
    with make.own(office.learner), pytest.raises(NotFound):
        pause_mentoring(actor=office.learner, now=make.NOW, is_open=False)


def test_another_agency_finds_only_national_mentors(office: Office) -> None:
    competencies.reach(_person(office.mentor), "T.01", level=4)
    own = offer(office.mentor, competencies=[competencies.competency("T.01").pk])
    offer(office.learner, national=True)
    assert names(office.stranger) == ["Rina Wulandari"]
    with make.own(office.stranger):
        assert list(Mentor.reachable.filter(pk=own.pk)) == []
        assert list(MentorCompetency.reachable.filter(mentor_id=own.pk)) == []
        with pytest.raises(NotFound):
            ask_mentor(
                actor=office.stranger, now=make.NOW, mentor=own.uuid, wish=WISH, days="Senin"
            )


def test_an_account_that_is_closed_is_not_found(office: Office) -> None:
    offer(office.mentor)
    with scoped(SYSTEM):
        Account.objects.filter(person_id=office.mentor.person_id).update(is_active=False)
    assert names(office.learner) == []


def test_only_what_is_held_is_offered_at_its_level(office: Office) -> None:
    competencies.reach(_person(office.mentor), "T.01", level=4)
    held, other = competencies.competency("T.01"), competencies.competency("T.08")
    made = offer(office.mentor, competencies=[held.pk, other.pk])
    with make.own(office.learner):
        rows = list(MentorCompetency.reachable.filter(mentor=made))
    assert [(row.competency_id, row.level) for row in rows] == [(held.pk, 4)]
    assert names(office.learner, held.name.split()[0]) == ["Budi Santoso"]


def test_asked_accepted_and_both_are_told(office: Office) -> None:
    asked = ask(office.learner, offer(office.mentor))
    assert notices(office.mentor) == ["Rina Wulandari meminta sesi mentoring"]
    done = answer(office.mentor, asked, words="Kamis pukul 14")
    assert (done.state, done.answer) == ("accepted", "Kamis pukul 14")
    assert notices(office.learner) == ["Budi Santoso menerima permintaan mentoring Anda"]
    with pytest.raises(AlreadyDecided):
        answer(office.mentor, asked, yes=False, words="Maaf, penuh")


def test_a_mentor_of_another_agency_answers_too(office: Office) -> None:
    asked = ask(office.learner, offer(office.stranger, national=True))
    assert answer(office.stranger, asked).state == "accepted"
    with make.own(office.learner):
        found = queries.accepted_by(office.learner, str(asked.uuid))
    assert found is not None
    assert found.person_id == office.stranger.person_id


def test_declining_needs_a_word(office: Office) -> None:
    asked = ask(office.learner, offer(office.mentor))
    with pytest.raises(actions.AnswerTooShort):
        answer(office.mentor, asked, yes=False)
    assert answer(office.mentor, asked, yes=False, words="Bulan depan saja").state == "declined"
    assert notices(office.learner) == ["Budi Santoso belum dapat menerima permintaan Anda"]


def test_one_ask_at_a_time_and_never_of_oneself(office: Office) -> None:
    made = offer(office.mentor)
    asked = ask(office.learner, made)
    with pytest.raises(actions.AskedAlready):
        ask(office.learner, made)
    with pytest.raises(actions.NotOneself):
        ask(office.mentor, made)
    with make.own(office.learner):
        withdraw_ask(actor=office.learner, now=make.NOW, ask=asked.uuid)
    with pytest.raises(AlreadyDecided):
        answer(office.mentor, asked)
    assert ask(office.learner, made).pk != asked.pk


def test_five_may_wait_and_no_more(office: Office) -> None:
    made = [offer(make.actor(office.unit, name=f"Mentor {number}")) for number in range(6)]
    for mentor in made[:5]:
        ask(office.learner, mentor)
    with pytest.raises(actions.TooManyWaiting):
        ask(office.learner, made[5])


def test_a_guest_neither_offers_nor_asks(office: Office) -> None:
    guest = Actor(account_id=1, person_id=house.person(None, "Tamu").pk, name="Tamu")
    made = offer(office.mentor, national=True)
    with pytest.raises(NoHome):
        offer(guest)
    with pytest.raises(NoHome):
        ask(guest, made)


def test_an_ask_is_nobody_elses(office: Office) -> None:
    asked = ask(office.learner, offer(office.mentor))
    for who in (office.stranger, make.actor(office.unit, name="Rekan")):
        with make.own(who):
            with pytest.raises(NotFound):
                queries.find_ask(who, asked.uuid)
            assert queries.accepted_by(who, str(asked.uuid)) is None
        with pytest.raises(NotFound):
            answer(who, asked)
    with pytest.raises(NotFound):  # the asker does not answer himself
        answer(office.learner, asked)
    with make.own(office.mentor), pytest.raises(NotFound):
        withdraw_ask(actor=office.mentor, now=make.NOW, ask=asked.uuid)


def test_from_the_form_to_the_log_with_the_mentor_filled_in(office: Office) -> None:
    competencies.reach(_person(office.mentor), "T.01", level=4)
    mentor, learner = browser(office.mentor), browser(office.learner)
    assert "sampai level 4" in mentor.get("/mentor/saya/").content.decode()
    fields = {"topics": "nota dinas", "about": ABOUT, "hours": "2", "visibility": "instansi"}
    assert mentor.post("/mentor/saya/", fields | {"hours": "99"}).status_code == 422
    place = mentor.post("/mentor/saya/", fields)["Location"]
    assert "Minta sesi" in learner.get(place).content.decode()
    sent = learner.post(f"{place}minta/", {"wish": WISH, "days": "Selasa"})["Location"]
    assert "menunggu jawaban Anda" in mentor.get("/mentor/permintaan/").content.decode()
    assert mentor.post(sent, {"jawaban": "ya", "words": "Kamis"}).status_code == 302
    uuid = sent.rstrip("/").split("/")[-1]
    link = f"/pembelajaran-luar/catatan/mentoring/?mentor={uuid}"
    assert link in learner.get(sent).content.decode()
    with scoped(SYSTEM):
        person = _person(office.mentor).uuid
    form = learner.get(link).context["form"]
    assert (form.initial["person"], form.fields["person"].choices[0][0]) == (str(person),) * 2


def test_hours_are_counted_down_within_their_month(office: Office) -> None:
    mentor = offer(office.mentor, hours=1)
    assert "sisa 1 dari 1 jam bulan ini" in page(office.learner, "/mentor/")
    row = ask(office.learner, mentor)
    assert "sisa 1 dari 1 jam" in page(office.learner, "/mentor/")
    assert "sisa Anda 1 dari 1 jam" in page(office.mentor, f"/mentor/permintaan/{row.uuid}/")
    today = now()
    with make.own(office.mentor):
        answer_ask(actor=office.mentor, now=today, ask=row.uuid, is_accepted=True)
    assert "jam bulan ini sudah penuh" in page(office.learner, "/mentor/")
    assert "Anda tetap dapat meminta" in page(office.learner, f"/mentor/{mentor.uuid}/")
    later = local_date(today, "Asia/Jakarta") + timedelta(days=40)
    with make.own(office.learner):
        assert queries.get_mentor(office.learner, mentor.uuid, today=later).left == 1  # type: ignore[attr-defined]


def test_pausing_by_the_page(office: Office) -> None:
    offer(office.mentor)
    client = browser(office.mentor)
    told = client.post("/mentor/saya/jeda/", {"buka": "tidak"}, follow=True).content.decode()
    assert ("Anda sedang jeda" in told, names(office.learner)) == (True, [])


def test_lists_say_what_to_do_when_empty(office: Office) -> None:
    assert "Belum ada mentor" in page(office.learner, "/mentor/")
    offer(office.mentor)
    assert "Budi Santoso" in page(office.learner, "/mentor/?q=nota")
    assert "Tidak ada mentor yang cocok" in page(office.learner, "/mentor/?q=zzz")
    assert "Anda belum meminta sesi" in page(office.learner, "/mentor/permintaan/?lihat=saya")


def test_lists_cost_the_same_with_one_and_with_three(office: Office) -> None:
    competencies.reach(_person(office.mentor), "T.01", level=4)
    code = [competencies.competency("T.01").pk]
    ask(office.learner, offer(office.mentor, competencies=code))
    mentor, learner = browser(office.mentor), browser(office.learner)
    paths = (
        (learner, "/mentor/"), (learner, "/mentor/permintaan/?lihat=saya"),
        (mentor, "/mentor/permintaan/"),
    )  # fmt: skip
    before = [_queries(*each) for each in paths]
    for name in ("Sari", "Tono"):
        other = make.actor(office.unit, name=name)
        competencies.reach(_person(other), "T.01", level=3)
        ask(office.learner, offer(other, competencies=code))
        ask(other, _of(office.mentor))
    assert [_queries(*each) for each in paths] == before


def _of(who: Actor) -> Mentor:
    with scoped(SYSTEM):
        return Mentor.objects.get(person_id=who.person_id)


def _person(who: Actor) -> Person:
    with scoped(SYSTEM):
        return Person.objects.get(pk=who.person_id)


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
