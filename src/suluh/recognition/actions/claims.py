"""What a learner does with a claim: begin with a file, file, mend, withdraw."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.queries.certificates import Registered, registered, registered_number
from suluh.credentials.queries.verdicts import judge_pdf
from suluh.ledger.queries import earned_from
from suluh.organisation.types import Actor
from suluh.recognition.actions.evidence import Kept, Upload, keep_evidence
from suluh.recognition.actions.posting import InTheBook
from suluh.recognition.actions.steps import record_step
from suluh.recognition.models import Claim, ClaimStep
from suluh.recognition.queries.claims import LIVE, form_named, overlaps, own_claim
from suluh.recognition.rules.keys import activity_key, content_key, number_key
from suluh.recognition.rules.reading import read
from suluh.recognition.types import Found, Stated

EARLIEST = date(2018, 1, 1)  # the first day of the law's conversion table
_CHANGEABLE = (Claim.State.DRAFT, Claim.State.ASKED, Claim.State.REFUSED)


class NoHome(DomainError):
    """JP of learning elsewhere are checked by the agency that employs one."""

    code = "no_home"
    status = 403
    sentence = gettext_lazy(
        "Pembelajaran di luar Suluh diperiksa instansi Anda, dan Anda belum tercatat di instansi mana"
        " pun. Hubungi pengelola kepegawaian."
    )


class AlreadyClaimed(DomainError):
    """The same certificate, activity or file was filed before by the same person."""

    code = "already_claimed"
    sentence = gettext_lazy("Ini sudah pernah Anda ajukan. Lihat pada daftar pengajuan Anda.")


class NotYours(DomainError):
    """A certificate of somebody else."""

    code = "not_yours"
    sentence = gettext_lazy(
        "Sertifikat ini terbit atas nama orang lain. Ajukan hanya sertifikat Anda sendiri."
    )


class NotInForce(DomainError):
    """A certificate that was revoked or replaced."""

    code = "not_in_force"
    sentence = gettext_lazy(
        "Sertifikat ini sudah dicabut atau diganti oleh penerbitnya, jadi tidak dapat diajukan."
    )


class NotChangeable(DomainError):
    """A claim that is decided, or waits for somebody else."""

    code = "not_changeable"
    sentence = gettext_lazy("Pengajuan ini tidak dapat diubah lagi.")


class WrongDates(DomainError):
    """Days that cannot be."""

    code = "wrong_dates"
    sentence = gettext_lazy(
        "Tanggal selesai tidak boleh sebelum tanggal mulai, dan tidak boleh sesudah hari ini."
    )


def begin_certificate(*, actor: Actor, now: datetime, upload: Upload) -> Claim:
    """Take in a certificate's file and give a draft whose fields are filled from its text.

    A certificate of our own register is known at once: in the book already (InTheBook), somebody
    else's (NotYours), no longer in force (NotInForce), or recognised.
    """
    home = home_of_learner(actor)
    known = Claim.reachable.filter(
        person_id=actor.person_id, file_sha256=upload.sha256, state__in=LIVE,
        route=Claim.Route.CERTIFICATE,
    ).exists()  # fmt: skip
    if known:
        raise AlreadyClaimed
    ours = _of_our_register(upload)
    if ours is not None:
        _check_ours(actor, ours, now=now)
    kept = keep_evidence(upload=upload, person_id=actor.person_id, tenant_id=home, now=now)
    found = read(kept.text)
    if ours is None and found.code and (ours := registered(found.code)) is not None:
        _check_ours(actor, ours, now=now)
    return _draft(actor, kept, _from_register(ours) if ours else found, ours=ours, now=now)


def home_of_learner(actor: Actor) -> int:
    """The agency that checks the actor's claims; raises NoHome."""
    if actor.agency_id is None:
        raise NoHome
    return actor.agency_id


def _of_our_register(upload: Upload) -> Registered | None:
    if not upload.data.startswith(b"%PDF-"):
        return None
    verdict = judge_pdf(upload.data)
    return registered(verdict.record.code) if verdict.is_genuine and verdict.record else None


def _check_ours(actor: Actor, ours: Registered, *, now: datetime) -> None:
    if ours.person_id != actor.person_id:
        record_event(
            "recognition.certificate.misused", at=now, tenant_id=actor.agency_id,
            actor_id=actor.person_id, subject=ours.uuid,
        )  # fmt: skip
        raise NotYours
    if ours.state != "valid":
        raise NotInForce
    if ours.entry_id or earned_from(f"acara:{ours.source_id}", [actor.person_id]):
        raise InTheBook


def _from_register(ours: Registered) -> Found:
    form = form_named(ours.form_name) if ours.form_name else None
    return Found(
        form_code=form.code if form else None, title=ours.title, organiser=ours.organiser,
        number=ours.number, starts_on=_day(ours.starts_on), ends_on=_day(ours.ends_on),
        jp_minor=ours.jp_minor, code=ours.code,
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _draft(
    actor: Actor, kept: Kept, found: Found, *, ours: Registered | None, now: datetime
) -> Claim:
    return Claim.objects.create(
        tenant_id=kept.evidence.tenant_id, person_id=actor.person_id, unit_id=actor.unit_id,
        route=Claim.Route.CERTIFICATE, form_id=found.form_code, title=found.title[:250],
        organiser=found.organiser[:200], number=found.number[:120], starts_on=found.starts_on,
        ends_on=found.ends_on, jp_minor=found.jp_minor or 0, evidence=kept.evidence,
        file_sha256=kept.evidence.sha256, certificate_code=ours.code if ours else "",
        created_at=now,
    )  # fmt: skip


def file_claim(*, actor: Actor, now: datetime, claim: UUID, stated: Stated) -> Claim:
    """File a draft, or again what was refused or is not yet decided; whoever checks may begin.

    Raises AlreadyClaimed and InTheBook for the same activity, WrongDates, NotChangeable.
    """
    found = own_claim(actor, claim)
    check_dates(stated, today=local_date(now, actor.zone))
    ours = registered_number(actor.person_id, stated.number) if stated.number.strip() else None
    if ours is not None and not found.certificate_code:
        _check_ours(actor, ours, now=now)
    check_book(actor.person_id, stated, but=found.uuid)
    with scoped(SYSTEM):  # the person may serve elsewhere by now: the claim moves along
        row = Claim.objects.select_for_update().get(pk=found.pk)
        if row.state not in _CHANGEABLE or row.route != Claim.Route.CERTIFICATE:
            raise NotChangeable
        is_first = row.state == Claim.State.DRAFT and row.filed_at is None
        write_stated(row, stated)
        row.tenant_id, row.unit_id = home_of_learner(actor), actor.unit_id
        row.state, row.filed_at, row.revision = Claim.State.ASKED, now, row.revision + 1
        row.reason_code, row.reason, row.decided_by_id, row.decided_at = "", "", None, None
        save_once(row)
        kind = ClaimStep.Kind.FILED if is_first else ClaimStep.Kind.CHANGED
        record_step(row, kind, actor=actor, now=now)
    record_event(
        "recognition.claim.filed", at=now, tenant_id=row.tenant_id, actor_id=actor.person_id,
        subject=row.uuid, data={"revision": row.revision},
    )  # fmt: skip
    return row


def replace_file(*, actor: Actor, now: datetime, claim: UUID, upload: Upload) -> Claim:
    """Put another file behind a claim that may still change; what was typed stays."""
    found = own_claim(actor, claim)
    if found.state not in _CHANGEABLE:
        raise NotChangeable
    ours = _of_our_register(upload)
    if ours is not None:
        _check_ours(actor, ours, now=now)
    home = home_of_learner(actor)
    kept = keep_evidence(upload=upload, person_id=actor.person_id, tenant_id=home, now=now)
    with scoped(SYSTEM):
        row = Claim.objects.select_for_update().get(pk=found.pk)
        row.evidence, row.file_sha256 = kept.evidence, kept.evidence.sha256
        row.certificate_code = ours.code if ours else ""
        row.revision += 1
        save_once(row)
    return row


def check_dates(stated: Stated, *, today: date) -> None:
    """Raise WrongDates for days that cannot be."""
    if not EARLIEST <= stated.starts_on <= stated.ends_on <= today:
        raise WrongDates


def check_book(person_id: int, stated: Stated, *, but: UUID | None = None) -> None:
    """Raise InTheBook where the ledger holds the same title on the same days."""
    held = overlaps(
        person_id, title=stated.title, starts_on=stated.starts_on, ends_on=stated.ends_on, but=but
    )
    same = next((each for each in held if each.is_same), None)
    if same is not None:
        raise InTheBook(
            _("“%(title)s” sudah tercatat di buku JP Anda. Satu kegiatan hanya dihitung sekali.")
            % {"title": same.entry.title}
        )


def write_stated(row: Claim, stated: Stated) -> None:
    """Take what was stated into the row, with the keys by which it is known again."""
    row.form_id, row.title = stated.form_code, " ".join(stated.title.split())[:250]
    row.organiser, row.number = stated.organiser[:200], " ".join(stated.number.split())[:120]
    row.starts_on, row.ends_on = stated.starts_on, stated.ends_on
    row.jp_minor, row.minutes, row.units = stated.jp_minor, stated.minutes, stated.units
    row.is_international, row.story = stated.is_international, stated.story
    row.content_key = content_key(row.title, stated.starts_on, stated.ends_on)
    row.number_key = number_key(row.number)
    row.activity_key = activity_key(row.content_key)


def save_once(row: Claim) -> None:
    """Write the row; raises AlreadyClaimed where the person has the same activity claimed."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "_once" not in str(error):
            raise
        raise AlreadyClaimed(**_same(row)) from error


def _same(row: Claim) -> dict[str, Any]:
    """Which claim it is that is there already."""
    others = Claim.objects.filter(person_id=row.person_id, state__in=LIVE).exclude(pk=row.pk)
    same = Q(content_key=row.content_key)
    if row.number_key:
        same |= Q(number_key=row.number_key)
    if row.file_sha256:
        same |= Q(file_sha256=row.file_sha256)
    found = others.filter(same).first()
    return {"claim": found.uuid, "title": found.title} if found else {}


def withdraw_claim(*, actor: Actor, now: datetime, claim: UUID) -> Claim:
    """Take back a claim that is not decided, or refused; approved ones stay in the book."""
    found = own_claim(actor, claim)
    with scoped(SYSTEM):
        row = Claim.objects.select_for_update().get(pk=found.pk)
        if row.state in {Claim.State.APPROVED, Claim.State.WITHDRAWN}:
            raise NotChangeable
        row.state = Claim.State.WITHDRAWN
        row.save(update_fields=["state"])
        record_step(row, ClaimStep.Kind.WITHDRAWN, actor=actor, now=now)
    return row
