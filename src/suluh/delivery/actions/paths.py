"""Learning paths: written, published, joined and left, and assigned as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.assigning import (
    FIRST_NAMES,
    Foresight,
    NobodyToAssign,
    Target,
    chosen_staff,
)
from suluh.delivery.actions.path_progress import settle_people
from suluh.delivery.actions.placing import place_people
from suluh.delivery.models import LearningPath, PathItem, PathPlace
from suluh.delivery.queries.assignments import first_names
from suluh.delivery.queries.criteria import words_of
from suluh.delivery.queries.paths import (
    completions,
    get_managed_path,
    get_path,
    jp_within,
    open_courses,
    require_author,
    trainings_of_agency,
    visible_paths,
)
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor
from suluh.standards.jp import HUNDREDTHS

_State = LearningPath.State


class PathEmpty(DomainError):
    """A path without trainings, or one that asks for more than it has."""

    code = "path_empty"
    sentence = _("Pilih pelatihan sedikitnya sebanyak yang disyaratkan, lalu terbitkan.")


class PathOutOfReach(DomainError):
    """A path that asks for more JP than all its trainings have together."""

    code = "path_out_of_reach"
    sentence = _(
        "JP semua pelatihan di jalur ini kurang dari yang disyaratkan. Tambah pelatihan atau"
        " turunkan syaratnya."
    )


class CannotLeave(DomainError):
    """Who was assigned stays."""

    code = "path_assigned"
    sentence = _("Anda ditugaskan mengikuti jalur ini. Hubungi pengelola kepegawaian unit Anda.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an author says about a path; `trainings` in their order."""

    title: str
    summary: str
    mode: str
    needed: int
    counts_since: date | None
    audience: str
    has_certificate: bool
    trainings: Sequence[UUID]


def save_path(*, actor: Actor, uuid: UUID | None, plan: Plan, now: datetime) -> LearningPath:
    """Make a path (a draft), or change one; people on it are judged anew.

    Nobody loses a completion. Records `delivery.path.changed`.
    """
    tenant_id = require_author(actor)
    path = LearningPath(tenant_id=tenant_id, created_by_id=actor.person_id, created_at=now)
    if uuid is not None:
        path = get_managed_path(actor, uuid)
        path = LearningPath.objects.select_for_update(of=("self",)).get(pk=path.pk)
    for name in ("title", "summary", "mode", "needed", "counts_since", "audience"):
        setattr(path, name, getattr(plan, name))
    path.has_certificate = plan.has_certificate
    path.save()
    known = {each: pk for pk, each, _title in trainings_of_agency()}
    wanted = [known[each] for each in plan.trainings if each in known]
    PathItem.objects.filter(path=path).exclude(training_id__in=wanted).delete()
    for order, pk in enumerate(wanted):
        PathItem.objects.update_or_create(
            path=path, training_id=pk, defaults={"tenant_id": tenant_id, "order": order}
        )
    if path.state != _State.DRAFT:
        _check_whole(path)
    _settle_all(path, now=now)
    _record("delivery.path.changed", actor, path, now=now)
    return path


def publish_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Open a path; repeating is harmless. Raises PathEmpty, PathOutOfReach."""
    path = get_managed_path(actor, uuid)
    if path.state == _State.PUBLISHED:
        return
    _check_whole(path)
    path.state = _State.PUBLISHED
    path.save(update_fields=["state"])
    _record("delivery.path.published", actor, path, now=now)


def close_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Take in nobody new; who is on it goes on. Repeating is harmless."""
    path = get_managed_path(actor, uuid)
    if path.state != _State.PUBLISHED:
        return
    path.state = _State.CLOSED
    path.save(update_fields=["state"])
    _record("delivery.path.closed", actor, path, now=now)


def join_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Begin a path; where all trainings are asked for, their open classes are joined too.

    Earlier completions count at once. Repeating changes nothing. Records `delivery.path.joined`.
    """
    path = visible_paths(actor).filter(uuid=uuid).first()
    if path is None:
        raise NotFound
    with scoped(SYSTEM):
        if _place(path, [actor.person_id], source="self", due_on=None, now=now):
            _record("delivery.path.joined", actor, path, now=now)


def leave_path(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """Leave a path; places in classes stay. Repeating is harmless. Raises CannotLeave."""
    path = get_path(uuid)
    with scoped(SYSTEM):
        mine = PathPlace.objects.select_for_update().filter(path=path, person_id=actor.person_id)
        place = mine.first()
        if place is None or place.state != PathPlace.State.JOINED:
            return
        if place.source == "assigned":
            raise CannotLeave
        place.state = PathPlace.State.LEFT
        place.save(update_fields=["state"])
        _record("delivery.path.left", actor, path, now=now)


def foresee_path(*, actor: Actor, uuid: UUID, target: Target) -> Foresight:
    """Count whom assigning the path would concern; writes nothing."""
    path = get_managed_path(actor, uuid)
    unit, staff, unknown = chosen_staff(actor, target)
    there = PathPlace.objects.filter(path=path).exclude(state=PathPlace.State.LEFT)
    return Foresight(
        staff.count(),
        there.filter(person_id__in=staff.values("person_id")).count(),
        unknown,
        unit,
        first=first_names(staff, limit=FIRST_NAMES),
        words=words_of(target.criteria, unit) if target.criteria is not None else "",
    )


def assign_path(
    *, actor: Actor, uuid: UUID, target: Target, due_on: date | None, reason: str, now: datetime
) -> int:
    """Set people to a path as a whole; gives how many are new. Records `delivery.path.assigned`."""
    path = get_managed_path(actor, uuid)
    if path.state != _State.PUBLISHED:
        raise NotFound
    _unit, staff, _unknown = chosen_staff(actor, target)
    people = list(staff.values_list("person_id", flat=True))
    if not people:
        raise NobodyToAssign
    with scoped(SYSTEM):
        new = _place(path, people, source="assigned", due_on=due_on, now=now)
        _tell(path, new, now=now)
    record_event(
        "delivery.path.assigned",
        at=now,
        tenant_id=path.tenant_id,
        actor_id=actor.person_id,
        subject=path.uuid,
        reason=reason,
        data={"title": path.title, "count": len(new)},
    )
    return len(new)


_PLACE = """
INSERT INTO delivery_pathplace AS pp (tenant_id, path_id, person_id, home_id, name, unit_name, email,
    state, source, due_on, progress, joined_at)
SELECT %(tenant)s, %(path)s, p.id, em.tenant_id,
    concat(nullif(p.title_before, '') || ' ', p.name, ', ' || nullif(p.title_after, '')),
    COALESCE(u.name, p.organisation_name), p.email, 'joined', %(source)s, %(due)s, 0, %(now)s
FROM identity_person p
LEFT JOIN identity_employment em ON em.person_id = p.id AND em.valid_to IS NULL
LEFT JOIN organisation_unit u ON u.id = em.unit_id
WHERE p.id = ANY(%(people)s)
ORDER BY p.id
ON CONFLICT (path_id, person_id) DO UPDATE SET state = 'joined', source = excluded.source,
    due_on = COALESCE(excluded.due_on, pp.due_on), joined_at = excluded.joined_at
  WHERE pp.state = 'left' OR (pp.state = 'joined' AND pp.source = 'self' AND excluded.source = 'assigned')
RETURNING pp.person_id
"""


def _place(
    path: LearningPath, people: list[int], *, source: str, due_on: date | None, now: datetime
) -> list[int]:
    """Put people on the path, in its classes where it asks for all, and judge at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PLACE,
            {
                "tenant": path.tenant_id, "path": path.pk, "source": source, "due": due_on,
                "people": people, "now": now,
            },
        )  # fmt: skip
        new = [row[0] for row in cursor.fetchall()]
    if new and path.mode == LearningPath.Mode.ALL:
        _join_classes(path, new, source=source, now=now)
    settle_people(path, new, now=now)
    return new


def _join_classes(path: LearningPath, people: list[int], *, source: str, now: datetime) -> None:
    """Places in the open classes of what is still to do; what has a gate is asked for by oneself."""
    done = completions(path, people)
    items = PathItem.objects.filter(path=path).select_related("training")
    courses = open_courses([item.training for item in items], now=now)
    for training_id, course in courses.items():
        if course.is_gated:
            continue
        todo = [each for each in people if training_id not in done.get(each, {})]
        place_people(course, todo, source=source, now=now)


def _settle_all(path: LearningPath, *, now: datetime) -> None:
    with scoped(SYSTEM):
        people = list(
            PathPlace.objects.filter(path=path, state=PathPlace.State.JOINED).values_list(
                "person_id", flat=True
            )
        )
        settle_people(path, people, now=now)


def _check_whole(path: LearningPath) -> None:
    count = PathItem.objects.filter(path=path).count()
    wants = path.needed if path.mode == LearningPath.Mode.COUNT else 1
    if count < max(wants, 1) or (path.mode != LearningPath.Mode.ALL and path.needed < 1):
        raise PathEmpty
    if path.mode == LearningPath.Mode.JP and path.needed * HUNDREDTHS > jp_within(path):
        raise PathOutOfReach


@override("id")  # read by others: not in the language of who acts
def _tell(path: LearningPath, people: Sequence[int], *, now: datetime) -> None:
    rows = PathPlace.objects.filter(path=path, person_id__in=people)
    messages = [
        Message(
            person_id=row.person_id,
            key=f"jalur:{path.uuid}:tugas",
            kind="registration",
            title=(gettext("Anda ditugaskan mengikuti jalur: %(title)s") % {"title": path.title})[
                :200
            ],
            link=f"/jalur/{path.uuid}/",
            email=row.email,
        )
        for row in rows
    ]
    notify(tenant_id=path.tenant_id, messages=messages, now=now)


def _record(name: str, actor: Actor, path: LearningPath, *, now: datetime) -> None:
    record_event(
        name,
        at=now,
        tenant_id=path.tenant_id,
        actor_id=actor.person_id,
        subject=path.uuid,
        data={"title": path.title},
    )
