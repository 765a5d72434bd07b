"""Where a request goes next. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

SUPERVISOR, OFFICE = "supervisor", "office"


@dataclass(frozen=True, slots=True)
class Way:
    """The stages a gate asks for, how long each may take, and what then happens."""

    approval: str
    wait_days: int
    on_timeout: str

    @property
    def is_free(self) -> bool:
        """Whether nobody need agree."""
        return self.approval == "none"

    def first(self, *, has_supervisor: bool) -> str:
        """Where a request begins; without a supervisor on record the office decides alone."""
        wants = self.approval in (SUPERVISOR, "both")
        return SUPERVISOR if wants and has_supervisor else OFFICE

    def after(self, stage: str) -> str:
        """The next stage after an approval; '' where it was the last."""
        return OFFICE if stage == SUPERVISOR and self.approval == "both" else ""

    def waits_until(self, stage: str, *, since: datetime) -> datetime | None:
        """When the time-out moves it; the office has nobody to pass it on to."""
        if stage == OFFICE and self.on_timeout == "pass":
            return None
        return since + timedelta(days=self.wait_days)
