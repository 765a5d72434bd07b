"""How marks come to a score: one marker, two who agree, or a third who decides. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from suluh.activities.assignment.types import Brief, Given, Role, Settled


def settle(brief: Brief, marks: Sequence[Given]) -> Settled:
    """The newest mark of each role counts; a decision counts alone.

    Two marks at most `difference` percent points apart become their mean; further apart somebody
    who gave neither must decide.
    """
    by_role = {mark.role: mark.score for mark in marks}
    if Role.DECISION in by_role:
        return Settled(by_role[Role.DECISION])
    first, second = by_role.get(Role.FIRST), by_role.get(Role.SECOND)
    if first is None:
        return Settled(needs=Role.FIRST)
    if not brief.needs_second:
        return Settled(first)
    if second is None:
        return Settled(needs=Role.SECOND)
    if abs(first - second) > brief.difference * 100:
        return Settled(needs=Role.DECISION)
    return Settled((first + second + 1) // 2)
