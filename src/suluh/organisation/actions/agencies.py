"""Agencies: created by the national role, kept by their own administrators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from suluh.base.accent import HEX
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.uploads import Refused, checked
from suluh.organisation.models import Agency
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor

LARGEST_LOGO = 1024 * 1024
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class CodeTaken(DomainError):
    """Another agency has that code."""

    code = "code_taken"
    sentence = _("Kode ini sudah dipakai instansi lain.")


class LogoRefused(DomainError):
    """The logo is no PNG or JPEG, or too large."""

    code = "logo_refused"
    sentence = _("Logo harus PNG atau JPEG, paling besar 1 MB.")


class AccentRefused(DomainError):
    """The colour is not written #rrggbb."""

    code = "accent_refused"
    sentence = _("Tulis warna seperti #0b6e7f.")


@dataclass(frozen=True, slots=True)
class AgencyData:
    """What is told when an agency is created."""

    code: str
    name: str
    short_name: str
    kind: str
    zone: str = "Asia/Jakarta"
    region_code: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an agency's administrator sets."""

    name: str
    short_name: str
    zone: str
    accent: str
    certificate_unit: str
    archive_code: str
    target_share: Decimal


def create_agency(*, actor: Actor | None, now: datetime, data: AgencyData) -> Agency:
    """Open a new agency; `actor` None is the operator at the command line."""
    if actor is not None:
        require(actor, Permission.AGENCY_CREATE)
    if Agency.objects.filter(code=data.code).exists():
        raise CodeTaken
    agency = Agency.objects.create(
        code=data.code, name=data.name, short_name=data.short_name, kind=data.kind,
        zone=data.zone, region_code=data.region_code, created_at=now,
    )  # fmt: skip
    record_event(
        "organisation.agency.created", at=now, tenant_id=agency.id,
        actor_id=actor.person_id if actor else None, subject=agency.uuid,
        data={"name": agency.name},
    )  # fmt: skip
    return agency


def edit_agency(
    *, actor: Actor, now: datetime, settings: Settings, logo: File[Any] | None = None
) -> Agency:
    """Change name, colour, zone, numbers and logo of the actor's own agency."""
    agency_id = home_of(actor)
    require(actor, Permission.AGENCY_EDIT, agency_id=agency_id)
    if settings.accent and not HEX.fullmatch(settings.accent):
        raise AccentRefused
    agency = Agency.objects.select_for_update().get(id=agency_id)
    fields = [
        "name", "short_name", "zone", "accent", "certificate_unit", "archive_code", "target_share",
    ]  # fmt: skip
    changed = [name for name in fields if getattr(agency, name) != getattr(settings, name)]
    for name in changed:
        setattr(agency, name, getattr(settings, name))
    if logo is not None:
        name, data = _drawn_anew(logo)
        agency.logo.save(f"{agency.uuid}{name}", ContentFile(data), save=False)
        changed.append("logo")
    if changed:
        agency.save(update_fields=changed)
        record_event(
            "organisation.agency.edited", at=now, tenant_id=agency.id, actor_id=actor.person_id,
            subject=agency.uuid, data={"fields": changed},
        )  # fmt: skip
    return agency


def _drawn_anew(logo: File[Any]) -> tuple[str, bytes]:
    """Ending and content of the picture, told by its first octets and without what it hides."""
    logo.seek(0)
    data: bytes = logo.read(LARGEST_LOGO + 1)
    ending = ".png" if data.startswith(_PICTURES[0]) else ".jpg"
    try:
        return ending, checked(f"logo{ending}", data, sorts=("gambar",), most_octets=LARGEST_LOGO)
    except Refused as error:
        raise LogoRefused from error
