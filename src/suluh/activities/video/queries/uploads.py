"""Uploads in parts, each its owner's alone."""

from __future__ import annotations

from uuid import UUID

from suluh.activities.video.models import Upload
from suluh.activities.video.queries.clips import require_writer
from suluh.base.errors import NotFound
from suluh.organisation.types import Actor


def get_upload(actor: Actor, uuid: UUID, *, lock: bool = False) -> Upload:
    """The actor's own upload; absent for everybody else."""
    require_writer(actor)
    rows = Upload.objects.select_for_update() if lock else Upload.objects.all()
    found = rows.filter(uuid=uuid, created_by_id=actor.person_id or 0).first()
    if found is None:
        raise NotFound
    return found
