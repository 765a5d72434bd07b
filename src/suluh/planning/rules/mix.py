"""The 70-20-10 mix of a plan. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EXPERIENCE, SOCIAL, FORMAL = "experience", "social", "formal"
AIM = {EXPERIENCE: 70, SOCIAL: 20, FORMAL: 10}


@dataclass(frozen=True, slots=True)
class MixPart:
    """JP of one kind, the share they are of all, and the share aimed at (both 0 to 1)."""

    share_of: str
    jp_minor: int
    share: float
    aim: float


def mix_of(rows: Iterable[tuple[str, int]]) -> list[MixPart]:
    """Shares of (kind, JP): JP of the kind over JP of the whole plan."""
    sums = dict.fromkeys(AIM, 0)
    for kind, jp_minor in rows:
        sums[kind if kind in AIM else FORMAL] += jp_minor
    whole = sum(sums.values())
    return [
        MixPart(kind, jp, jp / whole if whole else 0.0, AIM[kind] / 100)
        for kind, jp in sums.items()
    ]
