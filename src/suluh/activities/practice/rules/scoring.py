"""What the marks come to: the weighted mean of the roles, examiners among themselves equal. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from suluh.activities.practice.types import Brief, Role, Score


def by_role(scores: Sequence[Score]) -> dict[Role, int]:
    """The mean of each role's newest marks, in hundredths of a percent."""
    newest: dict[tuple[Role, int], int] = {(each.role, each.by_id): each.score for each in scores}
    found: dict[Role, list[int]] = {}
    for (role, _by), score in newest.items():
        found.setdefault(role, []).append(score)
    return {role: round(sum(given) / len(given)) for role, given in found.items()}


def missing(
    brief: Brief, scores: Sequence[Score], guides: Mapping[Role, Sequence[int]]
) -> tuple[Role, ...]:
    """Roles that have not scored yet: each of their people must have."""
    given = {(each.role, each.by_id) for each in scores}
    return tuple(
        role
        for role in brief.scorers
        if not guides.get(role) or any((role, who) not in given for who in guides[role])
    )


def total(brief: Brief, scores: Sequence[Score]) -> int:
    """The final score in hundredths of a percent; asked only where nobody's mark is missing."""
    means = by_role(scores)
    weighted = sum(brief.weights[role] * means[role] for role in brief.scorers)
    return round(weighted / sum(brief.weights[role] for role in brief.scorers))
