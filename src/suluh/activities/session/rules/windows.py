"""When windows open and close by default, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IN, MIDDLE, OUT = "masuk", "tengah", "pulang"
STEP_SECONDS = 30

WINDOW_NAMES: dict[str, Promise] = {
    IN: _("kehadiran masuk"),
    MIDDLE: _("kehadiran tengah"),
    OUT: _("kehadiran pulang"),
}


@dataclass(frozen=True, slots=True)
class PlannedWindow:
    """A window as it is made when the event is published."""

    kind: str
    opens_at: datetime
    closes_at: datetime
    needs_evaluation: bool = False


def default_windows(
    starts_at: datetime, ends_at: datetime, *, has_evaluation: bool
) -> tuple[PlannedWindow, ...]:
    """Masuk around the start, tengah at half time, pulang around the end (the evaluation form)."""
    half = starts_at + (ends_at - starts_at) / 2
    return (
        PlannedWindow(
            IN, starts_at - timedelta(minutes=30), min(starts_at + timedelta(minutes=20), ends_at)
        ),
        PlannedWindow(MIDDLE, half - timedelta(minutes=5), half + timedelta(minutes=5)),
        PlannedWindow(
            OUT,
            max(ends_at - timedelta(minutes=15), starts_at),
            ends_at + timedelta(minutes=60),
            has_evaluation,
        ),
    )
