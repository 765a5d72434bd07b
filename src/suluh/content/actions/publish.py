"""Publishing a version, and beginning the next one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.content.models import Activity, LogEntry, Section, Training, Version
from suluh.content.queries.readiness import readiness_of
from suluh.content.queries.trainings import get_training, published_version
from suluh.organisation.rules.roles import Permission
from suluh.organisation.types import Actor


class NotReady(DomainError):
    """The draft has flaws that stop publishing; the sentence names the first."""

    code = "version_not_ready"


class NothingToPublish(DomainError):
    """There is no draft."""

    code = "nothing_to_publish"
    sentence = _("Tidak ada draf untuk diterbitkan. Mulai versi baru untuk mengubah pelatihan.")


def publish_version(*, actor: Actor, training: UUID, note: str, now: datetime) -> Version:
    """Freeze the draft: what was removed goes for good, minutes are summed, the log is written.

    Courses that give this training follow by the job `delivery.follow_version`; whoever began stays
    on the version they have.
    """
    found = get_training(actor, training, Permission.TRAINING_PUBLISH)
    drafts = Version.objects.select_for_update(of=("self",)).filter(training=found)
    draft = drafts.filter(state=Version.State.DRAFT).first()
    if draft is None:
        raise NothingToPublish
    ready = readiness_of(draft, published=published_version(found))
    if ready.stops:
        first = ready.stops[0]
        raise NotReady(f"{first.title}: {first.sentence}" if first.title else first.sentence)
    _clear(draft)
    required = Activity.objects.filter(version=draft, is_required=True)
    draft.minutes = sum(required.values_list("minutes", flat=True))
    draft.state, draft.published_at = Version.State.PUBLISHED, now
    draft.save(update_fields=["minutes", "state", "published_at"])
    LogEntry.objects.create(
        tenant_id=draft.tenant_id,
        version=draft,
        act=LogEntry.Act.PUBLISHED,
        note=note[:500],
        changes=ready.changes.as_data(),
        by_id=actor.person_id,
        by_name=actor.name,
        at=now,
    )
    Training.objects.filter(pk=found.pk).update(changed_at=now)
    record_event(
        "content.version.published",
        at=now,
        tenant_id=draft.tenant_id,
        actor_id=actor.person_id,
        subject=found.uuid,
        data={"number": draft.number, "title": found.title},
    )
    enqueue("delivery.follow_version", training_id=found.pk, tenant_id=found.tenant_id)
    return draft


def start_version(*, actor: Actor, training: UUID, now: datetime) -> Version:
    """A draft like the published version, to be changed; where there is a draft, that one."""
    found = get_training(actor, training, Permission.TRAINING_WRITE)
    Training.objects.select_for_update().get(pk=found.pk)
    newest = Version.objects.filter(training=found).order_by("-number").first()
    assert newest is not None
    if newest.state == Version.State.DRAFT:
        return newest
    draft = Version.objects.create(
        tenant_id=found.tenant_id,
        training=found,
        number=newest.number + 1,
        completion=newest.completion,
        created_at=now,
    )
    _copy(newest, draft)
    record_event(
        "content.version.started",
        at=now,
        tenant_id=found.tenant_id,
        actor_id=actor.person_id,
        subject=found.uuid,
        data={"number": draft.number, "title": found.title},
    )
    return draft


def _clear(draft: Version) -> None:
    """What was removed need not be brought back any more."""
    Activity.objects.filter(version=draft, section__removed_at__isnull=False).delete()
    Activity.objects.filter(version=draft, removed_at__isnull=False).delete()
    Section.objects.filter(version=draft, removed_at__isnull=False).delete()


def _copy(source: Version, draft: Version) -> None:
    homes = {}
    for section in Section.objects.filter(version=source):
        before = section.pk
        section.pk, section.version = None, draft
        section.save(force_insert=True)
        homes[before] = section
    copies = list(Activity.objects.filter(version=source))
    for activity in copies:
        activity.pk, activity.version = None, draft
        activity.section = homes[activity.section_id]
    Activity.objects.bulk_create(copies)
