"""Speaking on the live page: announcements, questions with votes, polls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from suluh.activities.session.actions.news import tell_live
from suluh.activities.session.models import Announcement, Poll, PollVote, Question, QuestionVote
from suluh.activities.session.rules.answers import clock
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import Scope, scoped
from suluh.delivery.queries.review import get_run_event, get_seat, inside
from suluh.organisation.types import Actor

MOST_QUESTIONS = 10


class TooManyQuestions(DomainError):
    """One person may not fill the list."""

    code = "too_many_questions"
    sentence = _("Anda sudah mengajukan 10 pertanyaan. Dukung pertanyaan peserta lain.")


class PollClosed(DomainError):
    """The poll has ended."""

    code = "poll_closed"
    sentence = _("Jajak pendapat ini sudah ditutup.")


def announce(*, actor: Actor, event: UUID, text: str, now: datetime) -> Announcement:
    """Say a sentence to everyone on the live page; open pages show it at once."""
    offering = get_run_event(actor, event)
    made = Announcement.objects.create(
        tenant_id=offering.tenant_id, offering=offering, text=text,
        created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    record_event(
        "session.announcement.made", at=now, tenant_id=offering.tenant_id,
        actor_id=actor.person_id, subject=offering.uuid, data={"text": text},
    )  # fmt: skip
    tell_live(event, "announcement", id=str(made.uuid), text=text, at=clock(now, offering.zone))
    return made


def ask_question(*, actor: Actor, event: UUID, text: str, now: datetime) -> Question:
    """Ask the speaker; asking the same twice asks once."""
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        own = Question.objects.filter(offering=seat.offering, person_id=actor.person_id)
        same = own.filter(text=text).first()
        if same is not None:
            return same
        if own.count() >= MOST_QUESTIONS:
            raise TooManyQuestions
        made = Question.objects.create(
            tenant_id=seat.offering.tenant_id, offering=seat.offering, person_id=actor.person_id,
            name=seat.enrolment.name, text=text, created_at=now,
        )  # fmt: skip
        tell_live(event, "question")
    return made


def vote_question(*, actor: Actor, event: UUID, question: UUID) -> Question:
    """Support a question; a second time changes nothing."""
    seat = get_seat(actor, event)
    # The count belongs to the asker's row, so it is raised in the organiser's scope.
    with scoped(Scope(tenant_id=seat.offering.tenant_id, person_id=actor.person_id)):
        found = (
            Question.objects.select_for_update()
            .filter(offering=seat.offering, uuid=question, hidden_at=None)
            .first()
        )
        if found is None:
            raise NotFound
        _vote, is_new = QuestionVote.objects.get_or_create(
            question=found, person_id=actor.person_id, defaults={"tenant_id": found.tenant_id}
        )
        if is_new:
            Question.objects.filter(pk=found.pk).update(votes=F("votes") + 1)
            tell_live(event, "question")
    return found


def moderate_question(
    *, actor: Actor, event: UUID, question: UUID, act: str, now: datetime
) -> Question:
    """Mark a question answered, hide it, or bring it back."""
    offering = get_run_event(actor, event)
    found = Question.objects.filter(offering=offering, uuid=question).first()
    if found is None:
        raise NotFound
    found.answered_at = now if act == "answer" else None
    found.hidden_at = now if act == "hide" else None
    found.save(update_fields=["answered_at", "hidden_at"])
    record_event(
        f"session.question.{'answered' if act == 'answer' else 'hidden' if act == 'hide' else 'shown'}",
        at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id, subject=found.uuid,
    )  # fmt: skip
    tell_live(event, "question")
    return found


def open_poll(
    *, actor: Actor, event: UUID, text: str, options: Sequence[str], now: datetime
) -> Poll:
    """Ask everyone, with fixed answers."""
    offering = get_run_event(actor, event)
    made = Poll.objects.create(
        tenant_id=offering.tenant_id, offering=offering, text=text, options=list(options),
        created_at=now,
    )  # fmt: skip
    record_event(
        "session.poll.opened", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=made.uuid,
    )  # fmt: skip
    tell_live(event, "poll")
    return made


def close_poll(*, actor: Actor, event: UUID, poll: UUID, now: datetime) -> Poll:
    """Take no more answers."""
    offering = get_run_event(actor, event)
    found = Poll.objects.filter(offering=offering, uuid=poll).first()
    if found is None:
        raise NotFound
    if found.closed_at is None:
        found.closed_at = now
        found.save(update_fields=["closed_at"])
        record_event(
            "session.poll.closed", at=now, tenant_id=offering.tenant_id,
            actor_id=actor.person_id, subject=found.uuid,
        )  # fmt: skip
        tell_live(event, "poll")
    return found


def vote_poll(*, actor: Actor, event: UUID, poll: UUID, option: int) -> Poll:
    """Answer a poll; the first answer stays."""
    seat = get_seat(actor, event)
    with inside(seat.offering, actor):
        found = Poll.objects.filter(offering=seat.offering, uuid=poll).first()
        if found is None or not 0 <= option < len(found.options):
            raise NotFound
        if found.closed_at is not None:
            raise PollClosed
        PollVote.objects.get_or_create(
            poll=found, person_id=actor.person_id,
            defaults={"tenant_id": found.tenant_id, "option": option},
        )  # fmt: skip
        tell_live(event, "poll")
    return found
