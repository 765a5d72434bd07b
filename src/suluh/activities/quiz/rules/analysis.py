"""How the questions of a test did, and whether people learnt. Pure arithmetic on marks.

Sources: L. Crocker, J. Algina, *Introduction to Classical and Modern Test Theory* (1986), chapter 14,
for difficulty and the point-biserial of an item with the rest of its test; T. L. Kelley, *The selection
of upper and lower groups for the validation of test items*, J. Educ. Psychol. 30 (1939), for the upper
and lower 27 %; T. M. Haladyna, S. M. Downing, *How many options is enough for a multiple-choice test
item?*, Educ. Psychol. Meas. 53 (1993), for the 5 % below which a distractor does not work; R. R. Hake,
*Interactive-engagement versus traditional methods*, Am. J. Phys. 66 (1998), for the normalised gain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from suluh.activities.quiz.types import FULL

TAIL = 0.27
LEAST_FOR_FIGURES = 10  # fewer answers say nothing
LEAST_DISTRACTOR = 0.05
EASY, HARD, GOOD = 0.9, 0.3, 0.2
LOW_GAIN, HIGH_GAIN = 0.3, 0.7


@dataclass(frozen=True, slots=True)
class Score:
    """One answer: its share of the mark, the rest of the person's test, what was chosen."""

    share: float  # 0 to 1
    rest: float
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """How often a choice was taken, by the upper and by the lower 27 %."""

    index: int
    all: float
    upper: float
    lower: float

    @property
    def is_idle(self) -> bool:
        """Whether nearly nobody takes it."""
        return self.all < LEAST_DISTRACTOR


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of one question; None where there are too few answers, or no spread."""

    answers: int
    difficulty: float
    point_biserial: float | None
    upper_lower: float | None
    picked: tuple[Picked, ...]

    @property
    def verdict(self) -> str:
        """`few`, `key` (look at it), `weak`, `easy`, `hard` or `good`."""
        if self.answers < LEAST_FOR_FIGURES:
            return "few"
        if self.point_biserial is not None and self.point_biserial < 0:
            return "key"
        if self.difficulty > EASY:
            return "easy"
        if self.difficulty < HARD:
            return "hard"
        is_weak = self.point_biserial is not None and self.point_biserial < GOOD
        return "weak" if is_weak else "good"


def figures(scores: Sequence[Score], *, options: int = 0) -> Figures:
    """Difficulty, discrimination both ways, and how the choices worked."""
    enough = len(scores) >= LEAST_FOR_FIGURES
    upper, lower = tails(scores)
    return Figures(
        len(scores),
        mean([score.share for score in scores]),
        correlation([(s.share, s.rest) for s in scores]) if enough else None,
        mean([s.share for s in upper]) - mean([s.share for s in lower]) if enough else None,
        tuple(_picked(scores, upper, lower, index) for index in range(options)),
    )


def tails(scores: Sequence[Score]) -> tuple[list[Score], list[Score]]:
    """Those whose rest of the test is in the upper 27 %, and in the lower."""
    order = sorted(scores, key=lambda score: score.rest)
    size = max(1, round(len(order) * TAIL)) if order else 0
    return order[len(order) - size :], order[:size]


def _picked(
    scores: Sequence[Score], upper: Sequence[Score], lower: Sequence[Score], index: int
) -> Picked:
    shares = (mean([float(index in s.chosen) for s in rows]) for rows in (scores, upper, lower))
    return Picked(index, *shares)


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's r, which is the point-biserial where one side is 0 or 1; None without spread."""
    xs, ys = [x for x, _y in pairs], [y for _x, y in pairs]
    middle_x, middle_y = mean(xs), mean(ys)
    spread_x = sum((x - middle_x) ** 2 for x in xs)
    spread_y = sum((y - middle_y) ** 2 for y in ys)
    if spread_x <= 1e-12 or spread_y <= 1e-12:
        return None
    together = sum((x - middle_x) * (y - middle_y) for x, y in pairs)
    return together / sqrt(spread_x * spread_y)


@dataclass(frozen=True, slots=True)
class Gain:
    """From a first test to a last one, of the people who took both. Scores in hundredths of percent.

    `full`: how many had everything right before, and so nothing to gain.
    """

    people: int
    before: float
    after: float
    normalised: float | None
    bands: tuple[int, int, int]  # low, medium, high
    full: int = 0

    @property
    def points(self) -> float:
        """Plain gain: after less before."""
        return self.after - self.before

    @property
    def band(self) -> str:
        """`low`, `medium` or `high`; '' where it cannot be told."""
        return "" if self.normalised is None else band_of(self.normalised)


def band_of(gain: float) -> str:
    """Hake's bands."""
    return "high" if gain >= HIGH_GAIN else "medium" if gain >= LOW_GAIN else "low"


def gain(pairs: Sequence[tuple[int, int]]) -> Gain:
    """N-gain of the group, (post - pre) / (100 - pre) of its means, and each person's band.

    Whoever had everything right before has nothing to gain and stands in no band.
    """
    before, after = mean([float(b) for b, _a in pairs]), mean([float(a) for _b, a in pairs])
    each = [band_of((a - b) / (FULL - b)) for b, a in pairs if b < FULL]
    counts = Counter(each)
    whole = (after - before) / (FULL - before) if pairs and before < FULL else None
    bands = (counts["low"], counts["medium"], counts["high"])
    return Gain(len(pairs), before, after, whole, bands, full=len(pairs) - len(each))
