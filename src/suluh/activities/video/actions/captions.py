"""Captions of a video: kept by language, replaced, taken away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.activities.video.models import Captions
from suluh.activities.video.queries.clips import get_clip, require_writer
from suluh.activities.video.rules import captions
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.organisation.types import Actor


class NoCaptions(DomainError):
    """Nothing that is read as WebVTT or SubRip."""

    code = "no_captions"
    sentence = _(
        "Teks ini bukan WebVTT atau SRT yang utuh. Tiap baris perlu waktu mulai dan akhir."
    )


def keep_captions(*, actor: Actor, clip: UUID, language: str, text: str, now: datetime) -> Captions:
    """Captions in that language, in place of earlier ones. Raises NoCaptions."""
    require_writer(actor)
    found = get_clip(actor, clip)
    try:
        cues = captions.read(text)
    except ValueError as error:
        raise NoCaptions from error
    kept, _is_new = Captions.objects.update_or_create(
        clip=found, language=language,
        defaults={
            "tenant_id": found.tenant_id, "text": captions.write(cues),
            "changed_by_id": actor.person_id, "changed_at": now,
        },
    )  # fmt: skip
    record_event(
        "video.captions.kept", at=now, tenant_id=found.tenant_id, actor_id=actor.person_id,
        subject=found.uuid, data={"language": language},
    )  # fmt: skip
    return kept


def remove_captions(*, actor: Actor, clip: UUID, language: str, now: datetime) -> None:
    """Take them away; nothing happens where there are none."""
    require_writer(actor)
    found = get_clip(actor, clip)
    gone, _rows = Captions.objects.filter(clip=found, language=language).delete()
    if gone:
        record_event(
            "video.captions.removed", at=now, tenant_id=found.tenant_id, actor_id=actor.person_id,
            subject=found.uuid, data={"language": language},
        )  # fmt: skip
