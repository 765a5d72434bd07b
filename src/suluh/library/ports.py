"""What the library asks of those above it: tests that show that a book was understood.

The library knows a test by an opaque key; who keeps it, draws it and marks it stands above.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Check:
    """A test and how one person stands in it; `url` is '' where nobody can take it now.

    `done_at`: its own condition is met. `score` counts hundredths of a percent.
    """

    title: str
    url: str = ""
    done_at: datetime | None = None
    score: int | None = None


class ReadingChecks(Protocol):
    """Tests that may be named with a book (settings.READING_CHECKS)."""

    def choices(self, tenant_id: int) -> list[tuple[UUID, str]]:
        """Those of an agency that give no JP of their own; inside its scope."""
        ...

    def standing(self, keys: Collection[UUID], *, person_id: int) -> dict[UUID, Check]:
        """Each as the person stands in it; those that are gone are left out."""
        ...


def reading_checks() -> ReadingChecks:
    """The one that is set."""
    found: ReadingChecks = import_string(settings.READING_CHECKS)
    return found
