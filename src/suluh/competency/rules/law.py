"""Which version of a rule is in force on a day. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Dated(Protocol):
    """A version of a rule."""

    version: int
    valid_from: date
    valid_to: date | None


R = TypeVar("R", bound=Dated)


def in_force(versions: Iterable[R], day: date) -> R | None:
    """Of the versions valid on `day` the one that began last, and of these the newest."""
    valid = [
        rule
        for rule in versions
        if rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)
    ]
    return max(valid, key=lambda rule: (rule.valid_from, rule.version), default=None)
