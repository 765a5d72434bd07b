"""Words of the live session: what became of a check-in, what is known about a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """What became of one press of the check-in button."""

    RECORDED = "recorded"
    SIGN_IN = "sign_in"
    UNKNOWN = "unknown"
    NOT_REGISTERED = "not_registered"
    WAITING = "waiting"
    EARLY = "early"
    CLOSED = "closed"
    EVALUATION = "evaluation"
    CODE_MISSING = "code_missing"
    CODE_WRONG = "code_wrong"
    CODE_WAIT = "code_wait"


@dataclass(frozen=True, slots=True)
class CheckInAnswer:
    """The database's answer to a check-in; times are aware, `zone` is the event's."""

    outcome: Outcome
    recorded_at: datetime | None = None
    kind: str = ""
    zone: str = "Asia/Jakarta"
    offering: UUID | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    next_kind: str = ""
    next_opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known about one person's attendance, ready to be judged by the rule."""

    person_id: int
    windows: frozenset[str] = frozenset()
    seconds: int | None = None
    is_attested: bool = False


@dataclass(frozen=True, slots=True)
class WindowState:
    """One window at the moment of judging; `opens` and `closes` are ready to be read."""

    kind: str
    is_over: bool = False
    is_open: bool = False
    opens: str = ""
    closes: str = ""
    needs_evaluation: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the event offers as evidence, and where a person mends what is missing."""

    windows: tuple[WindowState, ...]
    seconds: int
    has_report: bool = False
    live_link: str = ""
    evaluation_link: str = ""
    complaint_link: str = ""

    def window(self, kind: str) -> WindowState | None:
        """The event's window of that kind."""
        return next((window for window in self.windows if window.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Settings of a live session in a training: what is done in it, and whether one checks out."""

    text: str = ""
    checks_out: bool = True


@dataclass(frozen=True, slots=True)
class Door:
    """One check-in of a session in a course before a person, at this moment."""

    moment: str
    name: str
    opens_at: datetime
    closes_at: datetime
    is_open: bool
    is_over: bool
    is_recorded: bool
