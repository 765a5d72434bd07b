"""A second pair of eyes: a draft goes to a reviewer, comes back with words, or is found good.

Publishing does not wait for it: a small agency has one author. The publisher sees how it stands.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.content.actions.publish import NothingToPublish
from suluh.content.models import LogEntry, Version
from suluh.content.queries.review import review_of
from suluh.content.queries.trainings import get_training
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

_Act = LogEntry.Act


class NotSubmitted(DomainError):
    """There is nothing to judge: never submitted, or answered already."""

    code = "not_submitted"
    sentence = _("Draf ini tidak sedang menunggu telaah.")


class OwnDraft(DomainError):
    """Whoever asks for a review does not give it."""

    code = "own_draft"
    sentence = _("Anda yang mengajukan draf ini. Mintalah rekan lain menelaahnya.")


class WordsMissing(DomainError):
    """A draft that goes back says why."""

    code = "words_missing"
    sentence = _("Tulis apa yang perlu diperbaiki, agar penyusun tahu langkahnya.")


def submit_version(*, actor: Actor, training: UUID, note: str, now: datetime) -> LogEntry:
    """Ask for a review of the draft; where it waits already, nothing changes."""
    draft = _draft(actor, training, Permission.TRAINING_WRITE)
    review = review_of(draft)
    if review.waits and review.last is not None:
        return review.last
    return _write(actor, draft, _Act.SUBMITTED, note, now=now)


def judge_version(
    *, actor: Actor, training: UUID, is_good: bool, note: str, now: datetime
) -> LogEntry:
    """Give a draft back with words, or find it good; only while it waits, and not one's own."""
    draft = _draft(actor, training, Permission.TRAINING_REVIEW)
    review = review_of(draft)
    if not review.waits or review.last is None:
        raise NotSubmitted
    if review.last.by_id == actor.person_id:
        raise OwnDraft
    if not is_good and not note.strip():
        raise WordsMissing
    return _write(actor, draft, _Act.APPROVED if is_good else _Act.RETURNED, note, now=now)


def _draft(actor: Actor, uuid: UUID, permission: Permission) -> Version:
    training = get_training(actor, uuid, permission)
    drafts = Version.objects.select_for_update(of=("self",)).select_related("training")
    draft = drafts.filter(training=training, state=Version.State.DRAFT).first()
    if draft is None:
        raise NothingToPublish
    return draft


def _write(
    actor: Actor, draft: Version, act: LogEntry.Act, note: str, *, now: datetime
) -> LogEntry:
    entry = LogEntry.objects.create(
        tenant_id=draft.tenant_id,
        version=draft,
        act=act,
        note=note.strip()[:500],
        by_id=actor.person_id,
        by_name=actor.name,
        at=now,
    )
    record_event(
        f"content.version.{act}",
        at=now,
        tenant_id=draft.tenant_id,
        actor_id=actor.person_id,
        subject=draft.training.uuid,
        data={"number": draft.number, "title": draft.training.title},
    )
    return entry
