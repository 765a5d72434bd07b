"""The agency's templates and numbering."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.uploads import Refused, checked
from suluh.credentials.models import CertificateTemplate, NumberBlock, NumberSeries
from suluh.credentials.rules.look import MAX_IMAGE_BYTES, problem_of_image
from suluh.credentials.types.face import Image
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor

_ENDINGS = {
    "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp", "image/svg+xml": ".svg",
}  # fmt: skip


class BadImage(DomainError):
    """A picture that cannot be printed."""

    code = "bad_image"


class BlockOverlaps(DomainError):
    """Numbers that are taken or reserved already."""

    code = "block_overlaps"
    sentence = _("Sebagian nomor itu sudah terpakai atau sudah dicadangkan. Periksa rentangnya.")


def save_template(
    *,
    actor: Actor,
    uuid: UUID | None,
    name: str,
    settings: dict[str, Any],
    files: dict[str, UploadedFile[Any] | None],
    now: datetime,
) -> CertificateTemplate:
    """Save a template as a new version; certificates issued before keep theirs.

    Records `credentials.template.saved`. Raises NotAllowed, NotFound, BadImage.
    """
    require(actor, Permission.CERTIFICATE_DESIGN, agency_id=actor.agency_id)
    old = _current(uuid) if uuid else None
    kept = {key: _kept(file) for key, file in files.items()}
    new = CertificateTemplate(
        tenant_id=home_of(actor),
        version=old.version + 1 if old else 1,
        name=name,
        settings=settings,
        logo=kept.get("logo") or (old.logo if old else ""),
        background=kept.get("background") or (old.background if old else ""),
        created_by_id=actor.person_id,
        created_at=now,
    )
    if old:
        new.family = old.family
        CertificateTemplate.objects.filter(id=old.id).update(is_current=False)
    new.save()
    record_event(
        "credentials.template.saved",
        at=now,
        tenant_id=home_of(actor),
        actor_id=actor.person_id,
        subject=new.uuid,
        data={"name": name, "version": new.version},
    )
    return new


def _current(uuid: UUID) -> CertificateTemplate:
    row = CertificateTemplate.objects.select_for_update().filter(uuid=uuid, is_current=True).first()
    if row is None:
        raise NotFound
    return row


def _kept(file: UploadedFile[Any] | None) -> ContentFile[bytes] | None:
    """The picture under a name of ours; but for a drawing of lines it is drawn anew."""
    if not file:
        return None
    data, media = file.read(MAX_IMAGE_BYTES + 1), str(file.content_type or "")
    problem = problem_of_image(Image(data, media))
    if problem:
        raise BadImage(_(problem))
    ending = _ENDINGS[media]
    if ending != ".svg":
        try:
            data = checked(f"gambar{ending}", data, sorts=("gambar",), most_octets=MAX_IMAGE_BYTES)
        except Refused as error:
            raise BadImage(str(error)) from error
    return ContentFile(data, name=f"{uuid7().hex}{ending}")


def set_pattern(*, actor: Actor, pattern: str, year: int, now: datetime) -> None:
    """Set how numbers of the year are written; numbers already given stay as they are.

    Records `credentials.numbering.changed`. Raises NotAllowed.
    """
    require(actor, Permission.CERTIFICATE_DESIGN, agency_id=actor.agency_id)
    NumberSeries.objects.update_or_create(
        tenant_id=home_of(actor), year=year, defaults={"pattern": pattern}
    )
    record_event(
        "credentials.numbering.changed",
        at=now,
        tenant_id=home_of(actor),
        actor_id=actor.person_id,
        data={"pattern": pattern, "year": year},
    )


def reserve_block(
    *, actor: Actor, year: int, first: int, last: int, note: str, now: datetime
) -> NumberBlock:
    """Keep the numbers that the letter office gave; they are used before the series goes on.

    Records `credentials.block.reserved`. Raises NotAllowed, BlockOverlaps.
    """
    require(actor, Permission.CERTIFICATE_DESIGN, agency_id=actor.agency_id)
    blocks = NumberBlock.objects.filter(year=year)
    series = NumberSeries.objects.select_for_update().filter(year=year).first()
    taken = series is not None and first < series.next
    if taken or blocks.filter(first__lte=last, last__gte=first).exists():
        raise BlockOverlaps
    block = NumberBlock.objects.create(
        tenant_id=home_of(actor),
        year=year,
        first=first,
        last=last,
        next=first,
        note=note,
        created_by_id=actor.person_id,
        created_at=now,
    )
    record_event(
        "credentials.block.reserved",
        at=now,
        tenant_id=home_of(actor),
        actor_id=actor.person_id,
        subject=block.uuid,
        data={"first": first, "last": last, "year": year},
    )
    return block
