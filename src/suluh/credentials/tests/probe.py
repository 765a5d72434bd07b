"""How the cross-tenant probe asks for the pages of certificates."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.actions import issue_certificates
from suluh.credentials.models import Certificate, CertificateTemplate, NumberBlock
from suluh.credentials.types import CertificateRequest
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

ANYBODY = "verification is public; the 128-bit code is the key, the NIP is masked"


def foreign_certificate(world: World, source: str = "") -> Certificate:
    """A certificate that the other agency issued."""
    person = world.other_person
    request = CertificateRequest(
        person_id=person.pk, source_type="acara", source_id=source or str(uuid4()),
        title=world.canary, name=person.full_name, nip=person.nip or "",
    )  # fmt: skip
    (row,) = issue_certificates(
        tenant_id=world.other.pk, requests=[request], template_id=None, issued_by_id=None,
        now=now(),
    )  # fmt: skip
    return row


def named(world: World) -> dict[str, Any]:
    """Arguments of a page about one certificate."""
    return {"uuid": foreign_certificate(world).uuid}


def of_event(world: World) -> dict[str, Any]:
    """Arguments of the list of an event's certificates."""
    source = uuid4()
    foreign_certificate(world, str(source))
    return {"source_id": source}


def template(world: World) -> dict[str, Any]:
    """Arguments of a page about one template."""
    with scoped(SYSTEM):
        row = CertificateTemplate.objects.create(
            tenant=world.other, name=world.canary, settings={"letterhead": [world.canary]},
            created_at=now(),
        )  # fmt: skip
    return {"uuid": row.uuid}


def block(world: World) -> None:
    """Numbers that the other agency reserved."""
    with scoped(SYSTEM):
        NumberBlock.objects.create(
            tenant=world.other, year=now().year, first=901, last=909, next=901, note=world.canary,
            created_by_id=1, created_at=now(),
        )  # fmt: skip


def public_code(world: World) -> dict[str, Any]:
    """The code printed on a certificate."""
    return {"code": foreign_certificate(world).code}


CASES: dict[str, Case] = {
    "certificates": Own(foreign_certificate),
    "certificate": Foreign(named),
    "certificate_download": Foreign(named),
    "certificate_file": Foreign(lambda world: named(world) | {"name": "klaim.jws"}),
    "certificate_correct": Foreign(
        named, data={"name": "Lain", "reason": "Alasan yang cukup panjang."}
    ),
    "certificate_revoke": Foreign(named, data={"reason": "Alasan yang cukup panjang."}),
    "verify": Public(ANYBODY),
    "verify_pdf": Public(ANYBODY),
    "verify_token": Public(ANYBODY),
    "verify_proof": Public(ANYBODY, public_code),
    "verify_offline": Public("keys are public, and the page holds nothing else"),
    "verify_status": Public(
        "hashes of random codes: they tell nobody which certificates there are"
    ),
    "verify_json": Public(ANYBODY, public_code),
    "verify_code": Public(ANYBODY, public_code),
    "verify_qr": Public(ANYBODY),
    "certificate_workbench": Own(block),
    "certificate_numbering": Own(block),
    "certificate_block": Own(block),
    "certificate_template_new": Own(template),
    "certificate_template": Foreign(template, data={"name": "Lain"}),
    "certificate_preview": Foreign(lambda world: template(world) | {"page": 1}),
    "certificates_issued": Own(foreign_certificate),
    "certificates_of_event": Foreign(of_event),
}
