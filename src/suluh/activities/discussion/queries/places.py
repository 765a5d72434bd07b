"""Where the actor may talk: a course, a topic of it, or a community; to others it looks absent."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.activities.discussion.models import Community, Member, Thread
from suluh.activities.discussion.types import Place, Standing
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.content.models import Activity, Trainer
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import (
    entering,
    get_course,
    lesson_url,
    may_mark,
    own_place,
)
from suluh.delivery.queries.offerings import HOLDING, is_course_manager
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


@contextmanager
def inside(place: Place) -> Iterator[Place]:
    """The scope of the agency that looks after the place, as this person."""
    with scoped(Scope(tenant_id=place.tenant_id, person_id=place.person_id)):
        yield place


def course_place(actor: Actor, uuid: UUID, key: UUID | None = None) -> Place:
    """The discussion of a course, or of the topic `key` in it; for learners, trainers, managers."""
    offering = get_course(actor, uuid)
    mine = own_place(actor, offering)
    holds = mine is not None and mine.state in HOLDING
    with entering(actor, offering):
        standing = _standing(actor, offering)
        if not holds and standing is Standing.NONE:
            raise NotFound
        topic = _topic(offering, mine, key) if key else None
    base = f"/pelatihan/{offering.uuid}/"
    query = f"?bagian={key}" if key else ""
    return Place(
        tenant_id=offering.tenant_id,
        person_id=actor.person_id,
        title=topic.title if topic else _("Diskusi pelatihan"),
        url=f"{base}diskusi/{query}",
        new_url=f"{base}diskusi/baru/{query}",
        back_url=lesson_url(offering.uuid, key) if key and holds else base,
        back_label=topic.title if topic and holds else offering.title,
        offering=offering.uuid,
        offering_id=offering.pk,
        activity_key=key,
        zone=offering.zone,
        name=mine.name if holds and mine else actor.name,
        unit_name=_unit_name(mine, actor) if holds else actor.agency_name,
        standing=standing,
        may_write=offering.state != Offering.State.CANCELLED,
        may_moderate=standing is not Standing.NONE,
    )


def _unit_name(mine: Enrolment | None, actor: Actor) -> str:
    return (mine.unit_name if mine else "") or actor.agency_name


def _standing(actor: Actor, offering: Offering) -> Standing:
    """As what the actor speaks in the course; call it inside `entering`."""
    rows = Trainer.objects.filter(training__versions=offering.version_id)
    if actor.person_id and rows.filter(person_id=actor.person_id).exists():
        return Standing.TRAINER
    if is_course_manager(actor, offering):
        return Standing.ORGANISER
    return Standing.TRAINER if may_mark(actor, offering) else Standing.NONE


def _topic(offering: Offering, mine: Enrolment | None, key: UUID) -> Activity:
    """The activity of that key in the person's version, else in any version of the training."""
    version = (mine.version_id if mine else None) or offering.version_id or 0
    rows = Activity.objects.filter(key=key, kind="discussion")
    found = rows.filter(version_id=version).first() or (
        rows.filter(version__training__versions=offering.version_id).order_by("-id").first()
    )
    if found is None:
        raise NotFound
    return found


def lesson_place(lesson: Lesson) -> Place:
    """The topic as the player shows it; writing and moderating go by their own pages."""
    base = f"/pelatihan/{lesson.offering}/diskusi/"
    return Place(
        tenant_id=lesson.tenant_id,
        person_id=lesson.person_id,
        title=lesson.title,
        url=f"{base}?bagian={lesson.key}",
        new_url=f"{base}baru/?bagian={lesson.key}",
        back_url=lesson.url,
        back_label=lesson.title,
        offering=lesson.offering,
        offering_id=lesson.offering_id,
        activity_key=lesson.key,
    )


def community_of(actor: Actor, uuid: UUID) -> Community:
    """A community that the actor's scope reaches; archived ones only for who looks after it."""
    found = Community.reachable.select_related("tenant").filter(uuid=uuid).first()
    if found is None or (found.archived_at and not may_manage(actor, found)):
        raise NotFound
    return found


def may_manage(actor: Actor, community: Community) -> bool:
    """Whether the actor's roles reach the communities of that agency."""
    return can(actor, Permission.COMMUNITY_MANAGE, agency_id=community.tenant_id)


def member_of(actor: Actor, community: Community) -> Member | None:
    """The actor's membership."""
    rows = Member.reachable.filter(community=community, person_id=actor.person_id)
    return rows.first()


def community_place(actor: Actor, community: Community, member: Member | None) -> Place:
    """A community before the actor: everybody it is open to reads, members write."""
    moderates = bool(member and member.is_moderator) or may_manage(actor, community)
    base = f"/komunitas/{community.uuid}/"
    return Place(
        tenant_id=community.tenant_id,
        person_id=actor.person_id,
        title=community.title,
        url=base,
        new_url=f"{base}baru/",
        back_url="/komunitas/",
        back_label=_("Semua komunitas"),
        community_id=community.pk,
        zone=actor.zone,
        name=member.name if member else actor.name,
        unit_name=member.unit_name if member else actor.agency_name,
        standing=Standing.MODERATOR if moderates else Standing.NONE,
        may_write=member is not None and community.archived_at is None,
        may_moderate=moderates,
    )


def thread_place(actor: Actor, uuid: UUID) -> tuple[Thread, Place]:
    """A thread and its place; absent for who may not be there."""
    rows = Thread.reachable.select_related("offering", "community__tenant")
    thread = rows.filter(uuid=uuid).first()
    if thread is None:
        raise NotFound
    if thread.community is not None:
        member = member_of(actor, thread.community)
        if thread.community.archived_at and not may_manage(actor, thread.community):
            raise NotFound
        return _seen(thread, community_place(actor, thread.community, member))
    if thread.offering is None:
        raise NotFound
    place = course_place(actor, thread.offering.uuid, thread.activity_key)
    return _seen(thread, place)


def _seen(thread: Thread, place: Place) -> tuple[Thread, Place]:
    if thread.hidden_at and not (place.may_moderate or thread.person_id == place.person_id):
        raise NotFound
    return thread, place
