"""Issuing certificate records: numbered and frozen in the transaction that earned them."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import date, datetime
from functools import lru_cache

from suluh.base.bulk import insert_rows
from suluh.base.clock import local_date
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions.numbers import TakenNumber, take_numbers
from suluh.credentials.models import Certificate, CertificateTemplate
from suluh.credentials.types import CertificateRequest, Subject
from suluh.organisation.models import Agency

SEAL_BATCH = 50


def issue_certificates(
    *,
    tenant_id: int,
    requests: Sequence[CertificateRequest],
    template_id: int | None,
    issued_by_id: int | None,
    now: datetime,
) -> list[Certificate]:
    """Issue certificate records with numbers in the current transaction (any number, set-wise).

    Idempotent by natural key: who has one keeps it. Numbers are taken in one step, gap-free
    (they roll back with the transaction). Queues sealing in batches. `template_id` None uses
    the agency's current template, made from defaults where there is none. Records
    `credentials.certificates.issued` once.
    """
    with scoped(SYSTEM):
        missing = _without_certificate(requests)
        if not missing:
            return []
        agency = Agency.objects.get(id=tenant_id)
        template = _template(agency, template_id, now)
        today = local_date(now, agency.zone)
        numbers = take_numbers(agency=agency, count=len(missing), issued_on=today)
        issued = [
            _row(
                agency, template, request, number=number, issued_on=today, by=issued_by_id, now=now
            )
            for request, number in zip(missing, numbers, strict=True)
        ]
        insert_rows(issued)
        record_event(
            "credentials.certificates.issued",
            at=now,
            tenant_id=tenant_id,
            actor_id=issued_by_id,
            data={"count": len(issued), "first": issued[0].number, "last": issued[-1].number},
        )
        for start in range(0, len(issued), SEAL_BATCH):
            ids = [certificate.id for certificate in issued[start : start + SEAL_BATCH]]
            enqueue("credentials.seal_certificates", ids=ids)
        return issued


def _without_certificate(requests: Sequence[CertificateRequest]) -> list[CertificateRequest]:
    """Those whose natural key has no certificate yet; each key once."""
    keys = {(r.person_id, r.source_type, r.source_id, r.role): r for r in requests}
    there = set(
        Certificate.objects.filter(
            person_id__in={key[0] for key in keys}, source_id__in={key[2] for key in keys}
        ).values_list("person_id", "source_type", "source_id", "role")
    )
    return [request for key, request in keys.items() if key not in there]


def _template(agency: Agency, template_id: int | None, now: datetime) -> CertificateTemplate:
    rows = CertificateTemplate.objects.filter(tenant=agency)
    if template_id is not None:
        return rows.get(id=template_id)
    current = rows.filter(is_current=True).order_by("id").first()
    return current or CertificateTemplate.objects.create(
        tenant=agency,
        name="Sertifikat",
        settings={"letterhead": [agency.name], "signers": []},
        created_at=now,
    )


def _row(
    agency: Agency,
    template: CertificateTemplate,
    request: CertificateRequest,
    *,
    number: TakenNumber,
    issued_on: date,
    by: int | None,
    now: datetime,
) -> Certificate:
    return Certificate(
        tenant=agency,
        code=new_code(),
        number=number.text,
        number_year=issued_on.year,
        number_sequence=number.sequence,
        person_id=request.person_id,
        role=request.role,
        kind=request.kind,
        title=request.title,
        source_type=request.source_type,
        source_id=request.source_id,
        template=template,
        face=frozen_face(request, issued_on=issued_on),
        jp_entry_id=request.jp_entry_id or None,
        issued_by_id=by,
        issued_at=now,
    )


def frozen_face(request: CertificateRequest, *, issued_on: date) -> dict[str, object]:
    """All that the paper shows, as JSON: what changes later changes no paper."""
    face = {each.name: getattr(request, each.name) for each in fields(request)}
    face["subjects"] = _lines(request.subjects)
    for key in ("starts_on", "ends_on"):
        face[key] = face[key].isoformat() if face[key] else ""
    return face | {"issued_on": issued_on.isoformat()}


@lru_cache(maxsize=8)
def _lines(subjects: tuple[Subject, ...]) -> list[dict[str, object]]:
    """Who learnt together learnt the same: the list is shared, and nobody changes it."""
    return [asdict(subject) for subject in subjects]


def new_code() -> str:
    """Public code of 128 random bits in base32: cannot be guessed, can be typed."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")
