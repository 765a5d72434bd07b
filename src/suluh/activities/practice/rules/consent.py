"""Whose word a plan or a milestone still needs. Pure."""

from __future__ import annotations

from collections.abc import Collection

from suluh.activities.practice.types import Brief, Consent, Role


def missing(brief: Brief, given: Collection[Role]) -> tuple[Role, ...]:
    """Roles whose approval is still needed; none where the rule is met."""
    open_ = tuple(role for role in brief.guides if role not in given)
    if brief.consent is Consent.ONE and len(open_) < len(brief.guides):
        return ()
    return open_
