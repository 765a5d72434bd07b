"""What who runs the course sees: everybody at a practice, who guides them, where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from suluh.activities.practice.models import Guide, Milestone, Practice
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief, Role
from suluh.base.errors import NotFound
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.learning import may_mark
from suluh.delivery.queries.offerings import HOLDING, is_course_manager
from suluh.organisation.types import Actor

STATES = ("belum", "rancangan", "berjalan", "seminar", "selesai")
_STATE = Practice.State
_IN = {
    "rancangan": (_STATE.PLANNING, _STATE.PLANNED, _STATE.RETURNED),
    "berjalan": (_STATE.RUNNING,),
    "seminar": (_STATE.READY,),
    "selesai": (_STATE.DONE,),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """A practice of a course, as its newest version has it."""

    course: Offering
    activity: Activity
    is_manager: bool

    @property
    def brief(self) -> Brief:
        """Its rules."""
        return briefs.read(self.activity.settings)


@dataclass(frozen=True, slots=True)
class Seat:
    """One learner: the practice if begun, who guides, how many milestones are approved."""

    enrolment: Enrolment
    practice: Practice | None
    guides: Sequence[Guide]
    steps: int = 0
    approved: int = 0

    @property
    def missing(self) -> list[Role]:
        """Guides that nobody is yet."""
        if self.practice is None:
            return []
        there = {g.role for g in self.guides}
        brief = briefs.read(self.practice.activity.settings)
        return [role for role in brief.guides if role not in there]


def get_desk(actor: Actor, course: UUID, key: UUID) -> Desk:
    """The practice of a course that the actor may mark; every other looks absent."""
    rows = Offering.objects.select_related("unit")
    found = rows.filter(uuid=course, kind=Offering.Kind.COURSE).first()
    if found is None or found.version_id is None or not may_mark(actor, found):
        raise NotFound
    activity = Activity.objects.filter(
        version_id=found.version_id, key=key, kind="practice"
    ).first()
    if activity is None:
        raise NotFound
    return Desk(found, activity, is_course_manager(actor, found))


def places(desk: Desk, *, state: str = "", text: str = "") -> QuerySet[Enrolment]:
    """Who holds a place in the course, by name; narrowed by where their practice stands."""
    rows = Enrolment.objects.filter(offering=desk.course, state__in=HOLDING)
    if state in STATES:
        begun = Practice.objects.filter(enrolment=OuterRef("pk"), activity__key=desk.activity.key)
        if state == "belum":
            rows = rows.filter(~Exists(begun))
        else:
            rows = rows.filter(Exists(begun.filter(state__in=_IN[state])))
    if text.isdecimal():
        rows = rows.filter(person__nip__startswith=text)
    elif text:
        rows = rows.filter(Q(name__icontains=text) | Q(unit_name__icontains=text))
    return rows.order_by("name", "id")


def seats(desk: Desk, found: Sequence[Enrolment]) -> list[Seat]:
    """The same with practices and guides; three queries."""
    rows = Practice.objects.filter(enrolment__in=found, activity__key=desk.activity.key)
    begun = {row.enrolment_id: row for row in rows.select_related("activity")}
    guides: dict[int, list[Guide]] = defaultdict(list)
    for guide in Guide.objects.filter(practice__in=begun.values(), ended_at=None):
        guides[guide.practice_id].append(guide)
    counts = _counts([row.pk for row in begun.values()])
    made = []
    for place in found:
        row = begun.get(place.pk)
        steps, approved = counts.get(row.pk, (0, 0)) if row else (0, 0)
        made.append(Seat(place, row, guides[row.pk] if row else [], steps, approved))
    return made


def _counts(ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    rows = (
        Milestone.objects.filter(practice_id__in=ids)
        .order_by()
        .values("practice_id")
        .annotate(n=Count("id"), done=Count("id", filter=Q(state=Milestone.State.APPROVED)))
    )
    return {row["practice_id"]: (row["n"], row["done"]) for row in rows}
