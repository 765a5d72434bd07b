"""Offering to mentor, asking a mentor for a session, and the mentor's answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.queries.people import get_face
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor
from suluh.recognition.actions.claims import home_of_learner
from suluh.recognition.actions.deciding import AlreadyDecided
from suluh.recognition.models import Mentor, MentorAsk, MentorCompetency
from suluh.recognition.queries.mentors import (
    asks_by,
    find_ask,
    get_mentor,
    offerable,
    own_mentor,
)

MOST_WAITING = 5
LEAST_REASON = 5
_State = MentorAsk.State


class NotOneself(DomainError):
    """Nobody mentors himself."""

    code = "not_oneself"
    sentence = gettext_lazy("Ini halaman Anda sendiri. Pilih mentor lain.")


class AskedAlready(DomainError):
    """One ask at a time to the same mentor."""

    code = "asked_already"
    sentence = gettext_lazy("Permintaan Anda kepada mentor ini masih menunggu jawaban.")


class TooManyWaiting(DomainError):
    """Whoever asks everybody wastes everybody's time."""

    code = "too_many_waiting"
    sentence = gettext_lazy(
        "Lima permintaan Anda masih menunggu jawaban. Tunggu jawabannya, atau tarik salah satu."
    )


class AnswerTooShort(DomainError):
    """Who is declined deserves a word."""

    code = "answer_too_short"
    sentence = gettext_lazy("Tulis sepatah kata mengapa belum dapat, atau kapan sebaiknya.")


@dataclass(frozen=True, slots=True)
class Offered:
    """What a mentor offers; `competencies` are ids of those held."""

    about: str
    topics: str
    hours: int
    visibility: str
    is_open: bool
    competencies: Collection[int] = ()


def offer_mentoring(*, actor: Actor, now: datetime, offered: Offered) -> Mentor:
    """Enter the directory, change what stands there, or pause. Raises NoHome.

    A competency that is not held is left out; its level is the one held today.
    """
    home = home_of_learner(actor)
    levels = {
        row.competency_id: row.level
        for row in offerable(actor, local_date(now, actor.zone))
        if row.competency_id in offered.competencies
    }
    face = get_face(actor.person_id)
    values = {
        "tenant_id": home, "unit_id": actor.unit_id,
        "name": (face.full_name if face else actor.name)[:250],
        "post": face.position[:200] if face else "", "visibility": offered.visibility,
        "about": offered.about.strip(), "topics": " ".join(offered.topics.split()),
        "hours": offered.hours, "is_open": offered.is_open, "changed_at": now,
    }  # fmt: skip
    with scoped(SYSTEM):  # it may have been written while one served elsewhere
        made, _is_new = Mentor.objects.update_or_create(person_id=actor.person_id, defaults=values)
        MentorCompetency.objects.filter(mentor=made).delete()
        MentorCompetency.objects.bulk_create(
            MentorCompetency(tenant_id=home, mentor=made, competency_id=key, level=level)
            for key, level in levels.items()
        )
    record_event(
        "recognition.mentor.offered", at=now, tenant_id=home, actor_id=actor.person_id,
        subject=made.uuid,
    )  # fmt: skip
    return made


def pause_mentoring(*, actor: Actor, now: datetime, is_open: bool) -> Mentor:
    """Leave the directory for a while, or come back; what was offered stays. NotFound without."""
    own = own_mentor(actor)
    if own is None:
        raise NotFound
    with scoped(SYSTEM):
        Mentor.objects.filter(pk=own.pk).update(is_open=is_open, changed_at=now)
    own.is_open = is_open
    return own


def ask_mentor(*, actor: Actor, now: datetime, mentor: UUID, wish: str, days: str) -> MentorAsk:
    """Ask for a session; the mentor is told.

    NotFound where the mentor is not to be found. Raises NoHome, NotOneself, AskedAlready,
    TooManyWaiting.
    """
    home = home_of_learner(actor)
    found = get_mentor(actor, mentor, today=local_date(now, actor.zone))
    if found.person_id == actor.person_id:
        raise NotOneself
    waiting = asks_by(actor).filter(state=_State.ASKED)
    if waiting.filter(mentor=found).exists():
        raise AskedAlready
    if waiting.count() >= MOST_WAITING:
        raise TooManyWaiting
    try:
        with transaction.atomic():
            row = MentorAsk.objects.create(
                tenant_id=home, person_id=actor.person_id, person_name=actor.name[:250],
                mentor=found, mentor_person_id=found.person_id, mentor_name=found.name,
                wish=wish.strip(), days=days.strip(), asked_at=now,
            )  # fmt: skip
    except IntegrityError as error:  # pressed twice at once
        if "mentor_ask_once" not in str(error):
            raise
        raise AskedAlready from error
    _tell_mentor(row, now=now)
    _record("asked", row, actor, now=now)
    return row


def answer_ask(
    *, actor: Actor, now: datetime, ask: UUID, is_accepted: bool, words: str = ""
) -> MentorAsk:
    """The mentor's word; the asker is told. NotFound for anybody else.

    Raises AlreadyDecided, AnswerTooShort where it is declined without a word.
    """
    found = find_ask(actor, ask)
    if found.mentor_person_id != actor.person_id:
        raise NotFound
    if not is_accepted and len(words.strip()) < LEAST_REASON:
        raise AnswerTooShort
    with scoped(SYSTEM):  # the asker may be of another agency
        row = _locked(found)
        row.state = _State.ACCEPTED if is_accepted else _State.DECLINED
        row.answer, row.answered_at = words.strip()[:500], now
        row.save(update_fields=["state", "answer", "answered_at"])
        if is_accepted:
            _take_an_hour(row, month=local_date(now, actor.zone).replace(day=1))
        _tell_asker(row, now=now)
    _record("answered", row, actor, now=now)
    return row


def withdraw_ask(*, actor: Actor, now: datetime, ask: UUID) -> MentorAsk:
    """Take an ask back that was not answered. NotFound for others'; raises AlreadyDecided."""
    found = find_ask(actor, ask)
    if found.person_id != actor.person_id:
        raise NotFound
    with scoped(SYSTEM):
        row = _locked(found)
        row.state, row.answered_at = _State.WITHDRAWN, now
        row.save(update_fields=["state", "answered_at"])
    _record("withdrawn", row, actor, now=now)
    return row


def _take_an_hour(row: MentorAsk, *, month: date) -> None:
    """A session counts as one hour of the month in which it was promised."""
    mentor = Mentor.objects.select_for_update().get(pk=row.mentor_id)
    mentor.taken = mentor.taken + 1 if mentor.taken_in == month else 1
    mentor.taken_in = month
    mentor.save(update_fields=["taken", "taken_in"])


def _locked(found: MentorAsk) -> MentorAsk:
    row = MentorAsk.objects.select_for_update().get(pk=found.pk)
    if row.state != _State.ASKED:
        raise AlreadyDecided
    return row


@override("id")  # read by somebody else: not in the language of who acts
def _tell_mentor(row: MentorAsk, *, now: datetime) -> None:
    message = Message(
        person_id=row.mentor_person_id, key=f"mentor-minta:{row.uuid}", kind="mentor",
        title=(_("%(name)s meminta sesi mentoring") % {"name": row.person_name})[:200],
        body=f"{row.wish[:300]}\n{row.days}", link=f"/mentor/permintaan/{row.uuid}/",
    )  # fmt: skip
    notify(tenant_id=row.tenant_id, messages=[message], now=now)


@override("id")
def _tell_asker(row: MentorAsk, *, now: datetime) -> None:
    said = (
        _("%(name)s menerima permintaan mentoring Anda")
        if row.state == _State.ACCEPTED
        else _("%(name)s belum dapat menerima permintaan Anda")
    )
    message = Message(
        person_id=row.person_id, key=f"mentor-jawab:{row.uuid}", kind="mentor",
        title=(said % {"name": row.mentor_name})[:200], body=row.answer,
        link=f"/mentor/permintaan/{row.uuid}/",
    )  # fmt: skip
    notify(tenant_id=row.tenant_id, messages=[message], now=now)


def _record(event: str, row: MentorAsk, actor: Actor, *, now: datetime) -> None:
    record_event(
        f"recognition.mentor.{event}", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid,
    )  # fmt: skip
