"""Deciding a claim: approve it into the JP book, or refuse it with a reason that helps."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy

from suluh.base.errors import DomainError, NotAllowed
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import JpEntry
from suluh.organisation.types import Actor
from suluh.recognition.actions.posting import post_claim, tell_learner
from suluh.recognition.actions.steps import record_step
from suluh.recognition.models import Claim, ClaimStep
from suluh.recognition.queries.claims import find_claim, may_check
from suluh.recognition.rules.reasons import CODES, label_of


class AlreadyDecided(DomainError):
    """Somebody else was quicker."""

    code = "already_decided"
    sentence = gettext_lazy("Pengajuan ini sudah diputuskan rekan lain.")


class ChangedMeanwhile(DomainError):
    """What was looked at is not what would be decided."""

    code = "changed_meanwhile"
    sentence = gettext_lazy("Pegawai baru saja mengubah isian ini. Periksa sekali lagi.")


class ReasonMissing(DomainError):
    """A refusal must help."""

    code = "reason_missing"
    sentence = gettext_lazy("Pilih alasan penolakan; bila “Lainnya”, tulis penjelasannya.")


def decide_claim(
    *, actor: Actor, now: datetime, claim: UUID, revision: int, is_approved: bool,
    reason_code: str = "", words: str = "",
) -> Claim:  # fmt: skip
    """Approve (JP go to the ledger in this transaction) or refuse; the learner is told.

    NotAllowed outside one's reach and for one's own claim. Raises AlreadyDecided, ChangedMeanwhile
    where `revision` is not the present one, ReasonMissing, and InTheBook.
    """
    found = find_claim(actor, claim)
    if not may_check(actor, found):
        raise NotAllowed
    if not is_approved and not _is_reason(reason_code, words):
        raise ReasonMissing
    with scoped(SYSTEM):
        row = Claim.objects.select_for_update().get(pk=found.pk)
        if row.state != Claim.State.ASKED:
            raise AlreadyDecided
        if row.revision != revision:
            raise ChangedMeanwhile
        settle(row, actor, is_approved=is_approved, reason=(reason_code, words), now=now)
    return row


def _is_reason(code: str, words: str) -> bool:
    return code in CODES and (code != "lain" or len(words.strip()) >= 5)


def settle(
    row: Claim, actor: Actor, *, is_approved: bool, reason: tuple[str, str] = ("", ""), now: datetime
) -> list[JpEntry]:  # fmt: skip
    """Write the decision on a locked claim, book its JP, tell its learner."""
    code, words = reason
    states, kinds = Claim.State, ClaimStep.Kind
    row.state = states.APPROVED if is_approved else states.REFUSED
    row.reason_code = code[:20]
    row.reason = ". ".join(part for part in (label_of(code), words.strip()) if part)[:500]
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.save(update_fields=["state", "reason_code", "reason", "decided_by_id", "decided_at"])
    entries = post_claim(claim=row, by_id=actor.person_id, now=now) if is_approved else []
    kind = kinds.APPROVED if is_approved else kinds.REFUSED
    record_step(row, kind, actor=actor, now=now, reason=row.reason)
    record_event(
        f"recognition.claim.{row.state}", at=now, tenant_id=row.tenant_id,
        actor_id=actor.person_id, subject=row.uuid, reason=row.reason,
        data={"revision": row.revision},
    )  # fmt: skip
    tell_learner(row, entries, now=now)
    return entries
