"""Words of delivery: what kinds report about a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of completion: met or not, in words, and the way to mend it."""

    code: str
    is_met: bool
    sentence: str
    remedy: str = ""
    link: str = ""

    def as_data(self) -> dict[str, Any]:
        """For the enrolment's `result` column."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PersonResult:
    """What a kind found out about one person; `is_complete` by the offering's rule.

    `minutes`: learning time evidenced; None takes the offering's own length. `days`: minutes by day,
    where the learning was spread over days of the person's own choice; `sessions`: the same of a
    timetable, which others chose. `is_assessed`: somebody decided who passes, so the paper is an
    STTP, with the predicate where there is one.
    """

    person_id: int
    is_complete: bool
    conditions: tuple[Condition, ...]
    minutes: int | None = None
    evidence_sha256: bytes | None = None
    days: tuple[tuple[date, int], ...] = ()
    sessions: tuple[tuple[date, int], ...] = ()
    predicate: str = ""
    is_assessed: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A session by its name; times only where they are set."""

    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gained:
    """What the people of a course knew more after it, by two tests that they took.

    Scores in hundredths of a percent. `normalised` is Hake's (after - before) / (100 - before);
    `band` is `low`, `medium`, `high`, or '' where there was nothing to gain.
    """

    people: int
    before: float
    after: float
    normalised: float | None
    band: str
    first_test: str
    last_test: str
