"""Which questions an attempt gets, and in which order: the same for the same seed, for ever."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from suluh.activities.quiz.types import Candidate, Draw, Plan


def _place(seed: str, name: object) -> bytes:
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


def shuffled(seed: str, names: Iterable[int]) -> tuple[int, ...]:
    """The numbers in an order that only the seed decides."""
    return tuple(sorted(names, key=lambda name: _place(seed, name)))


def fits(draw: Draw, candidate: Candidate) -> bool:
    """Whether the question is one of those meant; a category means those below it too."""
    below = f"{draw.category}/"
    return (
        (not draw.category or f"{candidate.category}/".startswith(below))
        and (not draw.tag or draw.tag in candidate.tags)
        and (not draw.difficulty or draw.difficulty == candidate.difficulty)
    )


def draw(plan: Plan, candidates: Sequence[Candidate], *, seed: str) -> list[Candidate]:
    """Fixed questions as listed, then what the rules draw; none twice; shuffled where wanted.

    Narrow rules choose first, so that a wide one does not take what they need.
    """
    known = {candidate.uuid: candidate for candidate in candidates}
    taken = [known[uuid] for uuid in plan.fixed if uuid in known]
    used: set[UUID] = {candidate.uuid for candidate in taken}
    order = sorted(candidates, key=lambda each: _place(seed, each.uuid))
    for each in sorted(plan.draws, key=lambda one: len([c for c in candidates if fits(one, c)])):
        found = [c for c in order if c.uuid not in used and fits(each, c)][: each.count]
        used |= {candidate.uuid for candidate in found}
        taken += found
    if plan.is_shuffled:
        taken.sort(key=lambda each: _place(f"{seed}:urutan", each.uuid))
    return taken


def shortage(plan: Plan, candidates: Sequence[Candidate]) -> int:
    """How many questions the bank lacks for this test."""
    return max(0, plan.size - len(draw(plan, candidates, seed="")))
