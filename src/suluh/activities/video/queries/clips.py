"""The agency's library of videos: lists, one video, who uses it, where it is served."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet, Sum

from suluh.activities.video.models import Captions, Clip, Upload
from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Activity
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor


def may_write(actor: Actor) -> bool:
    """Whether the actor adds videos: whoever writes trainings of the agency does."""
    return _holds(actor, Permission.TRAINING_WRITE)


def require_writer(actor: Actor) -> int:
    """The actor's agency; raises NotAllowed unless the actor writes trainings there."""
    if actor.agency_id is None or not may_write(actor):
        raise NotAllowed
    return actor.agency_id


def _holds(actor: Actor, permission: Permission) -> bool:
    """The library is the agency's: a role over any unit of it is enough."""
    return actor.agency_id is not None and bool(reach(actor, permission, agency_id=actor.agency_id))


def clip_list(actor: Actor, *, text: str = "", is_archived: bool = False) -> QuerySet[Clip]:
    """Videos of the actor's agency, newest first."""
    if not _holds(actor, Permission.TRAINING_VIEW):
        raise NotAllowed
    rows = Clip.objects.filter(archived_at__isnull=not is_archived)
    return rows.filter(title__icontains=text) if text else rows


def get_clip(actor: Actor, uuid: UUID) -> Clip:
    """One of them; absent where it is another agency's."""
    found = clip_list(actor).filter(uuid=uuid).first()
    return found or _archived(actor, uuid)


def _archived(actor: Actor, uuid: UUID) -> Clip:
    found = clip_list(actor, is_archived=True).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def choices() -> list[tuple[str, str]]:
    """Videos to choose from in the scope's agency: the newest two hundred."""
    rows = Clip.objects.filter(archived_at=None)
    return [(str(uuid), title) for uuid, title in rows.values_list("uuid", "title")[:200]]


def clip_of(uuid: UUID | None) -> Clip | None:
    """A video of the scope's agency; None where it has none of that name."""
    return Clip.objects.filter(uuid=uuid).first() if uuid else None


def captions_of(clip: Clip) -> list[Captions]:
    """Its captions, Indonesian before English."""
    order = list(Captions.Language)
    return sorted(
        Captions.objects.filter(clip=clip),
        key=lambda each: order.index(Captions.Language(each.language)),
    )


def has_captions(clip: UUID) -> bool:
    """Whether anybody wrote down what is said in it."""
    return Captions.objects.filter(clip__uuid=clip).exists()


def space_used() -> int:
    """Octets of the scope's agency: files, what was packed of them, and what is on its way."""
    files = Clip.objects.values_list("size", "packed")
    kept = sum(size + sum(each["size"] for each in packed) for size, packed in files)
    coming = Upload.objects.aggregate(total=Sum("size"))["total"]
    return kept + int(coming or 0)


def room_left() -> int:
    """What is left of the agency's space for videos."""
    return int(settings.VIDEO_QUOTA) - space_used()


def usage_of(clip: Clip) -> list[Activity]:
    """Where it is shown: at most twenty activities, newest first."""
    rows = Activity.objects.filter(kind="video", settings__clip=str(clip.uuid))
    return list(rows.select_related("version__training").order_by("-id")[:20])
