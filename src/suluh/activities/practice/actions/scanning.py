"""Looking for harmful software in what was uploaded; done by a job, never while somebody waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from suluh.activities.practice.models import File
from suluh.delivery.actions.files import look_at


def scan_file(*, file: UUID, now: datetime) -> None:
    """Ask the scanner about one file and keep its answer; a second run finds nothing waiting."""
    found = File.objects.filter(uuid=file, scan=File.Scan.WAITING).first()
    if found is not None:
        look_at(found, refused="practice.file.refused", now=now)
