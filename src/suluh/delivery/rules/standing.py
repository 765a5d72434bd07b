"""How a person stands in an angkatan, as one table of moves: who may make them, which want a reason.

States of classical training: diusulkan, diverifikasi, dipanggil, hadir, berjalan, then the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from suluh.organisation.rules.roles import Permission


class State(StrEnum):
    """How a person stands; who has no row yet is proposed."""

    PROPOSED = "diusulkan"
    VERIFIED = "diverifikasi"
    SUMMONED = "dipanggil"
    ARRIVED = "hadir"
    RUNNING = "berjalan"
    PASSED = "lulus"
    CONDITIONAL = "lulus_bersyarat"
    FAILED = "tidak_lulus"
    WITHDRAWN = "mengundurkan_diri"


class Act(StrEnum):
    """Through which act a move is made: by hand, by coming to a session, by closing the angkatan."""

    HAND = "hand"
    ROLL = "roll"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed move."""

    before: State
    after: State
    act: Act
    permission: Permission
    needs_reason: bool = False


VERDICTS = (State.PASSED, State.CONDITIONAL, State.FAILED)
UNDECIDED = (State.PROPOSED, State.VERIFIED, State.SUMMONED, State.ARRIVED, State.RUNNING)
_RUN, _ISSUE, _ROLL = (
    Permission.TRAINING_PUBLISH, Permission.CERTIFICATE_ISSUE, Permission.ATTENDANCE_RUN,
)  # fmt: skip
_S = State
MOVES: tuple[Move, ...] = (
    Move(_S.PROPOSED, _S.VERIFIED, Act.HAND, _RUN),
    Move(_S.VERIFIED, _S.PROPOSED, Act.HAND, _RUN, needs_reason=True),
    Move(_S.VERIFIED, _S.SUMMONED, Act.HAND, _RUN),
    Move(_S.SUMMONED, _S.VERIFIED, Act.HAND, _RUN, needs_reason=True),
    Move(_S.SUMMONED, _S.ARRIVED, Act.HAND, _RUN),
    Move(_S.ARRIVED, _S.RUNNING, Act.HAND, _RUN),
    *(Move(each, _S.WITHDRAWN, Act.HAND, _RUN, needs_reason=True) for each in UNDECIDED),
    Move(_S.WITHDRAWN, _S.RUNNING, Act.HAND, _RUN, needs_reason=True),
    *(Move(each, _S.ARRIVED, Act.ROLL, _ROLL) for each in UNDECIDED[:3]),
    Move(_S.ARRIVED, _S.RUNNING, Act.ROLL, _ROLL),
    *(Move(each, after, Act.CLOSING, _ISSUE) for each in UNDECIDED for after in VERDICTS),
    # After the remedial: the second word on who passed under a condition.
    Move(_S.CONDITIONAL, _S.PASSED, Act.HAND, _ISSUE, needs_reason=True),
    Move(_S.CONDITIONAL, _S.FAILED, Act.HAND, _ISSUE, needs_reason=True),
)
_TABLE = {(move.before, move.after, move.act): move for move in MOVES}


def move_between(before: str, after: str, act: Act = Act.HAND) -> Move | None:
    """The move from one state to another by that act; None where the table has none."""
    try:
        return _TABLE.get((State(before), State(after), act))
    except ValueError:
        return None
