"""A test before who marks it: its people, and one of them with attempts and what they were allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from suluh.activities.quiz.models import Allowance, Attempt
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.types import Plan
from suluh.base.errors import NotFound
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import may_mark
from suluh.delivery.queries.offerings import HOLDING
from suluh.organisation.types import Actor

STATES = ("belum", "berjalan", "dikirim")


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a course, as its newest version has it."""

    course: Offering
    activity: Activity

    @property
    def plan(self) -> Plan:
        """Its rules."""
        return plans.read(self.activity.settings)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at the test: attempts, the newest first, and what they were allowed."""

    enrolment: Enrolment
    attempts: Sequence[Attempt]
    allowances: Sequence[Allowance]

    @property
    def best(self) -> int | None:
        """The score that counts."""
        scores = [each.score for each in self.attempts if each.score is not None]
        return max(scores, default=None)

    @property
    def running(self) -> Attempt | None:
        """The attempt that is open."""
        return next((a for a in self.attempts if a.state == Attempt.State.OPEN), None)

    @property
    def is_waiting(self) -> bool:
        """Whether a person must still mark something."""
        return any(each.state == Attempt.State.SUBMITTED for each in self.attempts)

    @property
    def extra_minutes(self) -> int:
        """Minutes on top."""
        return sum(each.minutes for each in self.allowances)

    @property
    def extra_attempts(self) -> int:
        """Attempts on top."""
        return sum(each.attempts for each in self.allowances)


def get_test(actor: Actor, *, course: UUID, key: UUID) -> Test:
    """A test of a course that the actor may mark; every other looks absent."""
    rows = Offering.objects.select_related("tenant", "unit", "version")
    found = rows.filter(uuid=course, kind=Offering.Kind.COURSE).first()
    if found is None or not may_mark(actor, found):
        raise NotFound
    activity = Activity.objects.filter(version=found.version_id, key=key, kind="quiz").first()
    if activity is None:
        raise NotFound
    return Test(found, activity)


def people_at(test: Test, *, text: str = "", state: str = "") -> QuerySet[Enrolment]:
    """Who has a place in the course, by name; narrowed by name or NIP, and by how far they are."""
    rows = Enrolment.objects.filter(offering=test.course, state__in=HOLDING)
    tried = Attempt.objects.filter(enrolment=OuterRef("pk"), activity__key=test.activity.key)
    if state == "belum":
        rows = rows.filter(~Exists(tried))
    elif state == "berjalan":
        rows = rows.filter(Exists(tried.filter(state=Attempt.State.OPEN)))
    elif state == "dikirim":
        rows = rows.filter(Exists(tried.exclude(state=Attempt.State.OPEN)))
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(name__icontains=text)
    return rows.order_by("name", "id")


def seats_of(test: Test, people: Iterable[Enrolment]) -> list[Seat]:
    """Those people with their attempts; two queries, however many they are."""
    wanted = list(people)
    tries: dict[int, list[Attempt]] = defaultdict(list)
    given: dict[int, list[Allowance]] = defaultdict(list)
    key = test.activity.key
    for attempt in Attempt.objects.filter(enrolment__in=wanted, activity__key=key):
        tries[attempt.enrolment_id].append(attempt)
    for allowance in Allowance.objects.filter(enrolment__in=wanted, activity_key=key):
        given[allowance.enrolment_id].append(allowance)
    return [Seat(each, tries[each.pk], given[each.pk]) for each in wanted]


def place_at(actor: Actor, *, course: UUID, key: UUID, enrolment: UUID) -> Seat:
    """One person at the test; absent where the actor may not mark it."""
    test = get_test(actor, course=course, key=key)
    found = people_at(test).filter(uuid=enrolment).first()
    if found is None:
        raise NotFound
    return seats_of(test, [found])[0]


def tests_of(course: Offering) -> list[Activity]:
    """The tests in a course's newest version, in the order of its outline."""
    rows = Activity.objects.filter(version=course.version_id, kind="quiz")
    return list(rows.order_by("section__order", "order"))
