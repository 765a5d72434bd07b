"""Learning paths: those open to somebody, one with what is done, and the author's side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from suluh.base.clock import midnight
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import Scope, scoped
from suluh.base.text import DEFAULT_ZONE
from suluh.content.models import Training, Version
from suluh.delivery.models import Enrolment, LearningPath, Offering, PathItem, PathPlace
from suluh.delivery.rules.paths import PathRule, Stride
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor
from suluh.standards.jp import from_minutes, whole

_State = LearningPath.State
JOINED = ~Q(state=PathPlace.State.LEFT)


@dataclass(frozen=True, slots=True)
class Station:
    """A training of the path before one person; `course` is where it can be learnt now."""

    training_id: int
    title: str
    minutes: int
    jp_minor: int
    is_done: bool
    course: Offering | None


def rule_of(path: LearningPath) -> PathRule:
    """The path's rule."""
    return PathRule(path.mode, path.needed)


def visible_paths(actor: Actor, *, text: str = "") -> QuerySet[LearningPath]:
    """Published paths that the actor may join, of the own agency first."""
    own = Q(tenant_id=actor.agency_id) | Q(audience=LearningPath.Audience.NATIONAL)
    rows = LearningPath.reachable.filter(own, state=_State.PUBLISHED).select_related("tenant")
    if text:
        rows = rows.filter(title__icontains=text)
    return rows.order_by("title", "id")


def get_path(uuid: UUID) -> LearningPath:
    """A path that the scope reaches and that was published once."""
    rows = LearningPath.reachable.select_related("tenant").filter(uuid=uuid)
    found = rows.exclude(state=_State.DRAFT).first()
    if found is None:
        raise NotFound
    return found


def my_places(actor: Actor, paths: Collection[LearningPath]) -> dict[int, PathPlace]:
    """The actor's places on these paths, by path."""
    rows = PathPlace.reachable.filter(JOINED, path__in=paths, person_id=actor.person_id)
    return {row.path_id: row for row in rows}


def stations(path: LearningPath, person_id: int, *, now: datetime) -> list[Station]:
    """The path's trainings with what the person has; four queries in the path's scope."""
    with scoped(Scope(tenant_id=path.tenant_id, person_id=person_id)):
        trainings = _trainings(path)
        done = completions(path, [person_id]).get(person_id, {})
        courses = open_courses(trainings, now=now)
        return [
            Station(
                training_id=each.pk,
                title=each.title,
                minutes=courses[each.pk].version.minutes if each.pk in courses else 0,  # type: ignore[union-attr]
                jp_minor=done.get(each.pk, courses[each.pk].jp_minor if each.pk in courses else 0),
                is_done=each.pk in done,
                course=courses.get(each.pk),
            )
            for each in trainings
        ]


def _trainings(path: LearningPath) -> list[Training]:
    items = PathItem.objects.filter(path=path).select_related("training")
    return [item.training for item in items]


def begun_on_path() -> Q:
    """Who has begun, as a condition on `PathPlace`: something is complete, or a class was entered."""
    on_it = PathItem.reachable.filter(path=OuterRef(OuterRef("path"))).values("training")
    entered = Enrolment.reachable.filter(
        person_id=OuterRef("person_id"),
        started_at__isnull=False,
        offering__version__training__in=on_it,
    )
    return Q(progress__gt=0) | Q(Exists(entered.exclude(state=Enrolment.State.CANCELLED)))


def completions(path: LearningPath, people: Collection[int]) -> dict[int, dict[int, int]]:
    """Trainings of the path that people completed and that count: JP by person and training."""
    rows = Enrolment.objects.filter(
        person_id__in=people,
        state=Enrolment.State.COMPLETED,
        offering__version__training__in=PathItem.objects.filter(path=path).values("training_id"),
    )
    if path.counts_since:
        rows = rows.filter(completed_at__gte=midnight(path.counts_since, DEFAULT_ZONE))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for person, training, jp in rows.values_list(
        "person_id", "offering__version__training_id", "offering__jp_minor"
    ):
        found[person][training] = max(jp, found[person].get(training, 0))
    return found


def strides(path: LearningPath, people: Collection[int]) -> dict[int, list[Stride]]:
    """The path as its rule sees it, for each person; two queries."""
    order = list(PathItem.objects.filter(path=path).values_list("training_id", flat=True))
    done = completions(path, people)
    return {
        person: [
            Stride(each in done.get(person, {}), done.get(person, {}).get(each, 0))
            for each in order
        ]
        for person in people
    }


def open_courses(trainings: Collection[Training], *, now: datetime) -> dict[int, Offering]:
    """Where each training can be joined now: the newest open class."""
    rows = Offering.objects.filter(
        kind=Offering.Kind.COURSE,
        state=Offering.State.PUBLISHED,
        version__training__in=trainings,
        registration_opens_at__lte=now,
        registration_closes_at__gt=now,
        ends_at__gt=now,
    ).select_related("version")
    found: dict[int, Offering] = {}
    for each in rows.order_by("is_gated", "-id"):
        assert each.version is not None
        found.setdefault(each.version.training_id, each)
    return found


def require_author(actor: Actor) -> int:
    """The actor's agency, where they publish trainings for any of its units; raises NotAllowed."""
    agency_id = actor.agency_id
    if not agency_id or not reach(actor, Permission.TRAINING_PUBLISH, agency_id=agency_id):
        raise NotAllowed
    return agency_id


def managed_paths(actor: Actor, *, text: str = "") -> QuerySet[LearningPath]:
    """Paths of the actor's agency with how many are on them."""
    require_author(actor)
    there = Q(places__state__in=(PathPlace.State.JOINED, PathPlace.State.COMPLETED))
    rows = LearningPath.objects.annotate(
        people=Count("places", filter=there, distinct=True),
        trainings=Count("items", distinct=True),
    )
    return rows.filter(title__icontains=text) if text else rows


def get_managed_path(actor: Actor, uuid: UUID) -> LearningPath:
    """A path of the actor's agency; absent for everybody else."""
    if not actor.agency_id or not reach(
        actor, Permission.TRAINING_PUBLISH, agency_id=actor.agency_id
    ):
        raise NotFound
    found = LearningPath.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def people_on(path: LearningPath, *, text: str, state: str, today: date) -> QuerySet[PathPlace]:
    """People on the path by name."""
    rows = PathPlace.objects.filter(JOINED, path=path)
    if state == "selesai":
        rows = rows.filter(state=PathPlace.State.COMPLETED)
    elif state == "terlambat":
        rows = rows.filter(state=PathPlace.State.JOINED, due_on__lt=today)
    elif state == "berjalan":
        rows = rows.filter(state=PathPlace.State.JOINED)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    return rows.order_by("name", "id")


def jp_within(path: LearningPath) -> int:
    """JP (hundredths) of all trainings of the path together, by their newest published versions."""
    trainings = PathItem.objects.filter(path=path).values("training_id")
    rows = Version.objects.filter(training__in=trainings, state=Version.State.PUBLISHED)
    newest = dict(rows.order_by("number").values_list("training_id", "minutes"))
    return sum(whole(from_minutes(minutes)) for minutes in newest.values())


def counts_on(path: LearningPath, *, today: date) -> dict[str, int]:
    """People on the path by how far they are; one query."""
    state = PathPlace.State
    return PathPlace.objects.filter(path=path).aggregate(
        there=Count("id", filter=JOINED),
        running=Count("id", filter=Q(state=state.JOINED)),
        completed=Count("id", filter=Q(state=state.COMPLETED)),
        late=Count("id", filter=Q(state=state.JOINED, due_on__lt=today)),
    )


def trainings_of_agency() -> list[tuple[int, UUID, str]]:
    """Trainings that a path may hold."""
    rows = Training.objects.filter(archived_at=None).order_by("title", "id")
    return list(rows.values_list("id", "uuid", "title"))


def trainings_on(path: LearningPath) -> list[UUID]:
    """Uuids of the path's trainings in their order."""
    return list(PathItem.objects.filter(path=path).values_list("training__uuid", flat=True))
