"""Certificates as their holder, their issuer and the public may see them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials import ports
from suluh.credentials.models import Certificate
from suluh.credentials.queries.evidence import certificate_proof, trusted_keys
from suluh.credentials.rules.levels import Check, log_check, reached, state_check
from suluh.ledger.ports import Paper
from suluh.ledger.queries.books import is_reversed
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor
from suluh.standards import nip
from suluh.standards.evidence import Bundle, Evidence, weigh

_CODE = re.compile(r"^[A-Z2-7]{26}$")


@dataclass(frozen=True, slots=True)
class PublicRecord:
    """What anybody may know of a certificate: never a whole NIP."""

    code: str
    state: str
    number: str
    revision: int
    name: str
    nip: str
    title: str
    role: str
    jp_minor: int
    organiser: str
    issued_on: str
    held_on: str
    state_reason: str = ""
    replaced_by: str = ""
    has_entry: bool = False
    is_jp_reversed: bool = False
    evidence: Evidence | None = None
    """What the log proves of it, weighed with the proof that the site has today."""

    @property
    def checks(self) -> list[Check]:
        """What log and register say, as steps of the check."""
        return [
            log_check(self.evidence, has_entry=self.has_entry),
            state_check(self.state, self.state_reason),
        ]

    @property
    def reached(self) -> tuple[int, str]:
        """The level that asking this site reaches, with its sentence."""
        return reached(self.state, self.evidence)

    def as_data(self) -> dict[str, Any]:
        """For the JSON answer; field names are part of the public interface."""
        return {
            "kode": self.code,
            "status": {"valid": "berlaku", "replaced": "diganti", "revoked": "dicabut"}[self.state],
            "nomor": self.number,
            "revisi": self.revision,
            "nama": self.name,
            "nip": self.nip,
            "acara": self.title,
            "peran": self.role,
            "jp": self.jp_minor / 100,
            "penyelenggara": self.organiser,
            "tanggal_terbit": self.issued_on,
            "tanggal_acara": self.held_on,
            "diganti_oleh": self.replaced_by,
            "jp_dibatalkan": self.is_jp_reversed,
            "log": self._log(),
        }

    def _log(self) -> dict[str, Any] | None:
        proven = self.evidence.proven if self.evidence else None
        if proven is None:
            return None
        seen = [{"saksi": seen.witness, "pada": seen.at} for seen in proven.seen]
        return {"nama": proven.checkpoint.origin, "nomor": proven.index, "disaksikan": seen}


def my_certificates(actor: Actor, *, search: str = "") -> QuerySet[Certificate]:
    """The actor's own certificates that hold or were revoked, newest first."""
    rows = (
        Certificate.reachable.filter(person_id=actor.person_id)
        .exclude(state=Certificate.State.REPLACED)
        .select_related("tenant")
        .order_by("-issued_at", "-id")
    )
    return rows.filter(title__icontains=search) if search else rows


def find_certificate(actor: Actor, uuid: UUID) -> Certificate:
    """A certificate of the actor's own, or one that the actor's agency issued; else NotFound."""
    row = (
        Certificate.reachable.select_related("tenant", "template", "replaced_by")
        .filter(uuid=uuid)
        .first()
    )
    if row is None or not (row.person_id == actor.person_id or _issues_here(actor, row)):
        raise NotFound
    return row


def paper_of_entry(actor: Actor, *, entry: UUID, person_id: int) -> Paper | None:
    """The certificate that states a line of the JP book, if the actor may open it."""
    row = (
        Certificate.reachable.filter(person_id=person_id, jp_entry_id=entry)
        .exclude(state=Certificate.State.REPLACED)
        .first()
    )
    if row is None or not (row.person_id == actor.person_id or _issues_here(actor, row)):
        return None
    return Paper(row.number, reverse("certificate", args=[row.uuid]))


def find_issued(actor: Actor, uuid: UUID) -> Certificate:
    """A certificate that the actor's roles reach as issuer; else NotFound."""
    row = Certificate.objects.select_related("tenant", "template").filter(uuid=uuid).first()
    if row is None or not _issues_here(actor, row):
        raise NotFound
    return row


def _issues_here(actor: Actor, row: Certificate) -> bool:
    return row.tenant_id == actor.agency_id and _issues_for(actor, row.source_id)


def _issues_for(actor: Actor, source_id: str) -> bool:
    """Whether the actor issues for the unit whose event it is; '' asks for the whole agency."""
    path = ports.unit_path_of(source_id) if source_id else ""
    return can(actor, Permission.CERTIFICATE_ISSUE, agency_id=actor.agency_id, unit_path=path)


def issued_for(
    actor: Actor, *, source_id: str = "", search: str = "", state: str = ""
) -> QuerySet[Certificate]:
    """Certificates of the actor's agency or of one event, newest number first.

    NotFound where the actor's role does not reach the event's unit (without one: the agency).
    """
    if not _issues_for(actor, source_id):
        raise NotFound
    rows = Certificate.objects.select_related("person").order_by("-number_year", "-number_sequence")
    if source_id:
        rows = rows.filter(source_type__in=("acara", "pelatihan"), source_id=source_id)
    if state == "unsealed":
        rows = rows.filter(sealed_at=None, state=Certificate.State.VALID)
    elif state:
        rows = rows.filter(state=state)
    if search:
        rows = rows.filter(face__name__icontains=search) | rows.filter(number__icontains=search)
    return rows


def normal_code(text: str) -> str:
    """A code as typed, without spaces and dashes, in capitals; '' where it can be none."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if _CODE.match(code) else ""


def public_record(code: str) -> PublicRecord | None:
    """The public record behind a code; None for an unknown one. Needs no sign-in.

    Opens the wide scope: the 128-bit code is the key.
    """
    code = normal_code(code)
    if not code:
        return None
    with scoped(SYSTEM):
        row = Certificate.objects.select_related("tenant", "replaced_by").filter(code=code).first()
        return _record(row) if row else None


def public_proof(code: str) -> str | None:
    """The proof file of a sealed certificate's JP; None for an unknown code, and without JP."""
    code = normal_code(code)
    with scoped(SYSTEM):
        row = Certificate.objects.filter(code=code).exclude(claims="").first() if code else None
        proof = certificate_proof(row) if row else None
        return proof.text if proof else None


def _record(row: Certificate) -> PublicRecord:
    return PublicRecord(
        code=row.code,
        state=row.state,
        number=row.number,
        revision=row.revision,
        name=row.face["name"],
        nip=nip.mask(row.face["nip"]) if row.face.get("nip") else "",
        title=row.title,
        role=row.role,
        jp_minor=int(row.face.get("jp_minor", 0)),
        organiser=row.tenant.name,
        issued_on=row.face["issued_on"],
        held_on=row.face.get("starts_on", ""),
        state_reason=row.state_reason,
        replaced_by=row.replaced_by.code if row.replaced_by else "",
        has_entry=row.jp_entry_id is not None,
        is_jp_reversed=row.jp_entry_id is not None and is_reversed(row.jp_entry_id),
        evidence=_evidence(row),
    )


def _evidence(row: Certificate) -> Evidence | None:
    proof = certificate_proof(row) if row.claims else None
    if proof is None:
        return None
    return weigh(Bundle(row.claims, proof.text, proof.opening), trusted_keys())


@dataclass(frozen=True, slots=True)
class Registered:
    """A certificate of the register as the house's other parts need it; never shown to strangers."""

    uuid: UUID
    code: str
    person_id: int
    state: str
    number: str
    title: str
    organiser: str
    source_id: str
    entry_id: UUID | None
    jp_minor: int
    form_name: str
    starts_on: str
    ends_on: str


def registered(code: str) -> Registered | None:
    """What the register holds under a code, with whose it is; None for an unknown one. Wide scope."""
    code = normal_code(code)
    if not code:
        return None
    with scoped(SYSTEM):
        row = Certificate.objects.select_related("tenant").filter(code=code).first()
    return _registered(row) if row else None


def registered_number(person_id: int, number: str) -> Registered | None:
    """The person's own certificate of that number, from any agency; None where there is none."""
    row = (
        Certificate.reachable.select_related("tenant")
        .filter(person_id=person_id, number__iexact=" ".join(number.split()))
        .exclude(state=Certificate.State.REPLACED)
        .first()
    )
    return _registered(row) if row else None


def _registered(row: Certificate) -> Registered:
    face = row.face
    return Registered(
        uuid=row.uuid, code=row.code, person_id=row.person_id, state=row.state, number=row.number,
        title=row.title, organiser=row.tenant.name, source_id=row.source_id,
        entry_id=row.jp_entry_id, jp_minor=int(face.get("jp_minor", 0)),
        form_name=face.get("form_name", ""), starts_on=face.get("starts_on", ""),
        ends_on=face.get("ends_on", "") or face.get("starts_on", ""),
    )  # fmt: skip
