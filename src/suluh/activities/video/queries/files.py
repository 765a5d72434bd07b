"""Which file an address of a video means."""

from __future__ import annotations

import re
from datetime import datetime

from suluh.activities.video.models import Captions, Clip
from suluh.activities.video.rules import addresses
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.organisation.types import Actor

ORIGINAL = "asli.mp4"
_CAPTIONS = re.compile(r"teks-([a-z]{2})\.vtt")
_PACKED = re.compile(r"[a-z0-9]{1,8}/[a-z0-9]{1,20}\.(?:m3u8|m4s|mp4)|[a-z0-9]{1,20}\.m3u8")
TYPES = {
    "m3u8": "application/vnd.apple.mpegurl", "m4s": "video/iso.segment", "mp4": "video/mp4",
}  # fmt: skip


def captions_text(actor: Actor, signed: str, name: str, *, now: datetime) -> str | None:
    """The captions that the name asks for; None for another file, absent where there are none."""
    asked = _CAPTIONS.fullmatch(name)
    if asked is None:
        return None
    found = addresses.read(signed, person_id=actor.person_id or 0, now=now)
    if found is None:
        raise NotFound
    with scoped(Scope(tenant_id=found[1], person_id=actor.person_id)):
        rows = Captions.objects.filter(clip__uuid=found[0], language=asked[1])
        text = rows.values_list("text", flat=True).first()
    if text is None:
        raise NotFound
    return text


def file_of(actor: Actor, signed: str, name: str, *, now: datetime) -> tuple[str, str]:
    """Path below MEDIA_ROOT and type; absent where the address is not the actor's or names nothing."""
    found = addresses.read(signed, person_id=actor.person_id or 0, now=now)
    if found is None or not (name == ORIGINAL or _PACKED.fullmatch(name)):
        raise NotFound
    uuid, tenant_id = found
    folder = f"video/{tenant_id}/{uuid.hex}"
    if name != ORIGINAL:
        return f"{folder}/{name}", TYPES[name.rpartition(".")[2]]
    with scoped(Scope(tenant_id=tenant_id, person_id=actor.person_id)):
        clip = Clip.objects.filter(uuid=uuid).first()
    if clip is None:
        raise NotFound
    return clip.file, clip.media
