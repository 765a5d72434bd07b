"""Looking for harmful software in what was uploaded; done by a job, never while somebody waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from suluh.activities.assignment.models import File
from suluh.base.events import record_event
from suluh.base.uploads import scanner

CHUNK = 64 * 1024


def scan_file(*, file: UUID, now: datetime) -> None:
    """Ask the scanner about one file and keep its answer.

    Raises OSError where it cannot look now: the job is tried again, and until then no marker opens
    the file.
    """
    found = File.objects.filter(uuid=file, scan=File.Scan.WAITING).first()
    asked = scanner()
    if found is None:
        return
    if asked is None:
        found.scan = File.Scan.NOT_SCANNED
    else:
        with found.file.open("rb") as opened:
            named = asked.scan(iter(lambda: opened.read(CHUNK), b""))
        found.scan = File.Scan.HARMFUL if named else File.Scan.CLEAN
        if named:
            record_event(
                "assignment.file.refused", at=now, tenant_id=found.tenant_id,
                actor_id=found.person_id, subject=found.uuid, reason=named[:200],
            )  # fmt: skip
    found.save(update_fields=["scan"])
