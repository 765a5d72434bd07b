"""Correcting and revoking: the earlier paper stays, and says that it no longer holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.credentials.actions.issue import new_code
from suluh.credentials.models import Certificate
from suluh.credentials.ports import unit_path_of
from suluh.credentials.queries.certificates import find_issued
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor


class NotValid(DomainError):
    """Only a valid certificate is corrected or revoked."""

    code = "not_valid"
    sentence = _("Sertifikat ini sudah diganti atau dicabut. Buka sertifikat yang berlaku.")


class OwnCertificate(DomainError):
    """Nobody rewrites their own paper."""

    code = "own_certificate"
    status = 403
    sentence = _("Sertifikat Anda sendiri hanya dapat diubah oleh rekan lain yang berwenang.")


class ReasonMissing(DomainError):
    """A change without a reason."""

    code = "reason_missing"
    sentence = _("Tulis alasannya, sedikitnya sepuluh huruf, agar tercatat pada jejak audit.")


class NothingChanged(DomainError):
    """A correction equal to what is printed."""

    code = "nothing_changed"
    sentence = _("Tidak ada yang berubah. Tulis nama atau jabatan yang benar, lalu simpan.")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the corrected paper shall say."""

    name: str
    position: str
    unit: str


def correct_certificate(
    *, actor: Actor, uuid: UUID, correction: Correction, reason: str, now: datetime
) -> Certificate:
    """Re-issue under the same number with a higher revision; the earlier one is `replaced`.

    Queues sealing, records `credentials.certificate.corrected`. Raises NotFound, NotAllowed,
    NotValid, OwnCertificate, ReasonMissing, NothingChanged.
    """
    old = _valid(actor, uuid, permission=Permission.CERTIFICATE_ISSUE, reason=reason)
    words = {"name": correction.name, "position": correction.position, "unit": correction.unit}
    face = old.face | {key: value.strip() for key, value in words.items() if value.strip()}
    if face == old.face:
        raise NothingChanged
    _end(old, Certificate.State.REPLACED, actor=actor, reason=reason, now=now)
    new = Certificate.objects.create(
        tenant_id=old.tenant_id,
        code=new_code(),
        number=old.number,
        number_year=old.number_year,
        number_sequence=old.number_sequence,
        revision=old.revision + 1,
        person_id=old.person_id,
        role=old.role,
        kind=old.kind,
        title=old.title,
        source_type=old.source_type,
        source_id=old.source_id,
        template_id=old.template_id,
        face=face,
        jp_entry_id=old.jp_entry_id,
        issued_by_id=actor.person_id,
        issued_at=now,
    )
    Certificate.objects.filter(id=old.id).update(replaced_by=new)
    enqueue("credentials.seal_certificates", ids=[new.id])
    _record("credentials.certificate.corrected", old, actor=actor, reason=reason, now=now)
    return new


def revoke_certificate(*, actor: Actor, uuid: UUID, reason: str, now: datetime) -> Certificate:
    """Withdraw a certificate; its number is never used again.

    Records `credentials.certificate.revoked`. Raises NotFound, NotAllowed, NotValid,
    OwnCertificate, ReasonMissing. The JP stay until they are reversed in the ledger, by two people.
    """
    row = _valid(actor, uuid, permission=Permission.CERTIFICATE_REVOKE, reason=reason)
    _end(row, Certificate.State.REVOKED, actor=actor, reason=reason, now=now)
    _record("credentials.certificate.revoked", row, actor=actor, reason=reason, now=now)
    return row


def _valid(actor: Actor, uuid: UUID, *, permission: Permission, reason: str) -> Certificate:
    row = find_issued(actor, uuid)
    path = unit_path_of(row.source_id)
    require(actor, permission, agency_id=row.tenant_id, unit_path=path)
    if row.person_id == actor.person_id:
        raise OwnCertificate
    if len(reason.strip()) < 10:
        raise ReasonMissing
    locked = Certificate.objects.select_for_update().get(id=row.id)
    if locked.state != Certificate.State.VALID:
        raise NotValid
    return locked


def _end(
    row: Certificate, state: Certificate.State, *, actor: Actor, reason: str, now: datetime
) -> None:
    row.state = state
    row.state_reason = reason.strip()[:300]
    row.state_by_id = actor.person_id
    row.state_at = now
    row.save(update_fields=["state", "state_reason", "state_by_id", "state_at"])


def _record(name: str, row: Certificate, *, actor: Actor, reason: str, now: datetime) -> None:
    record_event(
        name,
        at=now,
        tenant_id=row.tenant_id,
        actor_id=actor.person_id,
        subject=row.uuid,
        reason=reason.strip()[:300],
        data={"number": row.number, "revision": row.revision},
    )
