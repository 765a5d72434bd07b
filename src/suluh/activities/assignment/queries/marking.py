"""What markers see: the queue of works within their units, one work with all that belongs to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.safestring import mark_safe

from suluh.activities.assignment.models import Bundle, File, HandIn, Mark, Member, Return, Work
from suluh.activities.assignment.queries import work as works
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief, Role
from suluh.base.errors import NotFound
from suluh.content.models import Activity
from suluh.content.rules import richtext
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.marking_scope import Reach, marking_scope
from suluh.delivery.queries.trainers import named_now
from suluh.identity.models import Employment, Person, RoleGrant
from suluh.organisation.rules.roles import ROLE_TABLE, Permission
from suluh.organisation.types import Actor

_State = Work.State
VIEWS = ("menunggu", "saya", "selesai", "dikembalikan")
# Not the person: one who came a minute ago is not yet known to the organiser's agency, and a join
# would hide their work. Names stand in the enrolment.
_RELATED = ("activity", "enrolment__offering__unit", "team", "marker", "second_marker")


@contextmanager
def at_work(
    actor: Actor, uuid: UUID, *, now: datetime, lock: bool = False
) -> Iterator[tuple[Work, Reach]]:
    """A work that was handed in, in the scope of who may mark it; every other looks absent."""
    with marking_scope(actor, Work, now=now, uuid=uuid) as reach:
        rows = reach.of(Work.objects.select_related(*_RELATED))
        if lock:
            rows = rows.select_for_update(of=("self",))
        found = rows.filter(uuid=uuid, number__gt=0).first()
        if found is None:
            raise NotFound
        yield found, reach


def reached_works(reach: Reach) -> QuerySet[Work]:
    """Works that were handed in, in courses within reach; never the marker's own."""
    rows = reach.of(Work.objects.filter(number__gt=0).select_related(*_RELATED))
    mine = Member.objects.filter(person_id=reach.person_id).values("team_id")
    return rows.exclude(person_id=reach.person_id).exclude(
        Q(team_id__isnull=False) & Q(team_id__in=mine)
    )


def queue(
    reach: Reach, *, view: str = "", text: str = "", task: UUID | None = None,
    offering: UUID | None = None,
) -> QuerySet[Work]:  # fmt: skip
    """The works of one view, longest waiting first; narrowed by name or NIP, task and course.

    A guest finds nobody by NIP: that is not theirs to know.
    """
    rows = reached_works(reach)
    match view:
        case "saya":
            rows = rows.exclude(needs="").filter(
                Q(marker_id=reach.person_id, needs=Role.FIRST)
                | Q(second_marker_id=reach.person_id, needs=Role.SECOND)
            )
        case "selesai":
            rows = rows.filter(state=_State.MARKED)
        case "dikembalikan":
            rows = rows.filter(state=_State.RETURNED)
        case _:
            rows = rows.exclude(needs="")
    if task:
        rows = rows.filter(activity__key=task)
    if offering:
        rows = rows.filter(enrolment__offering__uuid=offering)
    if text.isdecimal() and not reach.is_guest:
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(Q(enrolment__name__icontains=text) | Q(team__name__icontains=text))
    if view == "selesai":
        return rows.order_by("-marked_at", "-id")
    return rows.order_by("handed_in_at", "id")


def next_for(reach: Reach, *, but: UUID | None = None, **narrowed: Any) -> Work | None:
    """The work that waits longest for a mark that the marker may give."""
    me = reach.person_id
    free = (
        Q(needs=Role.FIRST) & (Q(marker=None) | Q(marker_id=me))
        | Q(needs=Role.SECOND) & ~Q(marker_id=me) & (Q(second_marker=None) | Q(second_marker_id=me))
        | Q(needs=Role.DECISION) & ~Q(marker_id=me) & ~Q(second_marker_id=me)
    )
    rows = queue(reach, **narrowed).filter(free)
    return (rows.exclude(uuid=but) if but else rows).first()


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment of a course, with how many works wait."""

    offering: Offering
    key: UUID
    title: str
    waiting: int


def tasks_of(reach: Reach, *, limit: int = 100) -> list[Task]:
    """Assignments with works, most waiting first; two queries."""
    rows = (
        reached_works(reach)
        .select_related(None)
        .order_by()
        .values("enrolment__offering_id", "activity__key", "activity__title")
        .annotate(waiting=Count("id", filter=~Q(needs="")))
        .order_by("-waiting", "activity__title")[:limit]
    )
    found = list(rows)
    ids = {row["enrolment__offering_id"] for row in found}
    offerings = Offering.objects.in_bulk(list(ids))
    return [
        Task(offerings[row["enrolment__offering_id"]], row["activity__key"],
             row["activity__title"], row["waiting"])
        for row in found
    ]  # fmt: skip


def waiting_in(offerings: Collection[int]) -> Mapping[int, int]:
    """How many works wait in each of these offerings; one query."""
    rows = Work.objects.filter(enrolment__offering_id__in=offerings, number__gt=0)
    places = rows.exclude(needs="").order_by().values("enrolment__offering_id")
    found = places.annotate(waiting=Count("id"))
    return {row["enrolment__offering_id"]: row["waiting"] for row in found}


def is_own(actor: Actor, work: Work) -> bool:
    """Whether the work is the actor's or their team's."""
    if work.person_id == actor.person_id:
        return True
    return bool(
        work.team_id
        and Member.objects.filter(team_id=work.team_id, person_id=actor.person_id).exists()
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """One work before a marker. Of the other marker's judgement nothing is shown before the own one."""

    work: Work
    brief: Brief
    intro: str
    hand_ins: list[tuple[HandIn, list[File]]]
    marks: list[Mark]
    returns: list[Return]
    people: list[str]
    own: Mark | None
    role: Role | None
    is_own: bool

    @property
    def is_blind(self) -> bool:
        """Whether a first mark is hidden until the second one is given."""
        return self.role is Role.SECOND


def desk_of(actor: Actor, work: Work) -> Desk:
    """Everything about the work that the marker needs; a fixed number of queries."""
    brief = briefs.read(work.activity.settings)
    marks = works.marks_of(work)
    own = own_mark(actor, work, marks)
    role = role_for(actor, work, marks)
    people = (
        list(Member.objects.filter(team_id=work.team_id).values_list("name", flat=True))
        if work.team_id
        else [work.enrolment.name]
    )
    hidden = role is Role.SECOND and own is None
    return Desk(
        work=work, brief=brief,
        intro=mark_safe(richtext.to_html(brief.text)),  # noqa: S308 - sanitised by nh3
        hand_ins=works.hand_ins_of(work), marks=[] if hidden else marks,
        returns=works.returns_of(work), people=people, own=own, role=role,
        is_own=is_own(actor, work),
    )  # fmt: skip


def own_mark(actor: Actor, work: Work, marks: Sequence[Mark]) -> Mark | None:
    """The actor's newest mark of the present hand-in."""
    mine = [m for m in marks if m.by_id == actor.person_id and m.number == work.number]
    return mine[-1] if mine else None


def role_for(actor: Actor, work: Work, marks: Sequence[Mark]) -> Role | None:
    """As whom the actor would mark now; None where there is nothing for them to say.

    Who has marked changes their own mark. Once all is settled, anybody else who may mark decides
    anew, with a reason.
    """
    if work.state not in {_State.HANDED_IN, _State.MARKED}:
        return None
    own = own_mark(actor, work, marks)
    if own is not None:
        return Role(own.role)
    if work.needs:
        return Role(work.needs)
    return Role.DECISION if work.state == _State.MARKED else None


@contextmanager
def at_file(actor: Actor, uuid: UUID, *, now: datetime) -> Iterator[File]:
    """A file that was handed in and is not known to be harmful, before who may mark it."""
    way = "work__enrolment__offering"
    with marking_scope(actor, File, now=now, way=way, uuid=uuid) as reach:
        found = reach.of(File.objects.select_related("work__enrolment"), way)
        file = found.filter(uuid=uuid).first()
        if file is None or file.scan in {File.Scan.HARMFUL, File.Scan.WAITING}:
            raise NotFound
        if not HandIn.objects.filter(work_id=file.work_id, files__contains=[file.pk]).exists():
            raise NotFound
        yield file


def markers_of(offering: Offering, reach: Reach, *, now: datetime) -> list[tuple[str, str]]:
    """Who may mark the course, by uuid and name.

    A guest gives a work to the other guests of the angkatan alone: whom the agency employs is not
    theirs to know.
    """
    guests = named_now(offering, now=now).select_related("person")
    found = {str(each.person.uuid): each.name for each in guests}
    if not reach.is_guest:
        found |= markers_by_role(offering)
    return sorted(found.items(), key=lambda each: each[1])


def markers_by_role(offering: Offering) -> dict[str, str]:
    """Whom a role in the agency lets mark the course, by uuid and name.

    A role counts while its holder works there.
    """
    path = offering.unit.path if offering.unit else ""
    roles = [role.value for role in ROLE_TABLE[Permission.TRAINING_MARK]]
    rows = RoleGrant.objects.filter(tenant_id=offering.tenant_id, role__in=roles, revoked_at=None)
    rows = rows.filter(Exists(Employment.objects.filter(
        person_id=OuterRef("person_id"), tenant_id=offering.tenant_id, valid_to=None
    )))  # fmt: skip
    return {
        str(grant.person.uuid): grant.person.full_name
        for grant in rows.select_related("person", "unit").order_by("person__name", "id")[:500]
        if path.startswith(grant.unit.path if grant.unit else "")
    }


def uuid_of(actor: Actor) -> str:
    """The actor among those who may mark."""
    return str(Person.objects.values_list("uuid", flat=True).get(pk=actor.person_id))


def marker_by_uuid(offering: Offering, reach: Reach, uuid: str, *, now: datetime) -> Person | None:
    """Somebody who may mark the course, and whom the actor may give a work to."""
    if uuid not in dict(markers_of(offering, reach, now=now)):
        return None
    return Person.objects.filter(uuid=uuid).first()


@contextmanager
def at_task(
    actor: Actor, offering: UUID, key: UUID, *, now: datetime
) -> Iterator[tuple[Offering, Activity, Reach]]:
    """An assignment of a course that the actor may mark, in its newest version."""
    named = {"offering__uuid": offering}
    with marking_scope(actor, Enrolment, now=now, way="offering", **named) as reach:
        works_there = reach.of(Work.objects.filter(enrolment__offering__uuid=offering))
        rows = works_there.filter(activity__key=key, number__gt=0)
        newest = rows.select_related("activity", "enrolment__offering").order_by("-id").first()
        if newest is None:
            raise NotFound
        yield newest.enrolment.offering, newest.activity, reach


@contextmanager
def at_bundle(actor: Actor, uuid: UUID, *, now: datetime) -> Iterator[Bundle]:
    """An archive the actor asked for, while they may still mark the course."""
    named = {"uuid": uuid, "person_id": actor.person_id}
    with marking_scope(actor, Bundle, now=now, way="offering", **named) as reach:
        found = reach.of(Bundle.objects.filter(**named), "offering").first()
        if found is None or not found.file:
            raise NotFound
        yield found
