"""What markers see: the queue of works within their units, one work with all that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import mark_safe

from suluh.activities.assignment.models import Bundle, File, HandIn, Mark, Member, Return, Work
from suluh.activities.assignment.queries import work as works
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief, Role
from suluh.base.errors import NotAllowed, NotFound
from suluh.content.models import Activity
from suluh.content.rules import richtext
from suluh.delivery.models import Offering
from suluh.delivery.queries.learning import may_mark
from suluh.identity.models import Person, RoleGrant
from suluh.organisation.rules.roles import ROLE_TABLE, Permission, reach
from suluh.organisation.types import Actor

_State = Work.State
VIEWS = ("menunggu", "saya", "selesai", "dikembalikan")
# Not the person: one who came a minute ago is not yet known to the organiser's agency, and a join
# would hide their work. Names stand in the enrolment.
_RELATED = ("activity", "enrolment__offering__unit", "team", "marker", "second_marker")


def marking_paths(actor: Actor) -> list[str]:
    """Unit paths of the actor's agency whose courses they may mark; refuses who marks nowhere."""
    agency = actor.agency_id
    paths = reach(actor, Permission.TRAINING_MARK, agency_id=agency) if agency else []
    if not paths:
        raise NotAllowed
    return paths


def reached_works(actor: Actor) -> QuerySet[Work]:
    """Works that were handed in, in courses the actor may mark; never their own."""
    paths = marking_paths(actor)
    rows = Work.objects.filter(number__gt=0).select_related(*_RELATED)
    if "" not in paths:
        inside = Q(pk__in=[])
        for path in paths:
            inside |= Q(enrolment__offering__unit__path__startswith=path)
        rows = rows.filter(inside)
    mine = Member.objects.filter(person_id=actor.person_id).values("team_id")
    return rows.exclude(person_id=actor.person_id).exclude(
        Q(team_id__isnull=False) & Q(team_id__in=mine)
    )


def queue(
    actor: Actor, *, view: str = "", text: str = "", task: UUID | None = None,
    offering: UUID | None = None,
) -> QuerySet[Work]:  # fmt: skip
    """The works of one view, longest waiting first; narrowed by name or NIP, task and course."""
    rows = reached_works(actor)
    match view:
        case "saya":
            rows = rows.exclude(needs="").filter(
                Q(marker_id=actor.person_id, needs=Role.FIRST)
                | Q(second_marker_id=actor.person_id, needs=Role.SECOND)
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
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(Q(enrolment__name__icontains=text) | Q(team__name__icontains=text))
    if view == "selesai":
        return rows.order_by("-marked_at", "-id")
    return rows.order_by("handed_in_at", "id")


def next_for(actor: Actor, *, but: UUID | None = None, **narrowed: Any) -> Work | None:
    """The work that waits longest for a mark that the actor may give."""
    me = actor.person_id
    free = (
        Q(needs=Role.FIRST) & (Q(marker=None) | Q(marker_id=me))
        | Q(needs=Role.SECOND) & ~Q(marker_id=me) & (Q(second_marker=None) | Q(second_marker_id=me))
        | Q(needs=Role.DECISION) & ~Q(marker_id=me) & ~Q(second_marker_id=me)
    )
    rows = queue(actor, **narrowed).filter(free)
    return (rows.exclude(uuid=but) if but else rows).first()


@dataclass(frozen=True, slots=True)
class Task:
    """An assignment of a course, with how many works wait."""

    offering: Offering
    key: UUID
    title: str
    waiting: int


def tasks_of(actor: Actor, *, limit: int = 100) -> list[Task]:
    """Assignments with works, most waiting first; two queries."""
    rows = (
        reached_works(actor)
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


def get_work(actor: Actor, uuid: UUID, *, lock: bool = False) -> Work:
    """A work that was handed in, before who may mark it; every other looks absent."""
    rows = Work.objects.select_related(*_RELATED)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(uuid=uuid, number__gt=0).first()
    if found is None or not may_mark(actor, found.enrolment.offering):
        raise NotFound
    return found


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


def get_file(actor: Actor, uuid: UUID) -> File:
    """A file that was handed in and is not known to be harmful, before who may mark it."""
    rows = File.objects.select_related("work__enrolment__offering__unit")
    found = rows.filter(uuid=uuid).first()
    if found is None or not may_mark(actor, found.work.enrolment.offering):
        raise NotFound
    was_sent = HandIn.objects.filter(work_id=found.work_id, files__contains=[found.pk]).exists()
    if not was_sent or found.scan in {File.Scan.HARMFUL, File.Scan.WAITING}:
        raise NotFound
    return found


def markers_of(offering: Offering) -> list[tuple[str, str]]:
    """Who may mark the course, by uuid and name."""
    path = offering.unit.path if offering.unit else ""
    roles = [role.value for role in ROLE_TABLE[Permission.TRAINING_MARK]]
    rows = RoleGrant.objects.filter(tenant_id=offering.tenant_id, role__in=roles, revoked_at=None)
    found: dict[str, str] = {}
    for grant in rows.select_related("person", "unit").order_by("person__name", "id")[:500]:
        if path.startswith(grant.unit.path if grant.unit else ""):
            found[str(grant.person.uuid)] = grant.person.full_name
    return list(found.items())


def uuid_of(actor: Actor) -> str:
    """The actor among those who may mark."""
    return str(Person.objects.values_list("uuid", flat=True).get(pk=actor.person_id))


def marker_by_uuid(offering: Offering, uuid: str) -> Person | None:
    """Somebody who may mark the course."""
    if uuid not in dict(markers_of(offering)):
        return None
    return Person.objects.filter(uuid=uuid).first()


def get_task(actor: Actor, offering: UUID, key: UUID) -> tuple[Offering, Activity]:
    """An assignment of a course that the actor may mark, in its newest version."""
    found = Offering.objects.select_related("unit").filter(uuid=offering).first()
    if found is None or not may_mark(actor, found):
        raise NotFound
    works_there = Work.objects.filter(enrolment__offering=found, activity__key=key, number__gt=0)
    newest = works_there.select_related("activity").order_by("-id").first()
    if newest is None:
        raise NotFound
    return found, newest.activity


def get_bundle(actor: Actor, uuid: UUID) -> Bundle:
    """An archive the actor asked for."""
    found = Bundle.objects.filter(uuid=uuid, person_id=actor.person_id).first()
    if found is None or not found.file:
        raise NotFound
    return found
