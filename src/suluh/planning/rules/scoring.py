"""The order of recommendations: a sum of six factors, each between 0 and 1, times its points. Pure.

Nothing is learnt from behaviour and nothing is hidden: the page "Bagaimana urutan ini dihitung"
shows the points in force, and each recommendation its own sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from suluh.planning.types import Ask, Candidate, Factor, Need, Part, Scored

SOON_DAYS = 90  # what begins later than this earns nothing for being soon
WIDEST = 4  # from level 1 to 5


def scored(
    candidates: Iterable[Candidate], ask: Ask, *, points: Mapping[Factor, int]
) -> list[Scored]:
    """Candidates that raise a need above what is held, the best first; equals by title."""
    needs = {need.competency_id: need for need in ask.needs}
    factors = [(_VALUES[factor], points[factor]) for factor in Factor if points.get(factor)]
    found = []
    for each in candidates:
        need = needs.get(each.competency_id)
        if need is not None and each.level > need.held:
            score = sum(value(need, each, ask) * most for value, most in factors)
            found.append(
                Scored(need, each, score, partial(parts_of, need, each, ask, points=points))
            )
    return sorted(found, key=lambda row: (-row.score, row.candidate.title, row.candidate.key))


def parts_of(
    need: Need, candidate: Candidate, ask: Ask, *, points: Mapping[Factor, int]
) -> tuple[Part, ...]:
    """How far each factor in force applies."""
    return tuple(
        Part(factor, _VALUES[factor](need, candidate, ask), points[factor])
        for factor in Factor
        if points.get(factor)
    )


def _closes(need: Need, candidate: Candidate, _ask: Ask) -> float:
    return (min(candidate.level, need.asked) - need.held) / need.missing


def _step(need: Need, candidate: Candidate, _ask: Ask) -> float:
    return 1 / (candidate.level - need.held)


def _width(need: Need, _candidate: Candidate, _ask: Ask) -> float:
    return min(need.missing / WIDEST, 1.0)


def _soon(_need: Need, candidate: Candidate, ask: Ask) -> float:
    if candidate.starts_at is None or candidate.starts_at <= ask.now:
        return 1.0
    days = (candidate.starts_at - ask.now).total_seconds() / 86400
    return max(0.0, 1 - days / SOON_DAYS)


def _jp(_need: Need, candidate: Candidate, ask: Ask) -> float:
    if not ask.missing_jp_minor:
        return 0.0
    return min(candidate.jp_minor / ask.missing_jp_minor, 1.0)


def _near(_need: Need, candidate: Candidate, _ask: Ask) -> float:
    return 1.0 if candidate.is_own_agency else 0.0


_VALUES: dict[Factor, Callable[[Need, Candidate, Ask], float]] = {
    Factor.CLOSES: _closes, Factor.STEP: _step, Factor.WIDTH: _width, Factor.SOON: _soon,
    Factor.JP: _jp, Factor.NEAR: _near,
}  # fmt: skip
