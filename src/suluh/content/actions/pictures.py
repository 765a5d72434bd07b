"""Pictures of texts: told by their content, drawn anew, kept once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from suluh.base.uploads import checked
from suluh.content.models import Picture
from suluh.content.queries.trainings import get_training
from suluh.content.rules.pictures import to_figure
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

MOST_MB = 10


def add_picture(
    *, actor: Actor, training: UUID, upload: UploadedFile[Any], now: datetime
) -> Picture:
    """Keep it for texts of the agency; the same picture again is the same row.

    Raises `Refused` with a sentence for what is no picture, NotFound for who does not write there.
    """
    tenant_id = get_training(actor, training, Permission.TRAINING_WRITE).tenant_id
    most = MOST_MB * 1024 * 1024
    data = checked(upload.name or "", upload.read(most + 1), sorts=("gambar",), most_octets=most)
    made, width, height = to_figure(data)
    mark = sha256(made).hexdigest()
    rows = Picture.objects.filter(sha256=mark)
    if not rows.exists():
        row = Picture(
            tenant_id=tenant_id, file=ContentFile(made, name="gambar.webp"), sha256=mark,
            width=width, height=height, created_by_id=actor.person_id, created_at=now,
        )  # fmt: skip
        Picture.objects.bulk_create([row], ignore_conflicts=True)  # another window may be as quick
    return rows.get()
