"""Uploads in parts: begun, continued where they stopped, finished as a video, given up, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from suluh.activities.video.actions.clips import NoRoom, NoVideo, add_clip_from, begins_well
from suluh.activities.video.models import Clip, Upload
from suluh.activities.video.queries.clips import require_writer, room_left
from suluh.activities.video.queries.uploads import get_upload
from suluh.base.errors import DomainError
from suluh.organisation.types import Actor

LIFE, HEAD = timedelta(days=3), 16


class OtherOffset(DomainError):
    """Not where the upload stands: the client asks and goes on from there."""

    code = "other_offset"
    status = 409
    sentence = _("Unggahan dilanjutkan dari tempat lain.")


def begin_upload(*, actor: Actor, title: str, size: int, now: datetime) -> Upload:
    """Reserve the space; raises NoRoom."""
    tenant_id = require_writer(actor)
    if not 0 < size <= min(room_left(), settings.VIDEO_LARGEST):
        raise NoRoom
    made = Upload.objects.create(
        tenant_id=tenant_id, title=title, size=size, created_by_id=actor.person_id or 0,
        created_at=now, expires_at=now + LIFE,
    )  # fmt: skip
    path = path_of(made)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return made


def append(
    *, actor: Actor, upload: UUID, offset: int, data: bytes, now: datetime
) -> tuple[Upload, Clip | None]:  # fmt: skip
    """Write a part where the upload stands; the last part makes it a video.

    Raises OtherOffset, and NoVideo where its beginning or the whole is none (then nothing stays).
    """
    found = get_upload(actor, upload, lock=True)
    if offset != found.offset or offset + len(data) > found.size:
        raise OtherOffset
    if offset == 0 and len(data) >= HEAD:
        _look(found, data[:HEAD])
    with path_of(found).open("r+b") as file:
        file.seek(offset)
        file.write(data)
    found.offset += len(data)
    found.expires_at = now + LIFE
    found.save(update_fields=["offset", "expires_at"])
    return found, _finished(actor, found, now=now) if found.offset == found.size else None


def _look(found: Upload, head: bytes) -> None:
    """What does not begin as a video goes with its first part."""
    try:
        begins_well(head)
    except NoVideo:
        path_of(found).unlink(missing_ok=True)
        found.delete()
        raise


def _finished(actor: Actor, found: Upload, *, now: datetime) -> Clip:
    path = path_of(found)
    try:
        return add_clip_from(actor=actor, title=found.title, path=path, now=now)
    except NoVideo:
        path.unlink(missing_ok=True)
        raise
    finally:
        found.delete()


def cancel_upload(*, actor: Actor, upload: UUID) -> None:
    """Give it up: file and row go."""
    found = get_upload(actor, upload, lock=True)
    path_of(found).unlink(missing_ok=True)
    found.delete()


def forget_uploads(*, now: datetime) -> int:
    """What nobody continued for three days goes, with its file."""
    old = list(Upload.objects.filter(expires_at__lt=now)[:500])
    for each in old:
        path_of(each).unlink(missing_ok=True)
        each.delete()
    return len(old)


def path_of(upload: Upload) -> Path:
    """Where its parts lie."""
    return Path(settings.MEDIA_ROOT) / f"video/{upload.tenant_id}/unggah/{upload.uuid.hex}"
