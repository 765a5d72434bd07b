"""Pictures that people upload: told by their content, drawn anew, kept once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from suluh.base.uploads import checked
from suluh.content.models import DrawnPicture, Picture
from suluh.content.queries.trainings import get_training
from suluh.content.rules.pictures import to_figure
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

MOST_OCTETS = 10 * 1024 * 1024
P = TypeVar("P", bound=DrawnPicture)


def add_picture(
    *, actor: Actor, training: UUID, upload: UploadedFile[Any], now: datetime
) -> Picture:
    """Keep it for texts of the agency; the same picture again is the same row.

    Raises `Refused` with a sentence for what is no picture, NotFound for who does not write there.
    """
    tenant_id = get_training(actor, training, Permission.TRAINING_WRITE).tenant_id
    data = read_picture(upload.name or "", upload.read(MOST_OCTETS + 1))
    return keep_once(
        Picture.objects.all(), data, tenant_id=tenant_id, by_id=actor.person_id, now=now
    )


def read_picture(name: str, data: bytes) -> bytes:
    """The picture in an upload; raises `Refused` with a sentence for what is none, or too large."""
    return checked(name, data, sorts=("gambar",), most_octets=MOST_OCTETS)


def keep_once(
    rows: QuerySet[P], data: bytes, *, tenant_id: int, by_id: int | None, now: datetime
) -> P:
    """Draw anew what `read_picture` has read, and keep it among these rows, once."""
    made, width, height = to_figure(data)
    mark = sha256(made).hexdigest()
    if not rows.filter(sha256=mark).exists():
        row = rows.model(
            tenant_id=tenant_id, file=ContentFile(made, name="gambar.webp"), sha256=mark,
            width=width, height=height, created_by_id=by_id, created_at=now,
        )  # fmt: skip
        rows.bulk_create([row], ignore_conflicts=True)  # another window may be as quick
    return rows.get(sha256=mark)
