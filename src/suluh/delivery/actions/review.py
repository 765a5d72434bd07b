"""Complaints and corrections: what changes attendance by somebody's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.delivery.models import Complaint, Correction, Enrolment, Offering
from suluh.delivery.ports import Word, attest
from suluh.delivery.queries.review import (
    get_complaint,
    get_run_event,
    get_seat,
    inside,
    seated_by_nip,
)
from suluh.delivery.rules.review import content_hash, read_numbers
from suluh.messaging.actions import Message, notify
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


class NothingToComplainAbout(DomainError):
    """The event has not begun, or the result is good already."""

    code = "nothing_to_complain_about"
    sentence = gettext_lazy(
        "Sanggahan dapat diajukan setelah acara dimulai, selama hasil belum terpenuhi."
    )


class ComplaintWaits(DomainError):
    """One open complaint at a time."""

    code = "complaint_waits"
    sentence = gettext_lazy("Sanggahan Anda sedang diperiksa. Anda diberi tahu begitu ada jawaban.")


class AlreadyDecided(DomainError):
    """Somebody was quicker."""

    code = "already_decided"
    sentence = gettext_lazy("Permintaan ini sudah diputuskan.")


class OwnCase(DomainError):
    """Nobody decides for themselves, nor approves what they asked for."""

    code = "own_case"
    status = 403
    sentence = gettext_lazy(
        "Anda tidak dapat memutuskan permintaan Anda sendiri. Minta rekan lain memeriksanya."
    )


class ContentChanged(DomainError):
    """What was looked at is not what would be carried out."""

    code = "content_changed"
    sentence = gettext_lazy(
        "Daftar ini berubah sejak Anda membukanya. Muat ulang halaman, lalu periksa lagi."
    )


class NobodyFound(DomainError):
    """No number of the list belongs to somebody with a place."""

    code = "nobody_found"
    status = 422
    sentence = gettext_lazy("Tidak ada peserta terdaftar dalam daftar itu. Periksa NIP-nya.")


@dataclass(frozen=True, slots=True)
class Marking:
    """What became of a pasted list."""

    correction: Correction
    found: int
    not_registered: tuple[str, ...]
    unreadable: tuple[str, ...]


def file_complaint(
    *, actor: Actor, event: UUID, text: str, evidence: Any, now: datetime
) -> Complaint:
    """Say that the own result is wrong; one complaint waits at a time."""
    seat = get_seat(actor, event)
    offering = seat.offering
    if now < offering.starts_at or seat.enrolment.state == Enrolment.State.COMPLETED:
        raise NothingToComplainAbout
    with inside(offering, actor):
        try:
            with transaction.atomic():
                made = Complaint.objects.create(
                    tenant_id=offering.tenant_id, enrolment=seat.enrolment,
                    person_id=actor.person_id, text=text, evidence=evidence or "", created_at=now,
                )  # fmt: skip
        except IntegrityError as error:
            raise ComplaintWaits from error
        _trace("delivery.complaint.filed", offering, actor=actor, subject=made.uuid, now=now)
    return made


def decide_complaint(
    *, actor: Actor, complaint: UUID, accept: bool, answer: str, now: datetime
) -> Complaint:
    """Accept (the person counts as present) or refuse, with an answer that the person is told."""
    found = get_complaint(actor, complaint)
    found = Complaint.objects.select_for_update(of=("self",)).select_related(
        "enrolment", "enrolment__offering"
    ).get(pk=found.pk)  # fmt: skip
    if found.person_id == actor.person_id:
        raise OwnCase
    if found.state != Complaint.State.OPEN:
        raise AlreadyDecided
    found.state = Complaint.State.ACCEPTED if accept else Complaint.State.REFUSED
    found.answer, found.decided_by_id, found.decided_at = answer, actor.person_id, now
    found.save(update_fields=["state", "answer", "decided_by_id", "decided_at"])
    offering = found.enrolment.offering
    if accept:
        word = Word("complaint", answer[:300], actor.person_id, now, reference=found.uuid)
        attest(offering, people=[found.person_id], word=word)
    name = f"delivery.complaint.{'accepted' if accept else 'refused'}"
    _trace(name, offering, actor=actor, subject=found.uuid, now=now, reason=answer)
    _tell(found, offering, now=now)
    return found


def mark_people(*, actor: Actor, event: UUID, numbers: str, reason: str, now: datetime) -> Marking:
    """Mark a pasted list of NIP as present.

    While the event runs it counts at once; once it is over the list waits for a second person.
    """
    offering = get_run_event(actor, event, Permission.ATTENDANCE_CORRECT)
    pasted = read_numbers(numbers)
    seats = seated_by_nip(offering, pasted.numbers)
    if not seats:
        raise NobodyFound
    people = sorted(seats.values())
    is_over = now >= offering.ends_at
    made = Correction.objects.create(
        tenant_id=offering.tenant_id, offering=offering, people=people, reason=reason,
        content_sha256=content_hash(offering.uuid, people, reason),
        state=Correction.State.ASKED if is_over else Correction.State.APPLIED,
        asked_by_id=actor.person_id, asked_at=now,
    )  # fmt: skip
    _trace("delivery.correction.asked", offering, actor=actor, subject=made.uuid, now=now,
           reason=reason)  # fmt: skip
    if not is_over:
        _apply(made, offering, actor=actor, approver=None, now=now)
    missing = tuple(number for number in pasted.numbers if number not in seats)
    return Marking(made, len(people), missing, pasted.unreadable)


def approve_correction(
    *, actor: Actor, event: UUID, correction: UUID, content_sha256: str, now: datetime
) -> Correction:
    """A second person has looked: carry out exactly what they saw."""
    offering, found = _asked(actor, event, correction)
    executed = content_hash(offering.uuid, found.people, found.reason)
    if not content_sha256 == found.content_sha256 == executed:
        raise ContentChanged
    found.state = Correction.State.APPLIED
    _close(found, actor=actor, reason="", now=now)
    _apply(found, offering, actor=actor, approver=actor.person_id, now=now)
    return found


def refuse_correction(
    *, actor: Actor, event: UUID, correction: UUID, reason: str, now: datetime
) -> Correction:
    """The second person does not agree."""
    offering, found = _asked(actor, event, correction)
    found.state = Correction.State.REFUSED
    _close(found, actor=actor, reason=reason, now=now)
    _trace("delivery.correction.refused", offering, actor=actor, subject=found.uuid, now=now,
           reason=reason)  # fmt: skip
    return found


def _asked(actor: Actor, event: UUID, correction: UUID) -> tuple[Offering, Correction]:
    offering = get_run_event(actor, event, Permission.ATTENDANCE_CORRECT)
    found = (
        Correction.objects.select_for_update().filter(offering=offering, uuid=correction).first()
    )
    if found is None:
        raise NotFound
    if found.asked_by_id == actor.person_id:
        raise OwnCase
    if found.state != Correction.State.ASKED:
        raise AlreadyDecided
    return offering, found


def _close(found: Correction, *, actor: Actor, reason: str, now: datetime) -> None:
    found.decided_by_id, found.decided_at, found.decision_reason = actor.person_id, now, reason
    found.save(update_fields=["state", "decided_by_id", "decided_at", "decision_reason"])


def _apply(
    found: Correction, offering: Offering, *, actor: Actor, approver: int | None, now: datetime
) -> None:
    people: Sequence[int] = found.people
    word = Word(
        "correction" if approver else "list", found.reason, found.asked_by_id, now,
        approved_by_id=approver, reference=found.uuid,
    )  # fmt: skip
    attest(offering, people=people, word=word)
    _trace("delivery.correction.applied", offering, actor=actor, subject=found.uuid, now=now,
           reason=found.reason)  # fmt: skip


@override("id")  # read by others: not in the language of who acts
def _tell(complaint: Complaint, offering: Offering, *, now: datetime) -> None:
    accepted = complaint.state == Complaint.State.ACCEPTED
    message = Message(
        person_id=complaint.person_id,
        key=f"sanggahan:{complaint.uuid}",
        kind="complaint",
        title=_("Sanggahan Anda diterima") if accepted else _("Sanggahan Anda ditolak"),
        body=_("%(title)s: %(answer)s") % {"title": offering.title, "answer": complaint.answer},
        link=f"/acara/{offering.uuid}/hasil/",
        email=complaint.enrolment.email,
    )
    notify(tenant_id=offering.tenant_id, messages=[message], now=now)


def _trace(
    name: str, offering: Offering, *, actor: Actor, subject: UUID, now: datetime, reason: str = ""
) -> None:
    record_event(
        name, at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id, subject=subject,
        reason=reason, data={"offering": str(offering.uuid)},
    )  # fmt: skip
