"""That a session counts JP once: in the timetable of an angkatan, or in the outline. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from suluh.delivery.types import Held


def is_same(one: Held, other: Held) -> bool:
    """Whether two entries are one session: held at the same time, or of the same name."""
    return _overlaps(one, other) or _name(one.title) == _name(other.title)


def twin_of(one: Held, others: Iterable[Held]) -> Held | None:
    """The first entry that is the same session."""
    return next((other for other in others if is_same(one, other)), None)


def _overlaps(one: Held, other: Held) -> bool:
    if not (one.starts_at and one.ends_at and other.starts_at and other.ends_at):
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _name(title: str) -> str:
    return " ".join(title.split()).casefold()
