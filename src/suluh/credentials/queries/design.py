"""Templates, numbering and previews of an agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from suluh.base.errors import NotFound
from suluh.credentials import ports
from suluh.credentials.models import CertificateTemplate, NumberBlock, NumberSeries
from suluh.credentials.queries.papers import template_images
from suluh.credentials.rules.paper import DEFAULT_PATTERN, Identity, face_of
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

LONGEST = {
    "name": "Prof. Dr. Ir. R. M. Kusumaningrat Adiwijaya Hadikusumo Sastrodiningrat, M.Sc., Ph.D.",
    "nip": "196512311990031001",
    "position": "Analis Kebijakan Ahli Madya pada Bidang Perencanaan dan Pengendalian",
    "unit": "Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan Pengendalian Penduduk",
    "title": "Pelayanan publik yang ramah disabilitas: dari loket sampai aplikasi di kepulauan",
}


@dataclass(frozen=True, slots=True)
class Workbench:
    """What an agency has set up for its certificates."""

    templates: list[CertificateTemplate]
    pattern: str
    next_number: int
    blocks: list[NumberBlock]


def get_workbench(actor: Actor, *, year: int) -> Workbench:
    """Templates in force, this year's numbering; raises NotAllowed."""
    require(actor, Permission.CERTIFICATE_DESIGN, agency_id=actor.agency_id)
    series = NumberSeries.objects.filter(year__lte=year).order_by("-year").first()
    return Workbench(
        templates=list(CertificateTemplate.objects.filter(is_current=True).order_by("name", "id")),
        pattern=series.pattern if series else DEFAULT_PATTERN,
        next_number=series.next if series and series.year == year else 1,
        blocks=list(NumberBlock.objects.filter(year=year).order_by("first")),
    )


def find_template(actor: Actor, uuid: UUID) -> CertificateTemplate:
    """A template of the actor's agency; raises NotAllowed, NotFound."""
    require(actor, Permission.CERTIFICATE_DESIGN, agency_id=actor.agency_id)
    row = CertificateTemplate.objects.filter(uuid=uuid).first()
    if row is None:
        raise NotFound
    return row


def initial_of(row: CertificateTemplate | None, actor: Actor) -> dict[str, Any]:
    """The form's values of a template; sensible ones for a new one."""
    if row is None:
        return {"name": "Sertifikat", "letterhead": actor.agency_name, "accent": "#0f4c5c",
                "border": True, "reverse": True}  # fmt: skip
    values = dict(row.settings) | {"name": row.name}
    values["letterhead"] = "\n".join(row.settings.get("letterhead") or ())
    for number, signer in enumerate(row.settings.get("signers") or (), 1):
        values[f"signer_{number}"] = signer.get("name", "")
        for key in ("post", "rank", "nip"):
            values[f"{key}_{number}"] = signer.get(key, "")
    return values


def preview_png(row: CertificateTemplate, *, page: int) -> bytes:
    """One page of the template with the longest name; the last page where there are fewer."""
    today = date.today().isoformat()  # noqa: DTZ011 a picture's date, nothing is decided by it
    subjects = [{"name": "Dasar hukum dan asas pelayanan", "jp_minor": 200, "speaker": "Dr. Ratna"}]
    frozen = LONGEST | {"issued_on": today, "starts_on": today, "jp_minor": 300,
                        "subjects": subjects}  # fmt: skip
    identity = Identity(
        number="800.2.4/0001/BPSDM/I/2026", code="CONTOHCONTOHCONTOHCONTOH22",
        role="peserta", kind="sertifikat", revision=0, organiser=row.tenant.name,
        check_url="suluh.contoh.go.id/periksa/", claims_url="https://suluh.contoh.go.id/v#contoh",
    )  # fmt: skip
    face = face_of(frozen, identity, settings=row.settings, images=template_images(row))
    pages = ports.renderer().preview(face, ppi=96)
    return pages[min(page, len(pages)) - 1]
