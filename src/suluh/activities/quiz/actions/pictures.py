"""Pictures of questions: told by content, drawn anew as WebP, kept once."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from suluh.activities.quiz.models import Picture
from suluh.activities.quiz.queries.bank import require_writer
from suluh.base.uploads import checked
from suluh.organisation.types import Actor

MOST_MB, MOST_SIDE = 10, 1_200


def keep_picture(*, actor: Actor, upload: UploadedFile[Any], now: datetime) -> Picture:
    """Keep it for the agency's questions; the same picture again is the same row.

    Raises `Refused` with a sentence for what is no picture, NotAllowed for who writes no questions.
    """
    tenant_id = require_writer(actor)
    most = MOST_MB * 1024 * 1024
    data = checked(upload.name or "", upload.read(most + 1), sorts=("gambar",), most_octets=most)
    made, width, height = _as_webp(data)
    mark = sha256(made).hexdigest()
    found = Picture.objects.filter(sha256=mark).first()
    if found is not None:
        return found
    return Picture.objects.create(
        tenant_id=tenant_id, file=ContentFile(made, name="gambar.webp"), sha256=mark, width=width,
        height=height, created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip


def _as_webp(data: bytes) -> tuple[bytes, int, int]:
    """Small enough for a phone; `checked` has read it, so it is a picture."""
    from PIL import Image  # large, and few upload a picture

    with Image.open(BytesIO(data)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((MOST_SIDE, MOST_SIDE))
    made = BytesIO()
    small.save(made, "WEBP", quality=82)
    return made.getvalue(), small.width, small.height
