"""Words of the training rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Sums:
    """How many people, how many of them reached the target, started, and their JP together."""

    people: int = 0
    reached: int = 0
    started: int = 0
    jp_minor: int = 0

    @property
    def rate(self) -> float:
        """Share that reached the target."""
        return self.reached / self.people if self.people else 0.0

    @property
    def started_share(self) -> float:
        """Share with any learning."""
        return self.started / self.people if self.people else 0.0

    @property
    def mean_jp_minor(self) -> int:
        """JP per person, in hundredths."""
        return round(self.jp_minor / self.people) if self.people else 0

    @property
    def mean_jp(self) -> float:
        """JP per person."""
        return self.jp_minor / self.people / 100 if self.people else 0.0

    @property
    def behind(self) -> int:
        """People who have not reached the target."""
        return self.people - self.reached

    @property
    def not_started(self) -> int:
        """People without any JP."""
        return self.people - self.started


@dataclass(frozen=True, slots=True)
class Point:
    """How an agency stood at the end of a day."""

    day: date
    sums: Sums
