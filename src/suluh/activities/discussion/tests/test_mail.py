"""Discussions by mail: only who chose it, only what is new to them, only where they still belong."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from suluh.activities.discussion.actions.mail import choose_mail, mail_news
from suluh.activities.discussion.actions.moderation import hide_post
from suluh.activities.discussion.actions.posts import keep_visit
from suluh.activities.discussion.models import MailChoice, Thread
from suluh.activities.discussion.queries.places import inside
from suluh.activities.discussion.rules.cadence import due_in_the_morning
from suluh.activities.discussion.tests import make
from suluh.activities.discussion.types import Cadence
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account, Person
from suluh.messaging.models import Delivery
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def choose(who: Actor, cadence: Cadence) -> None:
    with scoped(SYSTEM):
        Person.objects.filter(pk=who.person_id).update(email=f"p{who.person_id}@contoh.go.id")
    with scoped(rows.own(who)):
        choose_mail(actor=who, cadence=cadence, may_reply=False, now=NOW)


def letters(to: Actor) -> list[tuple[str, str]]:
    with scoped(SYSTEM):
        found = Delivery.objects.filter(person_id=to.person_id).order_by("id")
        return list(found.values_list("notice__title", "notice__body"))


def talk(hall: make.Hall, *, text: str = make.WORDS) -> Thread:
    """The asker's thread, which the helper answered an hour later."""
    thread = make.thread(hall, hall.asker)
    make.post(thread, hall.helper, text, now=NOW + HOUR)
    return thread


def test_nobody_gets_mail_who_did_not_ask_for_it() -> None:
    hall = make.hall()
    choose(hall.helper, Cadence.EACH)
    talk(hall)

    assert mail_news(cadences=list(Cadence), now=NOW + 2 * HOUR) == 0
    assert letters(hall.asker) == letters(hall.helper) == []


def test_each_new_post_comes_once_and_counts_as_read_in_the_application() -> None:
    hall = make.hall()
    choose(hall.asker, Cadence.EACH)
    thread = talk(hall, text="Mulailah dari maksud surat.")

    sent = [mail_news(cadences=[Cadence.EACH], now=NOW + n * HOUR) for n in (2, 3)]
    make.post(thread, hall.helper, "Dan sebut siapa berbuat apa.", now=NOW + 4 * HOUR)
    sent.append(mail_news(cadences=[Cadence.EACH], now=NOW + 5 * HOUR))

    assert sent == [1, 0, 1]
    (first, second) = letters(hall.asker)
    assert first[0] == "Diskusi: Salam pembuka"
    assert "Mulailah dari maksud surat." in first[1]
    assert "Mulailah" not in second[1]
    assert "/diskusi/surel/" in second[1]
    with scoped(SYSTEM):
        read = Delivery.objects.values_list("notice__read_at", flat=True)
        assert None not in list(read)


def test_a_digest_gathers_topics_and_leaves_out_what_was_read_hidden_or_ones_own() -> None:
    hall = make.hall()
    choose(hall.asker, Cadence.DAILY)
    first, second = talk(hall, text="Jawaban pertama."), talk(hall, text="Jawaban kedua.")
    third, fourth = talk(hall, text="Sudah saya baca."), talk(hall, text="Kata kasar.")
    make.post(first, hall.asker, "Terima kasih.", now=NOW + HOUR)  # and has read up to here
    make.post(first, hall.helper, "Sama-sama.", now=NOW + HOUR)
    with scoped(rows.own(hall.asker)):
        place = make.place(hall, hall.asker)
        with inside(place):
            keep_visit(third, place, number=2, now=NOW + HOUR)
    with scoped(rows.own(hall.organiser)):
        hide_post(
            actor=hall.organiser, thread=fourth.uuid, number=2, reason="Kasar", now=NOW + HOUR
        )

    assert mail_news(cadences=[Cadence.EACH], now=NOW + 2 * HOUR) == 0
    assert mail_news(cadences=due_in_the_morning(date(2026, 9, 15)), now=NOW + 2 * HOUR) == 1

    ((title, body),) = letters(hall.asker)
    assert title == "Ringkasan diskusi: 2 topik"
    assert "Sama-sama." in body
    assert "Jawaban kedua." in body
    for absent in ("Jawaban pertama", "Terima kasih", "Sudah saya baca", "Kata kasar"):
        assert absent not in body
    assert second.title in body


def test_what_was_written_before_it_was_turned_on_stays_away() -> None:
    hall = make.hall()
    thread = make.thread(hall, hall.asker, now=NOW - 2 * HOUR)
    make.post(thread, hall.helper, now=NOW - HOUR)
    choose(hall.asker, Cadence.EACH)

    assert mail_news(cadences=[Cadence.EACH], now=NOW + HOUR) == 0


@pytest.mark.parametrize("left", ["place", "account"])
def test_who_gave_the_place_or_the_account_back_gets_nothing(left: str) -> None:
    hall = make.hall()
    choose(hall.asker, Cadence.EACH)
    talk(hall)
    with scoped(SYSTEM):
        if left == "place":
            Enrolment.objects.filter(person_id=hall.asker.person_id).update(state="cancelled")
        else:
            Account.objects.filter(person_id=hall.asker.person_id).update(is_active=False)

    assert mail_news(cadences=[Cadence.EACH], now=NOW + 2 * HOUR) == 0
    assert letters(hall.asker) == []


def test_the_weekly_digest_goes_out_on_mondays() -> None:
    assert due_in_the_morning(date(2026, 9, 14)) == [Cadence.DAILY, Cadence.WEEKLY]
    assert due_in_the_morning(date(2026, 9, 15)) == [Cadence.DAILY]


def test_the_choice_is_made_on_the_page_and_belongs_to_the_person_alone() -> None:
    hall, client = make.hall(), Client()
    client.force_login(Account.objects.get(person_id=hall.asker.person_id))

    assert "/diskusi/surel/" in client.get("/diskusi/").content.decode()
    assert client.get("/diskusi/surel/").context["form"]["cadence"].value() == "never"
    assert client.post("/diskusi/surel/", {"cadence": "tiap jam"}).status_code == 422
    assert client.post("/diskusi/surel/", {"cadence": "weekly"}).status_code == 302

    with scoped(rows.own(hall.helper)):
        assert not MailChoice.objects.exists()
    with scoped(rows.own(hall.asker)):
        assert MailChoice.objects.get().cadence == Cadence.WEEKLY
