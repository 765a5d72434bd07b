"""Changing the outline of a draft: sections and activities added, named, moved, removed, back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.content.models import Activity, Section, Training, Version
from suluh.content.ports import kind_of
from suluh.content.queries.trainings import get_training
from suluh.content.rules.order import moved
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor

MOST_ACTIVITIES, MOST_SECTIONS = 300, 60


class NoDraft(DomainError):
    """The version at hand is published."""

    code = "no_draft"
    sentence = _("Versi ini sudah terbit. Mulai versi baru untuk mengubahnya.")


class OutlineFull(DomainError):
    """More than anybody would go through."""

    code = "outline_full"
    sentence = _("Satu pelatihan paling banyak 60 bagian dan 300 kegiatan. Bagi menjadi dua.")


class ChangedElsewhere(DomainError):
    """Another window or author saved the activity since this one was opened."""

    code = "changed_elsewhere"
    sentence = _(
        "Kegiatan ini diubah di jendela lain. Tulisan Anda di sini belum disimpan, dan tetap ada di"
        " isian."
    )


def add_section(*, actor: Actor, training: UUID, title: str, now: datetime) -> Section:
    """A section at the end of the draft."""
    draft = locked_draft(actor, training, now)
    rows = _sections(draft)
    if len(rows) >= MOST_SECTIONS:
        raise OutlineFull
    return Section.objects.create(
        tenant_id=draft.tenant_id, version=draft, title=title[:200], order=len(rows)
    )


def rename_section(
    *, actor: Actor, training: UUID, key: UUID, title: str, now: datetime
) -> Section:
    """Give a section another title."""
    section = _section(locked_draft(actor, training, now), key)
    section.title = title[:200]
    section.save(update_fields=["title"])
    return section


def move_section(*, actor: Actor, training: UUID, key: UUID, to: int, now: datetime) -> None:
    """Put a section at another place."""
    draft = locked_draft(actor, training, now)
    _number_sections(moved(_sections(draft), _section(draft, key), to=to))


def add_activity(
    *, actor: Actor, training: UUID, section: UUID, kind: str, title: str, now: datetime
) -> Activity:
    """An activity with its kind's blank settings at the end of a section."""
    draft = locked_draft(actor, training, now)
    home = _section(draft, section)
    if Activity.objects.filter(version=draft, removed_at=None).count() >= MOST_ACTIVITIES:
        raise OutlineFull
    chosen = kind_of(kind)
    settings = chosen.blank()
    return Activity.objects.create(
        tenant_id=draft.tenant_id,
        version=draft,
        section=home,
        kind=kind,
        title=title[:200] or str(chosen.label),
        settings=settings,
        minutes=chosen.minutes(settings),
        order=len(_activities(home)),
        changed_at=now,
    )


def change_activity(
    *,
    actor: Actor,
    training: UUID,
    key: UUID,
    values: dict[str, Any],
    now: datetime,
    seen: datetime | None = None,
) -> Activity:
    """Set title, settings, minutes, whether required; minutes None takes the kind's proposal.

    Minutes that were the proposal go on following it when the settings change.
    `seen`: when the activity was last changed as the author had it before them. Raises
    ChangedElsewhere where it was changed since, unless to what it becomes now.
    """
    draft = locked_draft(actor, training, now)
    activity = _activity(draft, key)
    if seen is not None and activity.changed_at != seen and not _is_so(activity, values):
        raise ChangedElsewhere
    kind = kind_of(activity.kind)
    is_proposed = activity.minutes == kind.minutes(activity.settings)
    for name in ("title", "settings", "is_required"):
        if name in values:
            setattr(activity, name, values[name])
    if "minutes" in values or is_proposed:
        given = values.get("minutes")
        activity.minutes = kind.minutes(activity.settings) if given is None else given
    activity.changed_at = now
    activity.save(update_fields=["title", "settings", "is_required", "minutes", "changed_at"])
    return activity


def _is_so(activity: Activity, values: dict[str, Any]) -> bool:
    """Whether the activity holds these values already."""
    return all(
        getattr(activity, name) == value
        for name, value in values.items()
        if not (name == "minutes" and value is None)
    )


def move_activity(
    *, actor: Actor, training: UUID, key: UUID, section: UUID, to: int, now: datetime
) -> None:
    """Put an activity at a place of a section, its own or another."""
    draft = locked_draft(actor, training, now)
    activity, home = _activity(draft, key), _section(draft, section)
    if activity.section_id != home.pk:
        left = [each for each in _activities(activity.section) if each != activity]
        activity.section = home
        activity.save(update_fields=["section"])
        _number(left)
    _number(moved(_activities(home), activity, to=to))


def step_activity(*, actor: Actor, training: UUID, key: UUID, by: int, now: datetime) -> None:
    """Put an activity one place up (-1) or down (1); at the edge of its section into the next one."""
    draft = locked_draft(actor, training, now)
    activity, sections = _activity(draft, key), _sections(draft)
    home = sections.index(activity.section)
    rows = _activities(activity.section)
    to, wanted = rows.index(activity) + by, home
    if not 0 <= to < len(rows):
        wanted = min(max(home + by, 0), len(sections) - 1)
        if wanted == home:
            return
        to = 0 if by > 0 else len(_activities(sections[wanted]))
    move_activity(
        actor=actor, training=training, key=key, section=sections[wanted].key, to=to, now=now
    )


def remove(*, actor: Actor, training: UUID, key: UUID, now: datetime) -> str:
    """Take an activity or a section with all in it out of the draft; gives its title.

    It can be brought back until the version is published.
    """
    draft = locked_draft(actor, training, now)
    found = _any(draft, key)
    if found.removed_at is None:
        found.removed_at = now
        found.save(update_fields=["removed_at"])
    return found.title


def restore(*, actor: Actor, training: UUID, key: UUID, now: datetime) -> str:
    """Bring back what was removed, to the end of where it was; gives its title."""
    draft = locked_draft(actor, training, now)
    found = _any(draft, key)
    if isinstance(found, Activity) and found.section.removed_at:
        raise NotFound
    if found.removed_at is not None:
        found.removed_at = None
        found.save(update_fields=["removed_at"])
    return found.title


def set_completion(*, actor: Actor, training: UUID, rule: dict[str, Any], now: datetime) -> Version:
    """Set the rule by which the course is complete."""
    draft = locked_draft(actor, training, now)
    draft.completion = rule
    draft.save(update_fields=["completion"])
    return draft


def locked_draft(actor: Actor, uuid: UUID, now: datetime) -> Version:
    """The draft, locked against other authors; the training counts as changed now."""
    training = get_training(actor, uuid, Permission.TRAINING_WRITE)
    drafts = Version.objects.select_for_update(of=("self",)).select_related("training")
    draft = drafts.filter(training=training, state=Version.State.DRAFT).first()
    if draft is None:
        raise NoDraft
    Training.objects.filter(pk=training.pk).update(changed_at=now)
    return draft


def _sections(draft: Version) -> list[Section]:
    return list(Section.objects.filter(version=draft, removed_at=None))


def _activities(section: Section) -> list[Activity]:
    return list(Activity.objects.filter(section=section, removed_at=None))


def _section(draft: Version, key: UUID) -> Section:
    found = Section.objects.filter(version=draft, key=key, removed_at=None).first()
    if found is None:
        raise NotFound
    return found


def _activity(draft: Version, key: UUID) -> Activity:
    rows = Activity.objects.select_related("section")
    found = rows.filter(version=draft, key=key, removed_at=None).first()
    if found is None:
        raise NotFound
    return found


def _any(draft: Version, key: UUID) -> Section | Activity:
    section = Section.objects.filter(version=draft, key=key).first()
    if section is not None:
        return section
    activity = Activity.objects.select_related("section").filter(version=draft, key=key).first()
    if activity is None:
        raise NotFound
    return activity


def _number_sections(items: list[Section]) -> None:
    for order, item in enumerate(items):
        item.order = order
    Section.objects.bulk_update(items, ["order"])


def _number(items: list[Activity]) -> None:
    for order, item in enumerate(items):
        item.order = order
    Activity.objects.bulk_update(items, ["order"])
