"""How the review of a draft stands."""

from __future__ import annotations

from dataclasses import dataclass

from suluh.content.models import LogEntry, Version


@dataclass(frozen=True, slots=True)
class Review:
    """The last word on a draft; `changed_after`: somebody wrote on since it was found good."""

    last: LogEntry | None
    changed_after: bool = False

    @property
    def waits(self) -> bool:
        """Whether a reviewer is asked for."""
        return self.last is not None and self.last.act == LogEntry.Act.SUBMITTED

    @property
    def is_returned(self) -> bool:
        """Whether it came back with words."""
        return self.last is not None and self.last.act == LogEntry.Act.RETURNED

    @property
    def is_approved(self) -> bool:
        """Whether it was found good."""
        return self.last is not None and self.last.act == LogEntry.Act.APPROVED


def review_of(draft: Version) -> Review:
    """The review of one draft; `training` must be loaded. One query."""
    last = LogEntry.objects.filter(version=draft).order_by("-id").first()
    return Review(last, last is not None and draft.training.changed_at > last.at)
