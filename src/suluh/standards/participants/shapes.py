"""What reading a participant report gives: rows, meeting, problems."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReportError(ValueError):
    """The whole file is refused; the message says why and what to do."""


class Shape(StrEnum):
    """One row for each joining, or one row for each person."""

    DETAILED = "rinci"
    SUMMARY = "ringkas"


@dataclass(frozen=True, slots=True)
class Participant:
    """One row: who it says it is, and when or how long it was there."""

    line: int
    name: str
    original_name: str
    unit: str
    nip: str
    email: str
    joined: datetime | None
    left: datetime | None
    seconds: int
    anonymous: bool


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that was left out, with the reason in plain words."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A whole file, read."""

    shape: Shape
    rows: tuple[Participant, ...]
    problems: tuple[RowProblem, ...]
    topic: str
    encoding: str
    delimiter: str
    day_first: bool
