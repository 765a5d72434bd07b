"""What delivery asks of kinds: for events pages, evidence, attendance; for courses pages.

What it asks of kinds in the outline of a training stands in `content/ports.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable
from uuid import UUID

from suluh.content import ports as content

if TYPE_CHECKING:
    from suluh.delivery.models import Enrolment, Offering
    from suluh.delivery.types import Condition, Gained, Held
    from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of a kind, offered on the organiser's event page or to a participant.

    `slug` marks the current tab; `order` places it among those of other kinds; `is_torch` asks
    for the one big button on the participant's page.
    """

    slug: str
    label: str
    url: str
    badge: int = 0
    order: int = 50
    icon: str = ""
    is_torch: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """The organiser's word that people attended: who gave it, who agreed, why."""

    source: str
    reason: str
    stated_by_id: int
    now: datetime
    approved_by_id: int | None = None
    reference: UUID | None = None


@runtime_checkable
class EventKind(Protocol):
    """A kind that takes part in events."""

    slug: str

    @property
    def label(self) -> str:
        """The kind's name for people."""
        ...

    def on_publish(self, offering: Offering, *, now: datetime) -> None:
        """Bring the kind's own rows up to date with a published event; called after each change.

        Idempotent; runs in the transaction of the change, in the organiser's scope.
        """
        ...

    def organiser_tabs(self, offering: Offering, *, actor: Actor) -> Sequence[Tab]:
        """Pages of this kind for the organiser of the event; costs no query."""
        ...

    def participant_links(
        self, offering: Offering, *, enrolment: Enrolment | None, now: datetime
    ) -> Sequence[Tab]:
        """What the participant may open now on the event page; costs no query."""
        ...

    @property
    def evaluation_counter(self) -> str:
        """Name of the SQL function that counts a sent evaluation as evidence; '' for none.

        `(offering, person, id for the evidence, now)` gives `opens_at`, `counts_until` (NULL where
        the event counts none) and `counted`. Called in the statement that keeps the answers, and in
        its scope: thousands send them in the same minutes.
        """
        ...

    def evaluation_times(self, offering: Offering) -> tuple[datetime, datetime] | None:
        """Between which moments sending the evaluation counts as evidence, if it does."""
        ...

    def attest(self, offering: Offering, *, people: Sequence[int], word: Word) -> int:
        """Take the organiser's word that these people attended; gives how many are new."""
        ...

    def conditions_of(
        self, offering: Offering, *, person_id: int, now: datetime
    ) -> Sequence[Condition]:
        """What the kind knows of a person at this moment, condition by condition."""
        ...

    def live_url(self, offering: Offering) -> str:
        """Where participants go while the event runs; empty where the kind has no such page."""
        ...


@runtime_checkable
class CourseKind(Protocol):
    """A kind with pages of its own about a whole course, beside the activities in the outline."""

    slug: str

    def course_links(
        self, offering: Offering, *, enrolment: Enrolment | None, actor: Actor
    ) -> Sequence[Tab]:
        """What learners of the course, and who manages it, may open; costs no query."""
        ...


@runtime_checkable
class BatchKind(Protocol):
    """A kind with a page of its own among the organiser's pages of an angkatan."""

    slug: str

    def batch_tabs(self, offering: Offering) -> Sequence[Tab]:
        """What the organiser of the angkatan may open; costs no query."""
        ...


@runtime_checkable
class SessionKind(Protocol):
    """A kind whose activities are held at a time, and count their JP through the outline."""

    slug: str

    def held_sessions(self, offering: Offering) -> Sequence[Held]:
        """The sessions of the outline that is offered, with the times of this class."""
        ...


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of a kind waits to be marked in an angkatan, and where a guest marks it."""

    label: str
    icon: str
    count: int
    url: str


@runtime_checkable
class MarkedKind(Protocol):
    """A kind whose work people mark in a queue, guests of an angkatan included."""

    slug: str
    icon: str

    @property
    def label(self) -> str:
        """The kind's name for people."""
        ...

    @property
    def queue_url(self) -> str:
        """The queue; `?tamu=` and a place narrows it to a guest's angkatan."""
        ...

    def waiting_in(self, offerings: Collection[int]) -> Mapping[int, int]:
        """How many wait in each of these offerings, in the scope that is open; one query."""
        ...


@runtime_checkable
class TakenKind(Protocol):
    """A kind whose work a marker takes before marking it."""

    slug: str

    def give_back(
        self, *, now: datetime, offering: Offering | None = None, person_id: int | None = None,
        actor_id: int | None = None,
    ) -> int:  # fmt: skip
        """Free what was taken by who may not mark it any more; gives how much.

        Guests whose days are over, and whose role was taken back or has ended with their service.
        In every course that the open scope sees or in this one, of all or of this person.
        Idempotent.
        """
        ...


@runtime_checkable
class GainKind(Protocol):
    """A kind that knows what people of a course learned, by a test before and one after."""

    slug: str

    def gained(self, offering: Offering) -> Gained | None:
        """Of those who took both; None where nobody did."""
        ...


@cache
def event_kinds() -> tuple[EventKind, ...]:
    """Every registered kind that takes part in events, in the order of the settings."""
    return tuple(kind for kind in content.kinds() if isinstance(kind, EventKind))


@cache
def course_kinds() -> tuple[CourseKind, ...]:
    """Every registered kind with pages about a whole course, in the order of the settings."""
    return tuple(kind for kind in content.kinds() if isinstance(kind, CourseKind))


def organiser_tabs(offering: Offering, *, actor: Actor) -> list[Tab]:
    """Tabs of all kinds for an organiser, in their order."""
    found = [tab for kind in event_kinds() for tab in kind.organiser_tabs(offering, actor=actor)]
    return sorted(found, key=lambda tab: tab.order)


def course_links(offering: Offering, *, enrolment: Enrolment | None, actor: Actor) -> list[Tab]:
    """Pages of all kinds about a course, in their order."""
    found = [
        tab
        for kind in course_kinds()
        for tab in kind.course_links(offering, enrolment=enrolment, actor=actor)
    ]
    return sorted(found, key=lambda tab: tab.order)


def held_sessions(offering: Offering) -> list[Held]:
    """Sessions of all kinds that stand in the outline of a course."""
    return [
        held
        for kind in content.kinds()
        if isinstance(kind, SessionKind)
        for held in kind.held_sessions(offering)
    ]


def batch_tabs(offering: Offering) -> list[Tab]:
    """Pages of all kinds for the organiser of an angkatan, in their order."""
    found = [
        tab
        for kind in content.kinds()
        if isinstance(kind, BatchKind)
        for tab in kind.batch_tabs(offering)
    ]
    return sorted(found, key=lambda tab: tab.order)


def waiting_in(offerings: Collection[int]) -> dict[int, list[Waiting]]:
    """What waits in each of these offerings, kind by kind; `url` lacks the place still."""
    found: dict[int, list[Waiting]] = {}
    for kind in content.kinds():
        if isinstance(kind, MarkedKind) and offerings:
            counts = kind.waiting_in(offerings)
            for each in offerings:
                waiting = Waiting(kind.label, kind.icon, counts.get(each, 0), kind.queue_url)
                found.setdefault(each, []).append(waiting)
    return found


def give_back(
    *, now: datetime, offering: Offering | None = None, person_id: int | None = None,
    actor_id: int | None = None,
) -> int:  # fmt: skip
    """Free what was taken by who may not mark it any more, of every kind; gives how much."""
    return sum(
        kind.give_back(now=now, offering=offering, person_id=person_id, actor_id=actor_id)
        for kind in content.kinds()
        if isinstance(kind, TakenKind)
    )


def gained(offering: Offering) -> Gained | None:
    """What the course added, by the first kind that can tell."""
    found = (kind.gained(offering) for kind in content.kinds() if isinstance(kind, GainKind))
    return next((each for each in found if each), None)


def conditions_of(offering: Offering, *, person_id: int, now: datetime) -> list[Condition]:
    """What all kinds know of a person at this moment."""
    return [
        condition
        for kind in event_kinds()
        for condition in kind.conditions_of(offering, person_id=person_id, now=now)
    ]


def live_url(offering: Offering) -> str:
    """The page of the running event; empty where no kind has one."""
    return next((url for kind in event_kinds() if (url := kind.live_url(offering))), "")


def evaluation_times(offering: Offering) -> tuple[datetime, datetime] | None:
    """When the evaluation counts as evidence; None where no kind counts it."""
    return next(
        (times for kind in event_kinds() if (times := kind.evaluation_times(offering))), None
    )


def evaluation_counters() -> list[str]:
    """SQL functions of all kinds that count a sent evaluation."""
    return [kind.evaluation_counter for kind in event_kinds() if kind.evaluation_counter]


def attest(offering: Offering, *, people: Sequence[int], word: Word) -> int:
    """Hand the organiser's word to every kind; gives how many people are new to it."""
    return sum(kind.attest(offering, people=people, word=word) for kind in event_kinds())
