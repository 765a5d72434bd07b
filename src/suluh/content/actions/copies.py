"""Writing on from what is there: an activity, a section or a whole training once more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.errors import NotFound
from suluh.base.ids import uuid7
from suluh.content.actions.outline import (
    MOST_ACTIVITIES,
    MOST_SECTIONS,
    OutlineFull,
    locked_draft,
    move_activity,
    move_section,
)
from suluh.content.actions.trainings import create_training, set_trainers
from suluh.content.models import Activity, Section, Training, Version
from suluh.content.queries.reuse import usable_activity
from suluh.content.queries.trainings import get_training
from suluh.organisation.types import Actor

_SAID = (
    "summary", "aims", "form", "path", "target_group", "strategic_issue", "theme", "requirements",
    "repeats",
)  # fmt: skip


def duplicate(*, actor: Actor, training: UUID, key: UUID, now: datetime) -> Activity | Section:
    """The activity or section of that key once more, right behind itself."""
    draft = locked_draft(actor, training, now)
    rows = Activity.objects.select_related("section").filter(version=draft, removed_at=None)
    found = rows.filter(key=key).first()
    if found is not None:
        _check_room(draft, activities=1)
        made = _copied(found, draft, found.section, title=_again(found.title), now=now)
        move_activity(
            actor=actor, training=training, key=made.key, section=found.section.key,
            to=found.order + 1, now=now,
        )  # fmt: skip
        return made
    return _section_again(actor, training, draft, key, now=now)


def _section_again(
    actor: Actor, training: UUID, draft: Version, key: UUID, *, now: datetime
) -> Section:
    source = Section.objects.filter(version=draft, key=key, removed_at=None).first()
    if source is None:
        raise NotFound
    rows = list(Activity.objects.filter(section=source, removed_at=None))
    _check_room(draft, activities=len(rows), sections=1)
    made = Section.objects.create(
        tenant_id=draft.tenant_id, version=draft, title=_again(source.title)
    )
    for row in rows:
        _copied(row, draft, made, title=row.title, now=now)
    move_section(actor=actor, training=training, key=made.key, to=source.order + 1, now=now)
    return made


def reuse(
    *, actor: Actor, training: UUID, section: UUID, activity_id: int, now: datetime
) -> Activity:
    """An activity of another training of the agency, copied to the end of a section."""
    draft = locked_draft(actor, training, now)
    home = Section.objects.filter(version=draft, key=section, removed_at=None).first()
    source = usable_activity(actor, activity_id)
    if home is None:
        raise NotFound
    _check_room(draft, activities=1)
    made = _copied(source, draft, home, title=source.title, now=now)
    made.order = Activity.objects.filter(section=home, removed_at=None).count()
    made.save(update_fields=["order"])
    return made


def copy_training(*, actor: Actor, uuid: UUID, now: datetime) -> Training:
    """A new training that says and holds what this one does, as a draft to be changed."""
    source = get_training(actor, uuid)
    newest = Version.objects.filter(training=source).order_by("-number").first()
    assert newest is not None
    values = {name: getattr(source, name) for name in _SAID}
    made = create_training(
        actor=actor, now=now, values={"title": _again(source.title), **values}, first_section=""
    )
    set_trainers(made, [f"{each.name}; {each.title}" for each in source.trainers.all()])
    draft = Version.objects.get(training=made)
    Section.objects.filter(version=draft).delete()
    draft.completion = newest.completion
    draft.save(update_fields=["completion"])
    for section in Section.objects.filter(version=newest, removed_at=None):
        home = Section.objects.create(
            tenant_id=made.tenant_id, version=draft, title=section.title, order=section.order
        )
        for row in Activity.objects.filter(section=section, removed_at=None):
            _copied(row, draft, home, title=row.title, now=now)
    return made


def _copied(
    source: Activity, draft: Version, home: Section, *, title: str, now: datetime
) -> Activity:
    """A row of its own with a key of its own: a learner's progress in one is not the other's."""
    return Activity.objects.create(
        tenant_id=draft.tenant_id,
        key=uuid7(),
        version=draft,
        section=home,
        kind=source.kind,
        title=title[:200],
        settings=source.settings,
        minutes=source.minutes,
        is_required=source.is_required,
        order=source.order,
        changed_at=now,
    )


def _again(title: str) -> str:
    return _("%(title)s (salinan)") % {"title": title[:180]}


def _check_room(draft: Version, *, activities: int, sections: int = 0) -> None:
    held = Activity.objects.filter(version=draft, removed_at=None).count()
    parts = Section.objects.filter(version=draft, removed_at=None).count()
    if held + activities > MOST_ACTIVITIES or parts + sections > MOST_SECTIONS:
        raise OutlineFull
