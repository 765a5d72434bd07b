"""Pictures of questions: told by content, drawn anew as WebP, kept once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from suluh.activities.quiz.models import Picture
from suluh.activities.quiz.queries.bank import require_writer
from suluh.activities.quiz.rules.exchange.pictures import Kept, mark_of
from suluh.base.uploads import Refused, checked
from suluh.content.rules.pictures import size_of, to_figure
from suluh.organisation.types import Actor
from suluh.standards.questions.types import EmbeddedFile

MOST_MB, MOST_AT_ONCE = 10, 500


def keep_picture(*, actor: Actor, upload: UploadedFile[Any], now: datetime) -> Picture:
    """Keep it for the agency's questions; the same picture again is the same row.

    Raises `Refused` with a sentence for what is no picture, NotAllowed for who writes no questions.
    """
    tenant_id = require_writer(actor)
    most = MOST_MB * 1024 * 1024
    data = checked(upload.name or "", upload.read(most + 1), sorts=("gambar",), most_octets=most)
    return _kept(tenant_id, data, by_id=actor.person_id, now=now)


def keep_embedded(
    *, tenant_id: int, by_id: int | None, files: Iterable[EmbeddedFile], now: datetime
) -> dict[str, Kept]:
    """Keep the pictures of a file of questions, by their marks; what is none is left out.

    One that was drawn here is the same picture when it comes back.
    """
    found: dict[str, Kept] = {}
    for file in files:
        mark = mark_of(file)
        if mark in found or len(found) >= MOST_AT_ONCE:
            continue
        row = Picture.objects.filter(sha256=mark).first()
        if row is not None:
            found[mark] = Kept(str(row.uuid), row.width, row.height)
        elif (data := _picture(file)) is not None:
            row = _kept(tenant_id, data, by_id=by_id, now=now)
            found[mark] = Kept(str(row.uuid), *size_of(file.content))
    return found


def _picture(file: EmbeddedFile) -> bytes | None:
    most = MOST_MB * 1024 * 1024
    try:
        return checked(file.name, file.content, sorts=("gambar",), most_octets=most)
    except Refused:
        return None


def _kept(tenant_id: int, data: bytes, *, by_id: int | None, now: datetime) -> Picture:
    made, width, height = to_figure(data)
    mark = sha256(made).hexdigest()
    rows = Picture.objects.filter(sha256=mark)
    if not rows.exists():
        row = Picture(
            tenant_id=tenant_id, file=ContentFile(made, name="gambar.webp"), sha256=mark,
            width=width, height=height, created_by_id=by_id, created_at=now,
        )  # fmt: skip
        Picture.objects.bulk_create([row], ignore_conflicts=True)  # another window may be as quick
    return rows.get()
