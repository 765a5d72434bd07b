"""Logs of learning at work and from others: written by the learner, confirmed by the other person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account
from suluh.ledger.types import Unit
from suluh.organisation.types import Actor
from suluh.recognition.actions.asking import ask_partner
from suluh.recognition.actions.claims import (
    NotChangeable,
    check_book,
    check_dates,
    home_of_learner,
    save_once,
    write_stated,
)
from suluh.recognition.actions.deciding import AlreadyDecided, ChangedMeanwhile, settle
from suluh.recognition.actions.evidence import Upload, keep_evidence
from suluh.recognition.actions.steps import record_step
from suluh.recognition.models import Claim, ClaimStep, Evidence
from suluh.recognition.queries.claims import find_claim, own_claim
from suluh.recognition.queries.credits import rule_of
from suluh.recognition.rules.days import minutes_as_jp
from suluh.recognition.rules.logs import BY_SLUG, LogKind
from suluh.recognition.types import Stated

LEAST_REASON = 5
_OPEN = {Claim.State.CONFIRMING, Claim.State.REFUSED}


class NoSuchPartner(DomainError):
    """The other person has no account that works, or is oneself."""

    code = "no_such_partner"
    sentence = gettext_lazy(
        "Pilih orang lain yang punya akun Suluh aktif. Tulis NIP-nya bila namanya tidak ditemukan."
    )


class FileMissing(DomainError):
    """A form that needs a file."""

    code = "file_missing"
    sentence = gettext_lazy("Bentuk ini perlu bukti: unggah surat tugas atau laporannya.")


class ReportTooShort(DomainError):
    """What was learnt must be told."""

    code = "report_too_short"


class ReasonTooShort(DomainError):
    """A refusal must help."""

    code = "reason_too_short"
    sentence = gettext_lazy("Tulis mengapa Anda tidak mengonfirmasi, supaya dapat diperbaiki.")


def file_log(
    *, actor: Actor, now: datetime, kind: str, stated: Stated, partner_id: int,
    upload: Upload | None = None, claim: UUID | None = None,
) -> Claim:  # fmt: skip
    """File a log, or again one that was not confirmed (`claim`); the other person is asked.

    Raises NoSuchPartner, FileMissing, ReportTooShort, WrongDates, AlreadyClaimed, InTheBook.
    """
    asked = BY_SLUG.get(kind)
    if asked is None:
        raise NotFound
    home = home_of_learner(actor)
    known = _changeable(actor, claim) if claim else None
    check_partner(actor, partner_id)
    _check_stated(asked, stated, has_file=upload is not None or bool(known and known.evidence_id))
    check_dates(stated, today=local_date(now, actor.zone))
    check_book(actor.person_id, stated, but=known.uuid if known else None)
    evidence = _keep(upload, actor, home, now=now)
    with scoped(SYSTEM):  # a log may have been begun while one served elsewhere
        row = _row(actor, known, now=now)
        _write(row, asked, stated, evidence)
        row.tenant_id, row.unit_id, row.partner_id = home, actor.unit_id, partner_id
        row.state, row.filed_at, row.revision = Claim.State.CONFIRMING, now, row.revision + 1
        row.reason_code, row.reason, row.decided_by_id, row.decided_at = "", "", None, None
        save_once(row)
        kind_of_step = ClaimStep.Kind.CHANGED if known else ClaimStep.Kind.FILED
        record_step(row, kind_of_step, actor=actor, now=now)
        ask_partner(row, actor.name, now=now)
    record_event(
        "recognition.claim.filed", at=now, tenant_id=home, actor_id=actor.person_id,
        subject=row.uuid, data={"revision": row.revision},
    )  # fmt: skip
    return row


def _changeable(actor: Actor, uuid: UUID) -> Claim:
    found = own_claim(actor, uuid)
    if found.route != Claim.Route.LOG or found.state not in _OPEN:
        raise NotChangeable
    return found


def _row(actor: Actor, known: Claim | None, *, now: datetime) -> Claim:
    """A new row, or the known one locked: it may have been confirmed meanwhile."""
    if known is None:
        return Claim(person_id=actor.person_id, created_at=now, route=Claim.Route.LOG)
    row = Claim.objects.select_for_update().get(pk=known.pk)
    if row.state not in _OPEN:
        raise NotChangeable
    return row


def check_partner(actor: Actor, partner_id: int) -> None:
    """Raise NoSuchPartner unless it is somebody else with an account that works."""
    is_real = Account.objects.filter(person_id=partner_id, is_active=True).exists()
    if partner_id == actor.person_id or not is_real:
        raise NoSuchPartner


def _check_stated(kind: LogKind, stated: Stated, *, has_file: bool) -> None:
    if kind.needs_file and not has_file:
        raise FileMissing
    words = len(stated.story.split())
    if words < kind.least_words:
        raise ReportTooShort(
            _("Baru %(n)d kata. Ceritakan sedikitnya %(least)d kata.")
            % {"n": words, "least": kind.least_words}
        )


def _keep(upload: Upload | None, actor: Actor, home: int, *, now: datetime) -> Evidence | None:
    if upload is None:
        return None
    kept = keep_evidence(upload=upload, person_id=actor.person_id, tenant_id=home, now=now)
    return kept.evidence


def _write(row: Claim, kind: LogKind, stated: Stated, evidence: Evidence | None) -> None:
    write_stated(row, stated)
    row.form_id, row.units = kind.form_code, 1
    rule = rule_of(kind.form_code, stated.ends_on)
    is_timed = rule is None or rule.unit in {Unit.HOURS, Unit.CURRICULUM}
    worth = 0 if rule is None else rule.jp_minor_per_unit or 0
    row.jp_minor = minutes_as_jp(stated.minutes) if is_timed else worth
    if evidence is not None:
        row.evidence, row.file_sha256 = evidence, evidence.sha256


def confirm_claim(
    *, actor: Actor, now: datetime, claim: UUID, revision: int, is_confirmed: bool, words: str = ""
) -> Claim:
    """The other person's word: JP are booked in this transaction, or the learner mends it.

    NotFound for anybody else. Raises AlreadyDecided, ChangedMeanwhile, ReasonTooShort, InTheBook.
    """
    found = find_claim(actor, claim)
    if found.partner_id != actor.person_id:
        raise NotFound(_("Pengajuan ini tidak ada."))
    if not is_confirmed and len(words.strip()) < LEAST_REASON:
        raise ReasonTooShort
    with scoped(SYSTEM):  # the other person may be of another agency
        row = Claim.objects.select_for_update().get(pk=found.pk)
        if row.state != Claim.State.CONFIRMING or row.partner_id != actor.person_id:
            raise AlreadyDecided
        if row.revision != revision:
            raise ChangedMeanwhile
        if is_confirmed:
            row.confirmed_at = now
            row.save(update_fields=["confirmed_at"])
        settle(row, actor, is_approved=is_confirmed, reason=("", words), now=now)
    return row
