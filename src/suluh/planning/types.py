"""Words of planning: needs, what raises them, and why one stands before another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sort(StrEnum):
    """What a recommendation leads to."""

    TRAINING = "pelatihan"
    EVENT = "acara"
    BOOK = "buku"
    PERSON = "orang"
    OWN = "sendiri"


class Factor(StrEnum):
    """What the order of recommendations is made of."""

    CLOSES = "menutup"
    STEP = "jenjang"
    WIDTH = "lebar"
    SOON = "segera"
    JP = "jp"
    NEAR = "dekat"


@dataclass(frozen=True, slots=True)
class Need:
    """A competency that the post held, or the post aimed at, asks more of than is held."""

    competency_id: int
    code: str
    name: str
    held: int
    asked: int
    is_next: bool = False

    @property
    def missing(self) -> int:
        """Levels still missing."""
        return self.asked - self.held


@dataclass(frozen=True, slots=True)
class Ask:
    """For whom recommendations are looked for, and what they need."""

    person_id: int
    agency_id: int
    needs: tuple[Need, ...]
    missing_jp_minor: int
    now: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something open to the person that raises a competency to `level`.

    `share` is of 70-20-10 as the ledger's forms have it. `free` None: without limit.
    """

    sort: Sort
    key: str
    title: str
    url: str
    competency_id: int
    level: int
    by: str = ""
    form_code: int | None = None
    share: str = "formal"
    jp_minor: int = 0
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    closes_at: datetime | None = None
    zone: str = ""
    free: int | None = None
    needs_approval: bool = False
    is_own_agency: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One factor of a score: how far it applies (0 to 1) of how many points."""

    factor: Factor
    value: float
    points: int

    @property
    def earned(self) -> float:
        """Points that count."""
        return self.value * self.points


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate for a need, with the arithmetic of its place."""

    need: Need
    candidate: Candidate
    score: float
    reckon: Callable[[], tuple[Part, ...]]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The factors that make the score; reckoned for those that are shown."""
        return self.reckon()
