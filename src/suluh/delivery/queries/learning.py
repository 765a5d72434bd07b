"""What a learner has before them: a course with its outline, the own place, one lesson.

A course's content belongs to the organiser's agency: it is read inside that agency's scope, after
the offering was found in the person's own (`entering`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from suluh.base.clock import local_date
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.content.models import Activity, Version
from suluh.content.queries.outline import outline_of
from suluh.content.types import Chapter, Lesson, Part
from suluh.delivery.models import Enrolment, Offering, Progress, Standing
from suluh.delivery.queries.gathering import Gathering, gathering_of
from suluh.delivery.queries.offerings import HOLDING, PUBLIC_STATES, is_course_manager
from suluh.delivery.rules.completion import Step, checklist, share_done
from suluh.delivery.rules.learning_days import Effort
from suluh.delivery.types import Condition
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Note:
    """What the person wrote about one activity for themselves, and whether they marked it."""

    text: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Classroom:
    """A course before one person; `enrolment` None where they only look.

    `note` is on the activity that was opened. `begun`: the person's places in courses that they
    began and did not finish, None where nobody asked.
    """

    offering: Offering
    version: Version
    enrolment: Enrolment | None
    chapters: tuple[Chapter, ...]
    activities: dict[int, Activity]
    progress: dict[int, Progress]
    note: Note = Note()
    gathering: Gathering | None = None
    begun: tuple[int, ...] | None = None

    @property
    def parts(self) -> list[Part]:
        """All activities in their order."""
        return [part for chapter in self.chapters for part in chapter.parts]

    @property
    def steps(self) -> list[Step]:
        """The activities as the completion rule sees them."""
        return [self._step(part) for part in self.parts]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What completion asks for, and what is missing."""
        own = checklist(self.version.completion, self.steps)
        return (*own, *self.gathering.conditions) if self.gathering else own

    @property
    def share(self) -> int:
        """Percent of the course."""
        return share_done(self.version.completion, self.steps)

    @property
    def current(self) -> Part | None:
        """Where to go on: the activity opened last if it is not done, else the next open one."""
        parts = self.parts
        last = self.enrolment.last_activity_id if self.enrolment else None
        start = next((n for n, part in enumerate(parts) if part.activity_id == last), 0)
        order = [*parts[start:], *parts[:start]]
        return next((p for p in order if not self.is_done(p)), parts[0] if parts else None)

    @property
    def chapters_done(self) -> list[tuple[Chapter, int]]:
        """Each section with how many of its activities are done."""
        return [
            (chapter, sum(self.is_done(part) for part in chapter.parts))
            for chapter in self.chapters
        ]

    @property
    def done_keys(self) -> set[UUID]:
        """Keys of the activities that are done."""
        return {part.key for part in self.parts if self.is_done(part)}

    def is_done(self, part: Part) -> bool:
        """Whether the person finished it."""
        found = self.progress.get(part.activity_id)
        return found is not None and found.state == Progress.State.DONE

    def part_of(self, key: UUID) -> Part:
        """The activity of that key; absent where the version has none."""
        found = next((part for part in self.parts if part.key == key), None)
        if found is None:
            raise NotFound
        return found

    def efforts(self) -> list[Effort]:
        """Done activities with their days, of those that count."""
        wanted = isinstance(self.version.completion.get("of"), int)
        zone = self.offering.zone
        return [
            effort_of(self.progress[part.activity_id], part.minutes, zone=zone)
            for part in self.parts
            if self.is_done(part) and (part.is_required or wanted)
        ]

    def _step(self, part: Part) -> Step:
        found = self.progress.get(part.activity_id)
        return Step(
            title=part.title,
            link=lesson_url(self.offering.uuid, part.key),
            is_required=part.is_required,
            is_done=self.is_done(part),
            minutes=part.minutes,
            score=found.score if found else None,
        )


def lesson_url(offering: UUID, key: UUID) -> str:
    """The address of an activity's page."""
    return f"/pelatihan/{offering}/belajar/{key}/"


def effort_of(progress: Progress, minutes: int, *, zone: str) -> Effort:
    """The days of a done activity."""
    done = progress.done_at or progress.changed_at
    seconds = {date.fromisoformat(day): spent for day, spent in progress.days.items()}
    return Effort(minutes, seconds, local_date(done, zone))


def get_course(actor: Actor, uuid: UUID) -> Offering:
    """A course that the actor's scope reaches; drafts only for those who may manage them."""
    found = (
        Offering.reachable.select_related("form", "tenant", "unit")
        .filter(uuid=uuid, kind=Offering.Kind.COURSE)
        .first()
    )
    if found is None or not (found.state in PUBLIC_STATES or is_course_manager(actor, found)):
        raise NotFound
    return found


def renewal_of(offering: Offering) -> Offering | None:
    """The newer class of a yearly course that takes nobody new any more."""
    if offering.has_end or offering.registration_closes_at >= offering.ends_at:
        return None  # asked only where registration was closed: no query on the usual page
    rows = Offering.reachable.filter(renews=offering, state=Offering.State.PUBLISHED)
    return rows.first()


@contextmanager
def entering(actor: Actor, offering: Offering) -> Iterator[None]:
    """The scope of the organiser's agency, as this person."""
    with scoped(Scope(tenant_id=offering.tenant_id, person_id=actor.person_id)):
        yield


def own_place(actor: Actor, offering: Offering) -> Enrolment | None:
    """The actor's place in the course; None where it was given back or never taken."""
    if not actor.person_id:
        return None
    mine = Enrolment.reachable.filter(offering=offering, person_id=actor.person_id)
    return mine.exclude(state=Enrolment.State.CANCELLED).first()


def own_standing(offering: Offering, mine: Enrolment | None) -> Standing | None:
    """How the person stands in an angkatan; None where nothing was said yet, or it is none."""
    if mine is None or not offering.has_end:
        return None
    return Standing.objects.filter(enrolment=mine).first()


def get_classroom(offering: Offering, mine: Enrolment | None) -> Classroom:
    """The outline with the person's progress; call it inside `entering`. At most four queries."""
    version_id = (mine.version_id if mine else None) or offering.version_id
    assert version_id is not None, "a course gives a version"
    version = Version.objects.select_related("training").get(pk=version_id)
    progress: dict[int, Progress] = {}
    if mine is not None and mine.version_id:
        rows = Progress.objects.filter(enrolment=mine)
        progress = {row.activity_id: row for row in rows}
    outline = outline_of(version)
    return Classroom(
        offering,
        version,
        mine,
        outline.chapters,
        outline.activities,
        progress,
        gathering=gathering_of(offering, mine),
    )


def get_room(actor: Actor, uuid: UUID) -> tuple[Offering, Enrolment]:
    """The course and the actor's place in it; absent for who has none."""
    offering = get_course(actor, uuid)
    mine = own_place(actor, offering)
    if mine is None or mine.state not in HOLDING:
        raise NotFound
    return offering, mine


def get_lesson(actor: Actor, offering_uuid: UUID, key: UUID, *, now: datetime) -> Lesson:
    """A lesson for a kind's own pages; the person must have opened it before."""
    offering, mine = get_room(actor, offering_uuid)
    with entering(actor, offering):
        rows = Progress.objects.select_related("activity").filter(enrolment=mine)
        progress = rows.filter(activity__key=key).first()
    if progress is None:
        raise NotFound
    return lesson_of(offering, mine, progress.activity, progress=progress, now=now)


def may_mark(actor: Actor, offering: Offering) -> bool:
    """Whether the actor may judge what learners of the course handed in."""
    path = offering.unit.path if offering.unit else ""
    return can(actor, Permission.TRAINING_MARK, agency_id=offering.tenant_id, unit_path=path)


def marked_lesson(*, actor: Actor, enrolment: UUID, key: UUID) -> Lesson:
    """One learner's activity before who may mark it; to everybody else it looks absent.

    The lesson is the learner's: `person_id` and `position` are theirs, and the kind reads and
    writes its evidence inside it. Absent too before the learner opened it, and once their place
    was given back.
    """
    lesson, offering = _lesson_at(enrolment, key)
    if not may_mark(actor, offering):
        raise NotFound
    return lesson


def lesson_at(enrolment: UUID, key: UUID) -> Lesson:
    """The same for a caller who has asked already whether the actor may mark it."""
    return _lesson_at(enrolment, key)[0]


def _lesson_at(enrolment: UUID, key: UUID) -> tuple[Lesson, Offering]:
    rows = Progress.objects.select_related("activity", "enrolment__offering__unit")
    found = rows.filter(
        enrolment__uuid=enrolment, enrolment__state__in=HOLDING, activity__key=key
    ).first()
    if found is None:
        raise NotFound
    place = found.enrolment
    lesson = lesson_of(place.offering, place, found.activity, progress=found, now=found.changed_at)
    return lesson, place.offering


@contextmanager
def inside_lesson(lesson: Lesson) -> Iterator[None]:
    """The scope in which a kind keeps its evidence: the organiser's agency, as this person."""
    with scoped(Scope(tenant_id=lesson.tenant_id, person_id=lesson.person_id)):
        yield


def lesson_of(
    offering: Offering, mine: Enrolment, activity: Activity, *, progress: Progress, now: datetime
) -> Lesson:
    """What the kind is shown."""
    return Lesson(
        activity_id=activity.pk,
        key=activity.key,
        kind=activity.kind,
        title=activity.title,
        settings=activity.settings,
        minutes=activity.minutes,
        url=lesson_url(offering.uuid, activity.key),
        tenant_id=offering.tenant_id,
        version_id=activity.version_id,
        person_id=mine.person_id,
        offering=offering.uuid,
        offering_id=offering.pk,
        enrolment_id=mine.pk,
        state=progress.state,
        position=progress.position,
        score=progress.score,
        seconds=progress.seconds,
        opened_seconds=max(0, int((now - progress.opened_at).total_seconds())),
    )
