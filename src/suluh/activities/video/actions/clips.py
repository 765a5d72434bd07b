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
from suluh.activities.video.ports import packer
from suluh.activities.video.queries.clips import get_clip, require_writer, room_left
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
        "Berkas ini bukan video yang utuh, atau jenisnya tidak dikenal. Simpan ulang sebagai MP4,"
        " lalu unggah lagi."
    )


class NoRoom(DomainError):
    """Larger than a file may be, or than what is left of the agency's space."""

    code = "no_room"
    status = 413
    sentence = _(
        "Ruang video instansi tidak cukup untuk berkas ini. Perkecil videonya, atau minta admin"
        " menambah ruang."
    )


def add_clip(*, actor: Actor, title: str, file: UploadedFile[Any], now: datetime) -> Clip:
    """Keep a video that came in one piece. Raises NoRoom, and NoVideo by content, not by name."""
    require_writer(actor)
    if (file.size or 0) > min(room_left(), settings.VIDEO_LARGEST):
        raise NoRoom
    begins_well(file.read(16))
    path = Path(settings.MEDIA_ROOT) / f"video/{uuid7().hex}.baru"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    try:
        return add_clip_from(actor=actor, title=title, path=path, now=now)
    except NoVideo:
        path.unlink(missing_ok=True)
        raise


def add_clip_from(*, actor: Actor, title: str, path: Path, now: datetime) -> Clip:
    """Keep a video that came in parts; the file moves. Raises NoVideo."""
    require_writer(actor)
    with path.open("rb") as file:
        media = begins_well(file.read(16))
        seconds = mp4.seconds_of(file) if media == mp4.MP4 else None
    if media != mp4.MP4 and (facts := packer().look(path)):
        seconds = facts.milliseconds / 1000
    if seconds is None or not 0 < seconds <= LONGEST:
        raise NoVideo
    return _keep(actor, title, path, seconds=seconds, media=media, now=now)


def begins_well(head: bytes) -> str:
    """The sort of video that begins so. Raises NoVideo: at once, not after the last of two gigabytes.

    What browsers do not play by themselves is taken where this machine can pack it.
    """
    media = mp4.media_of(head)
    if not media or (media != mp4.MP4 and not packer().is_there()):
        raise NoVideo
    return media


def _keep(
    actor: Actor, title: str, source: Path, *, seconds: float, media: str, now: datetime
) -> Clip:  # fmt: skip
    tenant_id = require_writer(actor)
    uuid = uuid7()
    path = f"video/{tenant_id}/{uuid.hex}/asli.mp4"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    size = source.stat().st_size
    source.replace(target)
    made = Clip.objects.create(
        uuid=uuid, tenant_id=tenant_id, title=title, file=path, size=size,
        milliseconds=int(seconds * 1000), media=media, created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    queue_packing(clip=made, now=now)
    _tell("video.clip.added", made, actor, now=now)
    return made


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
