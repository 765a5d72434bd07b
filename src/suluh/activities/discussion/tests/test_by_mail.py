"""Answering by mail: the person of the address, from an own address, once, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from suluh.activities.discussion.actions.by_mail import REFUSALS_A_DAY, take_letter
from suluh.activities.discussion.actions.mail import choose_mail, mail_news, renew_addresses
from suluh.activities.discussion.actions.moderation import change_thread
from suluh.activities.discussion.models import MailChoice, Post, Thread
from suluh.activities.discussion.rules.address import reply_address, sign_of
from suluh.activities.discussion.tests import make
from suluh.activities.discussion.types import Cadence
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.identity.models import Account, Person
from suluh.messaging.actions import claim_letters
from suluh.messaging.models import Notice
from suluh.messaging.ports import EMAIL, channel, mailbox
from suluh.organisation.types import Actor
from suluh.standards.letters.types import Incoming

pytestmark = pytest.mark.django_db

OWN = "asih@contoh.go.id"
WORDS = "Saya mulai dari maksudnya."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def letters_come_in(settings: Settings, tmp_path: Path) -> None:
    settings.MAIL_DROP, settings.MAIL_REPLY = str(tmp_path), "balas@contoh.go.id"


def choose(who: Actor, *, may_reply: bool = True) -> MailChoice:
    with scoped(SYSTEM):
        Person.objects.filter(pk=who.person_id).update(email=OWN)
    with scoped(rows.own(who)):
        return choose_mail(actor=who, cadence=Cadence.EACH, may_reply=may_reply, now=NOW)


def ground() -> tuple[make.Hall, Thread, Incoming]:
    """A thread that the asker follows, and an answer of theirs by mail."""
    hall = make.hall()
    thread = make.thread(hall, hall.helper)
    make.post(thread, hall.asker)
    code = choose(hall.asker).reply_code or ""
    to = reply_address(thread.uuid, code)
    return hall, thread, Incoming("<1@x>", OWN, (to,), f"{WORDS}\n\n-- \nAsih")


def said(thread: Thread) -> list[tuple[str, str]]:
    with scoped(SYSTEM):
        posts = Post.objects.filter(thread=thread).order_by("number")
        return list(posts.values_list("name", "text"))[2:]


def refusals(to: Actor) -> list[str]:
    with scoped(SYSTEM):
        found = Notice.objects.filter(person_id=to.person_id, kind="discussion-refusal")
        return list(found.order_by("id").values_list("body", flat=True))


def test_an_answer_stands_in_the_topic_once_however_often_it_is_delivered() -> None:
    hall, thread, letter = ground()

    take_letter(letter, now=NOW + HOUR)
    take_letter(letter, now=NOW + 2 * HOUR)
    take_letter(replace(letter, message_id="<2@x>", text="Dan lagi."), now=NOW + 3 * HOUR)

    assert said(thread) == [("Asih Penanya", WORDS), ("Asih Penanya", "Dan lagi.")]
    assert refusals(hall.asker) == []


@pytest.mark.parametrize(
    "change",
    [
        {"recipients": ("balas@contoh.go.id", "balas+abc@contoh.go.id")},
        {"is_automatic": True},
    ],
    ids=["stranger", "automatic"],
)
def test_strangers_and_machines_are_not_even_answered(change: dict[str, Any]) -> None:
    hall, thread, letter = ground()

    take_letter(replace(letter, **change), now=NOW)

    assert said(thread) == []
    assert refusals(hall.asker) == []


def test_no_sign_can_be_made_or_changed_without_the_key(settings: Settings) -> None:
    _hall, _thread, letter = ground()
    (address,) = letter.recipients
    name, _at, host = address.partition("@")
    assert len(name) <= 64
    assert sign_of([address.upper()]) == sign_of([address])
    for place in range(len("balas+"), len(name)):
        other = "b" if name[place] != "b" else "c"
        forged = f"{name[:place]}{other}{name[place + 1 :]}@{host}"
        found = sign_of([forged])
        assert found is None or found == sign_of([address])  # the last sign has spare bits
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "baru", [settings.SECRET_KEY]
    assert sign_of([address]) is not None  # a new key ends no address at once
    settings.SECRET_KEY_FALLBACKS = []
    assert sign_of([address]) is None


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "sender": ({"sender": "lain@contoh.go.id"}, "alamat lain"),
    "no sender": ({"sender": ""}, "alamat lain"),
    "files": ({"has_files": True}, "Lampiran"),
    "size": ({"is_too_large": True, "text": ""}, "terlalu besar"),
    "length": ({"text": "kata " * 5_000}, "terlalu besar"),
    "nothing": ({"text": "> hanya kutipan"}, "tidak menemukan tulisan"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_may_not_stand_there_is_told_to_the_person_of_the_address(
    case: tuple[dict[str, Any], str],
) -> None:
    hall, thread, letter = ground()
    change, word = case

    for _again in range(2):
        take_letter(replace(letter, **change), now=NOW)

    (sentence,) = refusals(hall.asker)
    assert word in sentence
    assert said(thread) == []


def leave(hall: make.Hall, _thread: Thread) -> None:
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=hall.asker.person_id).update(state="cancelled")


def lock(hall: make.Hall, thread: Thread) -> None:
    with scoped(rows.own(hall.organiser)):
        change_thread(actor=hall.organiser, thread=thread.uuid, act="kunci", now=NOW)


@pytest.mark.parametrize(
    ("change", "word"), [(leave, "tidak terbuka"), (lock, "dikunci")], ids=["left", "locked"]
)
def test_what_the_page_refuses_the_letter_does_not_reach(
    change: Callable[[make.Hall, Thread], None], word: str
) -> None:
    hall, thread, letter = ground()
    change(hall, thread)

    take_letter(letter, now=NOW)

    assert said(thread) == []
    assert word in refusals(hall.asker)[0]


def test_a_flood_is_stopped_and_so_are_the_words_about_it() -> None:
    hall, thread, letter = ground()

    for number in range(20):
        take_letter(replace(letter, message_id=f"<{number}@x>"), now=NOW)

    assert len(said(thread)) == 9  # with the post in the application the ten that are allowed
    assert len(refusals(hall.asker)) == REFUSALS_A_DAY
    assert "sangat cepat" in refusals(hall.asker)[0]


def test_turned_off_or_renewed_the_old_addresses_are_dead() -> None:
    hall, thread, letter = ground()
    with scoped(rows.own(hall.asker)):
        renew_addresses(actor=hall.asker, now=NOW)
    take_letter(letter, now=NOW)
    assert choose(hall.asker, may_reply=False).reply_code is None
    take_letter(letter, now=NOW)

    assert said(thread) == []
    assert refusals(hall.asker) == []


@pytest.mark.parametrize(
    ("results", "counts"),
    [
        (("mx.contoh.go.id; spf=pass; dmarc=pass",), 1),
        (("mx.contoh.go.id; dmarc=fail", "mx.contoh.go.id; dmarc=pass"), 0),
        (("lain.id; dmarc=pass",), 0),
        ((), 0),
    ],
)
def test_where_the_mail_server_judges_senders_its_word_counts(
    settings: Settings, results: tuple[str, ...], counts: int
) -> None:
    settings.MAIL_JUDGE = "mx.contoh.go.id"
    hall, thread, letter = ground()

    take_letter(replace(letter, results=results), now=NOW)

    assert (len(said(thread)), len(refusals(hall.asker))) == (counts, 1 - counts)


def test_from_the_letter_that_goes_out_to_the_answer_that_comes_in(
    settings: Settings, tmp_path: Path
) -> None:
    hall, thread, _letter = ground()
    make.post(thread, hall.helper, "Apa langkah pertamanya?", now=NOW + HOUR)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail_news(cadences=[Cadence.EACH], now=NOW + HOUR)
    with scoped(SYSTEM):
        letters = claim_letters(channel=EMAIL, now=NOW + HOUR)
    assert [each.error for each in channel(EMAIL).send(letters)] == [""]
    (sent,) = mail.outbox

    answer = EmailMessage()
    answer["From"], answer["To"], answer["Message-ID"] = OWN, sent.reply_to[0], "<9@x>"
    answer.set_content(
        f"{WORDS}\n\n" + "\n".join(f"> {each}" for each in str(sent.body).split("\n"))
    )
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.host").write_bytes(answer.as_bytes())
    for letter in mailbox().letters(limit=5):
        take_letter(letter, now=NOW + 2 * HOUR)

    assert said(thread)[-1] == ("Asih Penanya", WORDS)
    assert "di atas garis ini" in str(sent.body)
    assert "Mohon tidak membalasnya" not in str(sent.body)


def test_the_page_offers_it_only_where_letters_come_in(settings: Settings) -> None:
    hall, client = make.hall(), Client()
    client.force_login(Account.objects.get(person_id=hall.asker.person_id))
    client.post("/diskusi/surel/", {"cadence": "each", "may_reply": "on"})
    with scoped(SYSTEM):
        before = MailChoice.objects.get().reply_code
    client.post("/diskusi/surel/", {"aksi": "alamat"})
    with scoped(SYSTEM):
        after = MailChoice.objects.get().reply_code
    assert before
    assert after not in {None, before}

    settings.MAIL_DROP = ""
    assert "may_reply" not in client.get("/diskusi/surel/").content.decode()
