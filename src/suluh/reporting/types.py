"""Words of the training rate and of the index of professionality (IP ASN)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people, how many of them reached the target, started, and their JP together."""

    people: int = 0
    reached: int = 0
    started: int = 0
    jp_minor: int = 0

    @property
    def rate(self) -> float:
        """Share that reached the target."""
        return self.reached / self.people if self.people else 0.0

    @property
    def started_share(self) -> float:
        """Share with any learning."""
        return self.started / self.people if self.people else 0.0

    @property
    def mean_jp_minor(self) -> int:
        """JP per person, in hundredths."""
        return round(self.jp_minor / self.people) if self.people else 0

    @property
    def mean_jp(self) -> float:
        """JP per person."""
        return self.jp_minor / self.people / 100 if self.people else 0.0

    @property
    def behind(self) -> int:
        """People who have not reached the target."""
        return self.people - self.reached

    @property
    def not_started(self) -> int:
        """People without any JP."""
        return self.people - self.started


@dataclass(frozen=True, slots=True)
class Point:
    """How an agency stood at the end of a day."""

    day: date
    sums: Sums


class Group(StrEnum):
    """Groups of posts that the index of professionality treats differently."""

    STRUCTURAL = "struktural"  # JPT, administrator, pengawas
    FUNCTIONAL = "fungsional"
    PELAKSANA = "pelaksana"


class Part(StrEnum):
    """The four dimensions of the index, and the items of its competency dimension."""

    EDUCATION = "kualifikasi"
    COMPETENCY = "kompetensi"
    RATING = "kinerja"
    DISCIPLINE = "disiplin"
    LEADERSHIP = "kepemimpinan"
    FUNCTIONAL = "fungsional"
    TECHNICAL = "teknis"
    SEMINAR = "seminar"


@dataclass(frozen=True, slots=True)
class IndexLaw:
    """One version of the rules of the index; points and JP in hundredths, spans in months.

    `education`, `rating`, `discipline`: points by value. `competency`: points by group and item,
    all or nothing. `categories`: name and the score above which it holds, best first.
    `leadership`: the words by which trainings for a jenjang are known. `without_training`: posts
    of JF whose holders count as trained. `discipline_months` None: a punishment counts for ever.
    """

    version: int
    education: dict[str, int]
    rating: dict[str, int]
    discipline: dict[str, int]
    competency: dict[Group, dict[Part, int]]
    categories: tuple[tuple[str, int], ...]
    technical_jp_minor: int
    technical_months: int
    technical_forms: frozenset[int]
    seminar_jp_minor: int
    seminar_months: int
    seminar_forms: frozenset[int]
    leadership_form: int
    leadership: dict[str, tuple[str, ...]]
    functional_form: int
    without_training: tuple[str, ...]
    discipline_months: int | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """The post held on the day; `name` without its jenjang."""

    group: Group
    name: str = ""
    jenjang: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of personnel: value, the day it is of, and who says so."""

    value: str
    day: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class Learnt:
    """One training, from the ledger (`form`, `jp_minor`, `ref`) or from personnel data (neither)."""

    title: str
    day: date
    jp_minor: int = 0
    form: int | None = None
    ref: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a person on a day. None: nobody has said."""

    day: date
    post: Post
    education: Fact | None = None
    rating: Fact | None = None
    punishments: tuple[Fact, ...] = ()
    leadership: tuple[Learnt, ...] = ()
    functional: tuple[Learnt, ...] = ()
    learnt: tuple[Learnt, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A dimension or an item: its points, the most there are, why, and what fed it.

    `lacks`: how many JP (hundredths) are missing; `until`: the last day on which it still counts.
    """

    part: Part
    points: int
    most: int
    why: str
    fed_by: tuple[Learnt, ...] = ()
    is_known: bool = True
    lacks: int = 0
    until: date | None = None

    @property
    def is_met(self) -> bool:
        """Whether all its points are there."""
        return self.points >= self.most

    @property
    def share(self) -> float:
        """Its points as a share of the most there are."""
        return self.points / self.most if self.most else 0.0


@dataclass(frozen=True, slots=True)
class Raise:
    """What would raise the score: by how much, to what, and which forms of training help."""

    part: Part
    gain: int
    score: int
    category: str
    what: str
    forms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The index of one person by one version of the rules."""

    law: IndexLaw
    known: Known
    dimensions: tuple[Scored, ...]
    items: tuple[Scored, ...]
    category: str

    @property
    def score(self) -> int:
        """Sum of the dimensions, in hundredths."""
        return sum(one.points for one in self.dimensions)

    @property
    def is_complete(self) -> bool:
        """Whether all that the index asks about a person is known."""
        return all(one.is_known for one in self.dimensions)

    def points(self, part: Part) -> int:
        """Points of a dimension."""
        return next(one.points for one in self.dimensions if one.part is part)
