"""Files that learners add: told by content, named by us, looked at by the scanner in a job."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.jobs import enqueue
from suluh.base.uploads import checked, clean_name, ending_of, scanner
from suluh.delivery.models.files import LearnerFile

MOST_OCTETS_READ = 26 * 1024 * 1024
_CHUNK = 64 * 1024
_F = TypeVar("_F", bound=LearnerFile)


def keep_file(
    made: _F, upload: UploadedFile[Any], *, sorts: Sequence[str], most_mb: int, job: str,
    now: datetime,
) -> _F:  # fmt: skip
    """Fill the new row with what was uploaded and save it; raises `Refused` for what is not taken.

    Where there is a scanner, `job` is queued to ask it, and until then nobody else opens the file.
    """
    name, most = clean_name(upload.name or ""), most_mb * 1024 * 1024
    data = upload.read(min(most + 1, MOST_OCTETS_READ))
    data = checked(name, data, sorts=sorts, most_octets=most)
    looks = scanner() is not None
    made.name, made.size, made.added_at = name, len(data), now
    made.file = ContentFile(data, name=f"{uuid7().hex}{ending_of(name)}")
    made.sha256 = sha256(data).digest()
    made.scan = LearnerFile.Scan.WAITING if looks else LearnerFile.Scan.NOT_SCANNED
    made.save(force_insert=True)
    if looks:
        enqueue(job, file=str(made.uuid), tenant_id=made.tenant_id)
    return made


def look_at(found: LearnerFile, *, refused: str, now: datetime) -> None:
    """Ask the scanner about a file that waits and keep its answer; `refused` names the event.

    Raises OSError where it cannot look now: the job is tried again.
    """
    asked = scanner()
    if asked is None:
        found.scan = found.Scan.NOT_SCANNED
    else:
        with found.file.open("rb") as opened:
            named = asked.scan(iter(lambda: opened.read(_CHUNK), b""))
        found.scan = found.Scan.HARMFUL if named else found.Scan.CLEAN
        if named:
            record_event(
                refused, at=now, tenant_id=found.tenant_id, actor_id=found.person_id,
                subject=found.uuid, reason=named[:200],
            )  # fmt: skip
    found.save(update_fields=["scan"])
