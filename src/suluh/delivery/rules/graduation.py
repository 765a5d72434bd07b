"""What a meeting starts from by law: the predicate that a score earns, the proposed verdict. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from suluh.delivery.rules.standing import State
from suluh.delivery.types import Condition

FULL = 100_00


@dataclass(frozen=True, slots=True)
class Band:
    """A predicate, and the score (hundredths of a percent) above which it is earned."""

    above: int
    word: str


@dataclass(frozen=True, slots=True)
class Law:
    """A version of the rule. `bands`: the highest first; the lowest one begins where one passes.

    At or below `remedial_above` a score does not pass at all; between it and the lowest band it
    is one thing lacking. Up to `most_lacking` things may be made good after the meeting.
    """

    bands: tuple[Band, ...] = ()
    remedial_above: int = 0
    most_lacking: int = 1

    @property
    def passes_above(self) -> int | None:
        """The score above which one passes; None where scores decide nothing."""
        return self.bands[-1].above if self.bands else None


@dataclass(frozen=True, slots=True)
class Line:
    """A band as people read it: both ends of it, as scores out of 100."""

    above: float
    to: float
    word: str


def lines_of(bands: Sequence[Band]) -> list[Line]:
    """Each band with where the one above it begins."""
    tops = [FULL, *(band.above for band in bands)]
    return [
        Line(band.above / 100, top / 100, band.word) for band, top in zip(bands, tops, strict=False)
    ]


def are_in_order(bands: Sequence[Band]) -> bool:
    """Whether each band lies below the one before it, and none above the full score."""
    ends = [FULL, *(band.above for band in bands)]
    return all(low < high for high, low in pairwise(ends))


def predicate_of(score: int | None, law: Law) -> str:
    """The predicate that a mean score earns; '' where nothing was scored, or too little."""
    if score is None:
        return ""
    return next((band.word for band in law.bands if score > band.above), "")


def is_below(score: int | None, law: Law) -> bool:
    """Whether a score lies where nobody passes."""
    passes = law.passes_above
    return score is not None and passes is not None and score <= passes


def proposed_verdict(
    conditions: Sequence[Condition], law: Law, *, came: bool, score: int | None
) -> State:
    """What conditions and score say; the organisers' meeting decides, this is where it starts.

    All met and enough scored passes. A little lacking passes under that condition, but presence
    cannot be made good, and who never came did not pass.
    """
    lacking = [c for c in conditions if c.code != "decision" and not c.is_met]
    is_short = is_below(score, law)
    if not lacking and not is_short:
        return State.PASSED
    if is_short and score is not None and score <= law.remedial_above:
        return State.FAILED
    can_mend = came and all(c.code != "attendance" for c in lacking)
    if can_mend and len(lacking) + is_short <= law.most_lacking:
        return State.CONDITIONAL
    return State.FAILED
