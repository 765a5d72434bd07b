"""The library of videos: adding, renaming, putting away."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suluh.activities.video.actions.packing import queue_packing
from suluh.activities.video.models import Clip
from suluh.activities.video.queries.clips import get_clip, require_writer
from suluh.activities.video.rules import mp4
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.organisation.types import Actor

LONGEST = 6 * 3600


class NoVideo(DomainError):
    """Not a file that browsers play, by its content."""

    code = "no_video"
    sentence = _(
        "Berkas ini bukan video MP4 yang utuh. Simpan ulang sebagai MP4, lalu unggah lagi."
    )


def add_clip(*, actor: Actor, title: str, file: UploadedFile[Any], now: datetime) -> Clip:
    """Keep an uploaded video in the library. Raises NoVideo by content, not by name."""
    tenant_id = require_writer(actor)
    seconds = mp4.seconds_of(file) if mp4.is_mp4(file.read(16)) else None
    if seconds is None or not 0 < seconds <= LONGEST:
        raise NoVideo
    uuid = uuid7()
    path = f"video/{tenant_id}/{uuid.hex}/asli.mp4"
    _store(file, Path(settings.MEDIA_ROOT) / path)
    made = Clip.objects.create(
        uuid=uuid, tenant_id=tenant_id, title=title, file=path, size=file.size or 0,
        milliseconds=int(seconds * 1000), created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    queue_packing(clip=made, now=now)
    _tell("video.clip.added", made, actor, now=now)
    return made


def _store(file: UploadedFile[Any], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)


def archive_clip(*, actor: Actor, uuid: UUID, is_back: bool, now: datetime) -> Clip:
    """Put a video away, or take it back; where it is used it goes on playing."""
    require_writer(actor)
    clip = get_clip(actor, uuid)
    clip.archived_at = None if is_back else now
    clip.save(update_fields=["archived_at"])
    _tell("video.clip.restored" if is_back else "video.clip.archived", clip, actor, now=now)
    return clip


def rename_clip(*, actor: Actor, uuid: UUID, title: str, now: datetime) -> Clip:
    """Another title in the library."""
    require_writer(actor)
    clip = get_clip(actor, uuid)
    clip.title = title
    clip.save(update_fields=["title"])
    _tell("video.clip.renamed", clip, actor, now=now)
    return clip


def _tell(name: str, clip: Clip, actor: Actor, *, now: datetime) -> None:
    record_event(
        name, at=now, tenant_id=clip.tenant_id, actor_id=actor.person_id, subject=clip.uuid
    )
