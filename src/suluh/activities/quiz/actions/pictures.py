"""Pictures of questions: told by content, drawn anew as WebP, kept once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from suluh.activities.quiz.models import Picture
from suluh.activities.quiz.queries.bank import require_writer
from suluh.activities.quiz.rules.exchange.pictures import Kept, mark_of
from suluh.base.uploads import Refused
from suluh.content.actions.pictures import MOST_OCTETS, keep_once, read_picture
from suluh.content.rules.pictures import size_of
from suluh.organisation.types import Actor
from suluh.standards.questions.types import EmbeddedFile

MOST_AT_ONCE = 500


def keep_picture(*, actor: Actor, upload: UploadedFile[Any], now: datetime) -> Picture:
    """Keep it for the agency's questions; the same picture again is the same row.

    Raises `Refused` with a sentence for what is no picture, NotAllowed for who writes no questions.
    """
    tenant_id = require_writer(actor)
    data = read_picture(upload.name or "", upload.read(MOST_OCTETS + 1))
    return keep_once(
        Picture.objects.all(), data, tenant_id=tenant_id, by_id=actor.person_id, now=now
    )


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
            row = keep_once(Picture.objects.all(), data, tenant_id=tenant_id, by_id=by_id, now=now)
            found[mark] = Kept(str(row.uuid), *size_of(file.content))
    return found


def _picture(file: EmbeddedFile) -> bytes | None:
    try:
        return read_picture(file.name, file.content)
    except Refused:
        return None
