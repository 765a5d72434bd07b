"""Trainings as the workshop sees them: those of the actor's agency within the units of a role."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Activity, LogEntry, Training, Version
from suluh.content.queries.outline import chapters_of
from suluh.content.types import Chapter
from suluh.ledger.models import Form
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

STATES = ("", "draf", "telaah", "terbit", "arsip")


@dataclass(frozen=True, slots=True)
class Workshop:
    """A training with the version at hand: the draft, else the published one."""

    training: Training
    version: Version
    published: Version | None
    chapters: tuple[Chapter, ...]
    may_write: bool
    may_publish: bool
    may_review: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether the version at hand may still change."""
        return self.version.state == Version.State.DRAFT

    @property
    def minutes(self) -> int:
        """Of all required activities."""
        return sum(
            part.minutes for each in self.chapters for part in each.parts if part.is_required
        )


@dataclass(frozen=True, slots=True)
class Page:
    """A tab of a training."""

    label: str
    url: str
    current: bool
    badge: int = 0


def pages_of(training: UUID, current: str) -> list[Page]:
    """The pages of one training; that of its courses is delivery's."""
    base = f"/kelola/pelatihan/{training}/"
    pages = [
        ("isi", _("Isi"), ""),
        ("data", _("Data pelatihan"), "data/"),
        ("kompetensi", _("Kompetensi"), "kompetensi/"),
        ("terbit", _("Terbitkan"), "terbit/"),
        ("kelas", _("Kelas"), "kelas/"),
        ("versi", _("Riwayat"), "versi/"),
    ]
    return [Page(label, base + end, slug == current) for slug, label, end in pages]


def written_paths(actor: Actor, permission: Permission = Permission.TRAINING_WRITE) -> list[str]:
    """Unit paths of the actor's agency over which a role carries the permission."""
    paths = reach(actor, permission, agency_id=actor.agency_id) if actor.agency_id else []
    if not paths:
        raise NotAllowed
    return paths


def may_somewhere(actor: Actor, permission: Permission) -> bool:
    """Whether some role carries the permission over some unit of the actor's agency."""
    return bool(actor.agency_id and reach(actor, permission, agency_id=actor.agency_id))


def may_look(actor: Actor) -> bool:
    """Whether some role lets the actor look at trainings of their agency in the workshop."""
    return may_somewhere(actor, Permission.TRAINING_VIEW)


def all_forms() -> QuerySet[Form]:
    """Every form of development, by SIASN's code."""
    return Form.objects.all()


def managed_trainings(actor: Actor, *, text: str = "", state: str = "") -> QuerySet[Training]:
    """Trainings within the actor's units, changed last first; narrowed by text and state."""
    paths = written_paths(actor, Permission.TRAINING_VIEW)
    rows = Training.objects.select_related("form", "unit").filter(under(paths))
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(theme__icontains=text))
    rows = rows.filter(archived_at__isnull=state != "arsip")
    if state == "draf":
        rows = rows.filter(versions__state=Version.State.DRAFT)
    if state == "telaah":
        last = LogEntry.objects.filter(version=OuterRef("versions__pk")).order_by("-id")
        waiting = rows.annotate(last_act=Subquery(last.values("act")[:1]))
        rows = waiting.filter(versions__state=Version.State.DRAFT, last_act=LogEntry.Act.SUBMITTED)
    if state == "terbit":
        rows = rows.filter(versions__state=Version.State.PUBLISHED).distinct()
    versions = Version.objects.filter(training=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        known=ArraySubquery(versions.values(json=JSONObject(number="number", state="state")))
    )


def get_training(
    actor: Actor, uuid: UUID, permission: Permission = Permission.TRAINING_VIEW
) -> Training:
    """A training the actor may see, or do that act on; every other looks absent."""
    rows = Training.objects.select_related("form", "unit", "tenant")
    found = rows.filter(uuid=uuid).first()
    if found is None or not may(actor, found, permission):
        raise NotFound
    return found


def may(actor: Actor, training: Training, permission: Permission) -> bool:
    """Whether the actor's roles carry the permission over the training's unit."""
    path = training.unit.path if training.unit else ""
    return can(actor, permission, agency_id=training.tenant_id, unit_path=path)


def get_workshop(actor: Actor, uuid: UUID) -> Workshop:
    """The training with its draft, else its newest published version."""
    training = get_training(actor, uuid)
    rows = Version.objects.filter(training=training).select_related("training")
    versions = list(rows.order_by("-number")[:2])
    published = next((v for v in versions if v.state == Version.State.PUBLISHED), None)
    return Workshop(
        training,
        versions[0],
        published,
        chapters_of(versions[0]),
        may_write=may(actor, training, Permission.TRAINING_WRITE),
        may_publish=may(actor, training, Permission.TRAINING_PUBLISH),
        may_review=may(actor, training, Permission.TRAINING_REVIEW),
    )


def get_activity(workshop: Workshop, key: UUID) -> Activity:
    """An activity of the version at hand, with its settings."""
    rows = Activity.objects.select_related("section")
    found = rows.filter(version=workshop.version, key=key, removed_at=None).first()
    if found is None:
        raise NotFound
    return found


def published_version(training: Training) -> Version | None:
    """The newest published version."""
    rows = Version.objects.filter(training=training, state=Version.State.PUBLISHED)
    return rows.order_by("-number").first()


def log_of(training: Training) -> list[LogEntry]:
    """What became of all versions, newest first."""
    rows = LogEntry.objects.filter(version__training=training).select_related("version")
    return list(rows[:100])


def version_list(training: Training) -> list[Version]:
    """All versions with the number of their activities, newest first."""
    present = Count("activities", filter=Q(activities__removed_at=None))
    return list(Version.objects.filter(training=training).annotate(parts=present)[:50])
