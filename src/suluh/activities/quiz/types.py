"""Words of the quiz: a question as it is kept, what a learner is shown of it, what a test asks for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2s
from uuid import UUID

FULL = 100_00  # shares of a question and scores of a test count hundredths of a percent

# What a learner gave for one question: strings, in the order of what was shown.
Answer = tuple[str, ...]


def fingerprint(answer: Answer) -> str:
    """A short mark of an answer; nothing and blanks are the same."""
    given = list(answer) if any(part.strip() for part in answer) else []
    return blake2s(json.dumps(given).encode(), digest_size=6).hexdigest()


class Sort(StrEnum):
    """Types of question."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    NUMERIC = "numeric"
    SHORT = "short"
    CLOZE = "cloze"
    ESSAY = "essay"
    HOTSPOT = "hotspot"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, or a pattern to meet; `share` is its part of the question in percent."""

    text: str
    share: int = 0
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together; without `left` the right side only misleads."""

    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of a rubric: what a marker looks for, and the most points it gives."""

    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Region:
    """Part of a picture in thousandths of its width and height; `text` is what authors call it."""

    left: int
    top: int
    width: int
    height: int
    text: str = ""

    def holds(self, x: Decimal, y: Decimal) -> bool:
        """Whether the point, in thousandths too, lies in it."""
        across = self.left <= x <= self.left + self.width
        return across and self.top <= y <= self.top + self.height


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its key. Which fields speak depends on the sort.

    `options`: choices, the steps of an ordering in their right order, or patterns of a short answer.
    `gaps`: for each gap of a cloze its patterns; `{1}` in the text stands for the first.
    `regions`: where a point on `picture` is right; `alt` says what the picture shows, never where.
    """

    sort: Sort
    text: str
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[tuple[Option, ...], ...] = ()
    rubric: tuple[Criterion, ...] = ()
    picture: str = ""
    alt: str = ""
    regions: tuple[Region, ...] = ()
    value: str = ""
    tolerance: str = "0"
    is_case_sensitive: bool = False
    feedback: str = ""
    points: int = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with where it stands in the bank; `name` and `code` came with a file."""

    item: Item
    category: str = ""
    tags: tuple[str, ...] = ()
    difficulty: str = "medium"
    name: str = ""
    code: str = ""


class Difficulty(StrEnum):
    """How hard authors take a question to be."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Review(StrEnum):
    """What a learner sees after a test."""

    NOTHING = "nothing"
    SCORE = "score"
    MARKS = "marks"
    ALL = "all"
    ALL_AT_END = "all_at_end"


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of a category, tag and difficulty; '' is any."""

    count: int
    category: str = ""
    tag: str = ""
    difficulty: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a test."""

    draws: tuple[Draw, ...] = ()
    fixed: tuple[UUID, ...] = ()
    minutes: int = 0
    attempts: int = 0
    pass_percent: int = 70
    is_shuffled: bool = True
    is_stepwise: bool = False
    remedial_attempts: int = 0
    remedial_hours: int = 24
    review: Review = Review.MARKS
    intro: str = ""
    extra_minutes: int = 0  # what this one person was allowed on top; no part of the settings
    extra_attempts: int = 0

    @property
    def time_limit(self) -> int:
        """Minutes that this person has; 0 is no limit."""
        return self.minutes + self.extra_minutes if self.minutes else 0

    @property
    def size(self) -> int:
        """How many questions a test has."""
        return len(self.fixed) + sum(draw.count for draw in self.draws)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question of an attempt: which version, and the order in which its parts are shown."""

    version_id: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may be drawn."""

    uuid: UUID
    version_id: int
    category: str
    tags: tuple[str, ...]
    difficulty: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose, and whether the learner did."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A pair to find, or a step to number: words and what may be chosen for them."""

    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a cloze, and the gap after them where there is one: to write in, or to choose."""

    text: str
    number: int = 0
    value: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A question as the learner sees it: **without key, feedback or marks**."""

    place: int
    sort: Sort
    html: str
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    pieces: tuple[Piece, ...] = ()
    answer: Answer = ()
    picture: str = ""
    alt: str = ""

    @property
    def number(self) -> int:
        """As people count."""
        return self.place + 1

    @property
    def is_answered(self) -> bool:
        """Whether anything was given."""
        return any(part.strip() for part in self.answer)

    @property
    def fingerprint(self) -> str:
        """Tells this answer from another one: a form that was left open overwrites nothing."""
        return fingerprint(self.answer)

    @property
    def point(self) -> tuple[str, str]:
        """Where on the picture, in percent; two blanks for nowhere yet."""
        x, y = (*self.answer, "", "")[:2]
        return x, y

    @property
    def written(self) -> str:
        """What was written, where one field is all."""
        return self.answer[0] if self.answer else ""
