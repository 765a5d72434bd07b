"""Words of assignments: what is asked, how it is judged, what a judgement came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from suluh.content.types import Criterion


class Late(StrEnum):
    """What happens to work that comes after the date."""

    ALLOWED = "allowed"
    MINUS = "minus"
    REFUSED = "refused"


class Passing(StrEnum):
    """When the activity is done."""

    HANDED_IN = "handed_in"
    MARKED = "marked"


class Role(StrEnum):
    """Whose mark it is: the first or second marker's, or of who decides between them."""

    FIRST = "first"
    SECOND = "second"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Brief:
    """What an assignment asks for: its settings, read.

    `is_journal`: a text of at least `least_words`, handed in once, done with that. Dates: the end of
    `due_on`, or of the day `due_days` after opening, whichever comes first. `team_size` above 1: one
    of a team hands in for all.
    """

    text: str = ""
    is_journal: bool = False
    takes_text: bool = True
    least_words: int = 0
    most_files: int = 0
    most_mb: int = 10
    sorts: tuple[str, ...] = ("pdf", "dokumen", "gambar")
    rubric: tuple[Criterion, ...] = ()
    passing: Passing = Passing.MARKED
    pass_percent: int = 0
    due_on: date | None = None
    due_days: int = 0
    late: Late = Late.ALLOWED
    late_percent: int = 10
    may_replace: bool = True
    team_size: int = 1
    needs_second: bool = False
    difference: int = 10

    @property
    def most_points(self) -> int:
        """Points of a perfect work; 100 where there is no rubric."""
        return sum(each.most for each in self.rubric) or 100


@dataclass(frozen=True, slots=True)
class Given:
    """A mark as the rule of settling sees it."""

    role: Role
    score: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What the marks came to: a score, or whose mark is still needed."""

    score: int | None = None
    needs: Role | None = None
