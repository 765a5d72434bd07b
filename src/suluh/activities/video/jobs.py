"""Jobs of videos: packing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from uuid import UUID

from django.conf import settings

from suluh.activities.video.actions import packing, uploads
from suluh.activities.video.models import Clip
from suluh.activities.video.ports import NotPacked, Rendition, packer
from suluh.base.clock import now
from suluh.base.jobs import Lane, every, job
from suluh.base.progress import report_progress
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.base.uploads import scanner

EVERY_SECONDS = 2.0
CHUNK = 64 * 1024
_log = logging.getLogger(__name__)


@every("17 2 * * *", name="video.forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Each night: uploads that nobody continued."""
    with scoped(SYSTEM):
        uploads.forget_uploads(now=now())


@job("video.pack_clip", lane=Lane.LONG, attempts=6)
def pack_clip(*, clip: str, tenant_id: int) -> None:
    """Pack outside of any transaction; a second run finds it done."""
    scope = Scope(tenant_id=tenant_id)
    with scoped(scope):
        found = packing.begin_packing(clip=UUID(clip))
    if found is None or _is_harmful(found, scope):
        return
    made = _packed(found, scope)
    with scoped(scope):
        packing.finish_packing(clip=found, made=made, now=now())


def _is_harmful(clip: Clip, scope: Scope) -> bool:
    """Ask the scanner of uploads first, where there is one; the job is tried again while it is away."""
    asked = scanner()
    if asked is None:
        return False
    with (Path(settings.MEDIA_ROOT) / clip.file).open("rb") as file:
        named = asked.scan(iter(lambda: file.read(CHUNK), b""))
    if named:
        with scoped(scope):
            packing.refuse_clip(clip=clip, named=named, now=now())
    return bool(named)


def _packed(clip: Clip, scope: Scope) -> tuple[Rendition, ...]:
    """What was made; nothing where this machine cannot, or the file does not let it."""
    use = packer()
    if not use.is_there():
        return ()
    source = Path(settings.MEDIA_ROOT) / clip.file
    try:
        return use.pack(source, packing.new_draft(clip), tell=_teller(clip, scope))
    except NotPacked as error:
        _log.warning("video %s is not packed: %s", clip.uuid, error)
        return ()


def _teller(clip: Clip, scope: Scope) -> Callable[[int], None]:
    """Writes the progress down, every other second at most."""
    last = monotonic()

    def tell(milliseconds: int) -> None:
        nonlocal last
        if clip.job is None or monotonic() - last < EVERY_SECONDS:
            return
        last = monotonic()
        total = max(1, clip.milliseconds // 1000)
        with scoped(scope):
            done = min(total, milliseconds // 1000)
            report_progress(clip.job, done=done, total=total, now=now())

    return tell
