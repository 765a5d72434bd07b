"""Reversing a credit: asked for by one person, decided by another, once."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.models import JpEntry, PersonYear, ReversalRequest
from suluh.ledger.queries.books import find_entry
from suluh.messaging.actions import Message, notify
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor
from suluh.standards.commitment import OPENING_BYTES
from suluh.standards.jp import figures

MIN_REASON = 10


class ReasonTooShort(DomainError):
    """A reversal needs a reason that others understand."""

    code = "reason_too_short"
    sentence = gettext_lazy("Tulis alasan yang jelas, paling sedikit sepuluh huruf.")


class AlreadyReversed(DomainError):
    """A credit is reversed once."""

    code = "already_reversed"
    sentence = gettext_lazy("Baris ini sudah dibatalkan. Satu baris hanya dibatalkan sekali.")


class AlreadyAsked(DomainError):
    """One open request at a time."""

    code = "already_asked"
    sentence = gettext_lazy(
        "Pembatalan baris ini sudah diminta. Tunggu keputusan rekan yang berwenang."
    )


class AlreadyDecided(DomainError):
    """A decision stands."""

    code = "already_decided"
    sentence = gettext_lazy("Permintaan ini sudah diputuskan.")


class OtherPersonNeeded(DomainError):
    """Four eyes: who asks does not decide."""

    code = "other_person_needed"
    status = 403
    sentence = gettext_lazy(
        "Permintaan Anda sendiri harus diputuskan oleh rekan lain yang berwenang."
    )


def ask_reversal(*, actor: Actor, now: datetime, entry: UUID, reason: str) -> ReversalRequest:
    """Ask for the reversal of a credit that one's agency gave; another person decides."""
    row = find_entry(actor, entry)
    require(actor, Permission.LEDGER_REVERSE, agency_id=row.organiser_id)
    if len(reason.strip()) < MIN_REASON:
        raise ReasonTooShort
    if row.kind != JpEntry.Kind.CREDIT or JpEntry.reachable.filter(reverses=row).exists():
        raise AlreadyReversed
    try:
        with transaction.atomic():
            request = ReversalRequest.objects.create(
                tenant_id=row.organiser_id, entry=row, reason=reason.strip()[:300],
                asked_by_id=actor.person_id, created_at=now,
            )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyAsked from error
    record_event(
        "ledger.reversal.asked", at=now, tenant_id=row.organiser_id, actor_id=actor.person_id,
        subject=row.id, reason=request.reason,
    )  # fmt: skip
    return request


def decide_reversal(
    *, actor: Actor, now: datetime, request: UUID, is_approved: bool
) -> ReversalRequest:
    """Approve or refuse a request of somebody else; approval books the reversal."""
    found = ReversalRequest.objects.select_for_update().filter(uuid=request).first()
    if found is None:
        raise NotFound(_("Permintaan ini tidak ada."))
    require(actor, Permission.LEDGER_REVERSE, agency_id=found.tenant_id)
    if found.asked_by_id == actor.person_id:
        raise OtherPersonNeeded
    if found.state != ReversalRequest.State.ASKED:
        raise AlreadyDecided
    states = ReversalRequest.State
    found.state = states.APPROVED if is_approved else states.REFUSED
    found.decided_by_id, found.decided_at = actor.person_id, now
    found.save(update_fields=["state", "decided_by_id", "decided_at"])
    if is_approved:
        with scoped(SYSTEM):
            _reverse(found, now)
    else:
        record_event(
            "ledger.reversal.refused", at=now, tenant_id=found.tenant_id,
            actor_id=actor.person_id, subject=found.entry_id, reason=found.reason,
        )  # fmt: skip
    return found


@override("id")  # read by others: not in the language of who acts
def _reverse(request: ReversalRequest, now: datetime) -> None:
    credit = JpEntry.objects.get(id=request.entry_id)
    year = PersonYear.objects.select_for_update().get(person_id=credit.person_id, year=credit.year)
    if JpEntry.objects.filter(reverses=credit).exists():
        raise AlreadyReversed
    JpEntry.objects.create(
        tenant_id=credit.tenant_id, person_id=credit.person_id, organiser_id=credit.organiser_id,
        unit_id=credit.unit_id, kind=JpEntry.Kind.REVERSAL, year=credit.year,
        line=year.entries + 1, credit_date=credit.credit_date, form_id=credit.form_id,
        title=credit.title, minutes=credit.minutes, units=credit.units,
        curriculum_jp_minor=credit.curriculum_jp_minor, is_international=credit.is_international,
        jp_minor_before=credit.jp_minor_before, jp_minor=credit.jp_minor,
        activity_key=credit.activity_key, rule=credit.rule, rule_version=credit.rule_version,
        source_type="ledger.reversal", source_id=str(request.uuid), reverses=credit,
        actor_id=request.asked_by_id, approver_id=request.decided_by_id, reason=request.reason,
        opening=secrets.token_bytes(OPENING_BYTES),
    )  # fmt: skip
    PersonYear.objects.filter(id=year.id).update(
        jp_minor=F("jp_minor") - credit.jp_minor, entries=F("entries") + 1
    )
    record_event(
        "ledger.entry.reversed", at=now, tenant_id=credit.tenant_id,
        actor_id=request.decided_by_id, subject=credit.id, reason=request.reason,
        data={"year": credit.year, "people": [credit.person_id]},
    )  # fmt: skip
    message = Message(
        person_id=credit.person_id,
        key=f"jp-batal:{credit.id}",
        kind="jp_reversed",
        title=_("%(jp)s JP dibatalkan") % {"jp": figures(credit.jp_minor)},
        body=_("%(title)s. Alasan: %(reason)s") % {"title": credit.title, "reason": request.reason},
        link=f"/buku-jp/{credit.id}/",
    )
    notify(tenant_id=credit.tenant_id, messages=[message], now=now)
