"""Answering in a topic by a letter: who wrote it, whether it may stand there, and a word where not.

The address is the proof of the person and the topic; the sender must be theirs as well. Whoever
has no true address is not answered: letters about letters to strangers are how servers are abused.
A refusal goes to the person of the address, in the application and by mail, a few times a day.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.activities.discussion.actions.learning import weigh
from suluh.activities.discussion.actions.posts import reply
from suluh.activities.discussion.models import MailChoice, Thread
from suluh.activities.discussion.queries.places import thread_place
from suluh.activities.discussion.rules.address import Sign, sign_of
from suluh.activities.discussion.rules.pace import LONGEST_POST
from suluh.activities.discussion.rules.sender import is_vouched_for
from suluh.activities.discussion.types import Writing
from suluh.base.errors import DomainError, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.queries.actors import actor_by_mail
from suluh.identity.queries.people import Face, addresses_of, get_face
from suluh.messaging.actions import Message, notify
from suluh.messaging.queries.notices import count_told
from suluh.organisation.types import Actor
from suluh.standards.letters.answers import answer_of
from suluh.standards.letters.types import Incoming

REFUSALS_A_DAY = 5
KIND = "discussion-refusal"
_TOKENS = UUID("6e0d8a5c-3a0b-5d0e-9d55-6f1f5a3c7b10")
_log = logging.getLogger(__name__)


class LetterRefused(DomainError):
    """A letter with a true address that may not stand in the topic; the sentence says why."""

    code = "letter_refused"

    def __init__(self, sentence: object) -> None:
        super().__init__(sentence)


FOREIGN = gettext_lazy(
    "Surel ini datang dari alamat lain daripada alamat pada akun Anda. Balaslah dari alamat itu."
    " Bila bukan Anda yang mengirim, ganti alamat balasan Anda."
)
UNPROVEN = gettext_lazy(
    "Server surel kami tidak dapat memastikan bahwa surel ini benar dari Anda. Tulis jawaban Anda"
    " di Suluh. Bila bukan Anda yang mengirim, ganti alamat balasan Anda."
)
TOO_LARGE = gettext_lazy("Surelnya terlalu besar. Kirim teks saja, paling banyak 20.000 huruf.")
GONE = gettext_lazy("Topik ini sudah tidak terbuka bagi Anda.")
FILES = gettext_lazy(
    "Lampiran tidak dapat dimuat dalam diskusi. Kirim jawaban Anda sekali lagi tanpa lampiran."
)
EMPTY = gettext_lazy(
    "Kami tidak menemukan tulisan Anda. Tulis jawaban di atas garis, jangan di bawah kutipan."
)


def take_letter(letter: Incoming, *, now: datetime) -> None:
    """Write the answer into the topic that the address names, or say to its person why not.

    The same letter delivered again changes nothing. Nothing comes of letters without a true
    address, of automatic ones, and of addresses that were withdrawn.
    """
    sign = sign_of(letter.recipients)
    if sign is None or letter.is_automatic:
        _log.info("A letter without a true address, or an automatic one, was left out.")
        return
    with scoped(SYSTEM):
        choice = MailChoice.objects.filter(reply_code=sign.code).first()
        actor = actor_by_mail(choice.person_id) if choice else None
        face = get_face(choice.person_id) if choice else None
    if actor is None or face is None:
        _log.info("A letter to an address that was withdrawn was left out.")
        return
    with override("id"):
        try:
            _answer(letter, sign, actor, now=now)
        except NotFound:
            _refuse(letter, sign, face, str(GONE), now=now)
        except DomainError as refusal:
            _refuse(letter, sign, face, str(refusal.sentence), now=now)


def _answer(letter: Incoming, sign: Sign, actor: Actor, *, now: datetime) -> None:
    text = _own_words(letter, actor)
    token = uuid5(_TOKENS, f"{actor.person_id} {sign.thread} {_name_of(letter)}")
    with scoped(Scope(tenant_id=actor.agency_id, person_id=actor.person_id)):
        thread, place = thread_place(actor, sign.thread)
        reply(place=place, thread=thread, writing=Writing(text, token), now=now)
        weigh(actor=actor, place=place, now=now)


def _own_words(letter: Incoming, actor: Actor) -> str:
    """What the person wrote anew; raises LetterRefused."""
    with scoped(SYSTEM):
        own = addresses_of(actor.person_id)
    if letter.sender not in own:
        raise LetterRefused(FOREIGN)
    if settings.MAIL_JUDGE and not is_vouched_for(letter.results, judge=settings.MAIL_JUDGE):
        raise LetterRefused(UNPROVEN)
    if letter.is_too_large:
        raise LetterRefused(TOO_LARGE)
    if letter.has_files:
        raise LetterRefused(FILES)
    text = answer_of(letter.text)
    if not text:
        raise LetterRefused(EMPTY)
    if len(text) > LONGEST_POST:
        raise LetterRefused(TOO_LARGE)
    return text


def _name_of(letter: Incoming) -> str:
    """By which a letter that comes twice is known; some programs give it no name."""
    return letter.message_id or sha256(letter.text.encode()).hexdigest()


def _refuse(letter: Incoming, sign: Sign, face: Face, sentence: str, *, now: datetime) -> None:
    with scoped(SYSTEM):
        told = count_told(face.person_id, kind=KIND, since=now - timedelta(days=1))
        thread = Thread.objects.filter(uuid=sign.thread).first()
        if thread is None or told >= REFUSALS_A_DAY:
            return
        name = sha256(f"{sign.thread} {_name_of(letter)}".encode()).hexdigest()
        message = Message(
            face.person_id, f"surel:tolak:{name}", KIND,
            title=_("Balasan Anda lewat surel belum dimuat"), body=sentence,
            link=f"/diskusi/{sign.thread}/", email=face.email,
        )  # fmt: skip
        notify(tenant_id=thread.tenant_id, messages=[message], now=now)
