"""Packing a video for weak lines: queued with the upload, done by a job, the original stays."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from suluh.activities.video.models import Clip
from suluh.activities.video.ports import Rendition
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.progress import finish_long_job, start_long_job

DRAFT = "baru"


def queue_packing(*, clip: Clip, now: datetime) -> None:
    """Wait for the job; its progress has a page of its own."""
    found = start_long_job(
        name="video.pack_clip", title=clip.title, tenant_id=clip.tenant_id,
        person_id=clip.created_by_id, now=now, total=clip.milliseconds // 1000,
        link=f"/kelola/video/{clip.uuid}/",
    )  # fmt: skip
    clip.job, clip.state = found.uuid, Clip.State.WAITING
    clip.save(update_fields=["job", "state"])
    enqueue(
        "video.pack_clip", key=f"video:{clip.uuid}", clip=str(clip.uuid), tenant_id=clip.tenant_id
    )


def begin_packing(*, clip: UUID) -> Clip | None:
    """Take it on; None where it is done already, or gone."""
    found = Clip.objects.select_for_update().filter(uuid=clip).first()
    if found is None or found.state in {Clip.State.READY, Clip.State.HARMFUL, Clip.State.BROKEN}:
        return None
    found.state = Clip.State.PACKING
    found.save(update_fields=["state"])
    return found


def folder_of(clip: Clip) -> Path:
    """Where its files lie."""
    return (Path(settings.MEDIA_ROOT) / clip.file).parent


def new_draft(clip: Clip) -> Path:
    """An empty folder to pack into; what an earlier try left goes."""
    draft = folder_of(clip) / DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    return draft


def refuse_clip(*, clip: Clip, named: str, now: datetime) -> None:
    """The scanner found something: the file goes, the row tells why."""
    shutil.rmtree(folder_of(clip), ignore_errors=True)
    clip.state, clip.archived_at = Clip.State.HARMFUL, now
    clip.save(update_fields=["state", "archived_at"])
    record_event(
        "video.clip.refused", at=now, tenant_id=clip.tenant_id, subject=clip.uuid,
        reason=named[:200],
    )  # fmt: skip
    if clip.job:
        told = _("Pemindai menemukan perangkat berbahaya. Berkas dihapus.")
        finish_long_job(clip.job, now=now, message=told, failed=True)


def finish_packing(*, clip: Clip, made: Sequence[Rendition], now: datetime) -> None:
    """Put the parts in their place, then say so; without any the original is what plays."""
    folder = folder_of(clip)
    draft = folder / DRAFT
    for part in draft.iterdir() if draft.exists() else ():
        target = folder / part.name
        shutil.rmtree(target, ignore_errors=True)
        part.replace(target)
    shutil.rmtree(draft, ignore_errors=True)
    clip.packed = [{"name": each.name, "height": each.height, "size": each.size} for each in made]
    as_it_came = Clip.State.FAILED if clip.plays else Clip.State.BROKEN
    clip.state = Clip.State.READY if made else as_it_came
    clip.save(update_fields=["packed", "state"])
    name = "video.clip.packed" if made else "video.clip.kept_as_is"
    record_event(name, at=now, tenant_id=clip.tenant_id, subject=clip.uuid)
    if clip.job:
        told = _("Video siap untuk sinyal lemah.") if made else _("Video diputar apa adanya.")
        if not clip.plays:
            told = _("Video ini tidak dapat diolah. Simpan ulang sebagai MP4, lalu unggah lagi.")
        finish_long_job(clip.job, now=now, message=told, failed=not clip.plays)
