"""All hand-ins of an assignment as one archive: asked for, filled by a job, forgotten after a day."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import StringIO
from typing import IO
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files import File as StoredFile
from django.utils.translation import gettext as _

from suluh.activities.assignment.models import Bundle, File, HandIn, Work
from suluh.activities.assignment.queries import marking as queries
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.jobs import enqueue
from suluh.base.models import LongJob
from suluh.base.progress import start_long_job
from suluh.base.uploads import clean_name
from suluh.content.models import Activity
from suluh.delivery.models import Offering
from suluh.identity.models import Person
from suluh.organisation.types import Actor

KEPT = timedelta(days=1)
AT_ONCE = 25
_OPEN = {File.Scan.CLEAN, File.Scan.NOT_SCANNED}


def ask_bundle(*, actor: Actor, offering: UUID, key: UUID, now: datetime) -> LongJob:
    """Queue an archive of everything that was handed in for this assignment."""
    with queries.at_task(actor, offering, key, now=now) as (found, activity, reach):
        return _ask(actor, found, activity, is_guest=reach.is_guest, now=now)


def _ask(
    actor: Actor, found: Offering, activity: Activity, *, is_guest: bool, now: datetime
) -> LongJob:
    uuid = uuid7()
    works = Work.objects.filter(enrolment__offering=found, activity__key=activity.key, number__gt=0)
    job = start_long_job(
        name="assignment.fill_bundle", title=_("Menyiapkan unduhan kiriman"),
        tenant_id=found.tenant_id, person_id=actor.person_id, now=now, total=works.count(),
        link=f"/kelola/penilaian/unduhan/{uuid}/",
    )  # fmt: skip
    Bundle.objects.create(
        uuid=uuid, tenant_id=found.tenant_id, offering=found, key=activity.key,
        person_id=actor.person_id, job=job.uuid, created_at=now, is_guest=is_guest,
    )  # fmt: skip
    record_event(
        "assignment.bundle.asked", at=now, tenant_id=found.tenant_id, actor_id=actor.person_id,
        subject=uuid, data={"title": activity.title, "count": job.total},
    )  # fmt: skip
    enqueue("assignment.fill_bundle", bundle=str(uuid), tenant_id=found.tenant_id)
    return job


def works_after(bundle: Bundle, after: int) -> list[Work]:
    """The next works of the bundle, in their order."""
    rows = Work.objects.select_related("enrolment", "team")
    rows = rows.filter(
        enrolment__offering_id=bundle.offering_id, activity__key=bundle.key, number__gt=0
    )
    return list(rows.filter(pk__gt=after).order_by("pk")[:AT_ONCE])


class Archive:
    """Writes works into a ZIP one by one; names are ours, or made harmless."""

    def __init__(self, target: IO[bytes], *, with_nip: bool = True) -> None:
        self._zip = ZipFile(target, "w", ZIP_DEFLATED)
        self._list, self._with_nip = StringIO(), with_nip
        self._rows = csv.writer(self._list)
        self._rows.writerow(["no", "nama", "nip", "kiriman", "terlambat", "nilai", "catatan"])
        self.count = 0

    def add(self, works: Sequence[Work]) -> None:
        """The newest hand-in of each, in a folder of its own."""
        pairs = {work.pk: work.number for work in works}
        sent = {
            each.work_id: each
            for each in HandIn.objects.filter(work_id__in=pairs)
            if each.number == pairs[each.work_id]
        }
        wanted = {pk for each in sent.values() for pk in each.files}
        files = {file.pk: file for file in File.objects.filter(pk__in=wanted)}
        numbers = dict(
            Person.objects.filter(pk__in=[work.person_id for work in works]).values_list(
                "pk", "nip"
            )
        )
        for work in works:
            each = sent[work.pk]
            nip = numbers.get(work.person_id) or "" if self._with_nip else ""
            self._one(work, each, [files[pk] for pk in each.files if pk in files], nip=nip)

    def _one(self, work: Work, sent: HandIn, files: Sequence[File], *, nip: str) -> None:
        self.count += 1
        name = work.team.name if work.team else work.enrolment.name
        folder = f"{self.count:04d} {clean_name(name.replace('.', ''))}"
        if sent.text:
            self._zip.writestr(f"{folder}/jawaban.txt", sent.text)
        left_out = []
        for place, file in enumerate(files, start=1):
            if file.scan not in _OPEN:
                left_out.append(clean_name(file.name))
                continue
            with file.file.open("rb") as opened:
                packed = f"{folder}/{place:02d} {clean_name(file.name)}"
                self._zip.writestr(packed, opened.read(), compress_type=ZIP_STORED)
        note = f"tidak disertakan: {', '.join(left_out)}" if left_out else ""
        score = "" if work.score is None else f"{work.score / 100:g}"
        self._rows.writerow(
            [self.count, *map(_harmless, (name, nip)), sent.number,
             sent.late_days, score, _harmless(note)]
        )  # fmt: skip

    def close(self) -> None:
        """The list goes in last."""
        self._zip.writestr("daftar.csv", "\ufeff" + self._list.getvalue())
        self._zip.close()


def _harmless(cell: str) -> str:
    """A cell that no table program takes for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def keep_bundle(*, bundle: Bundle, file: IO[bytes], count: int, now: datetime) -> None:
    """The archive is ready."""
    file.seek(0)
    bundle.file.save(f"{bundle.uuid.hex}.zip", StoredFile(file), save=False)
    bundle.count, bundle.ready_at = count, now
    bundle.save(update_fields=["file", "count", "ready_at"])


def old_bundles(now: datetime) -> Iterator[Bundle]:
    """Archives whose day is over. Wide scope."""
    yield from Bundle.objects.filter(created_at__lt=now - KEPT)


def forget_bundles(*, now: datetime) -> int:
    """Remove them with their files. Wide scope; gives how many."""
    count = 0
    for bundle in old_bundles(now):
        if bundle.file:
            bundle.file.delete(save=False)
        bundle.delete()
        count += 1
    return count
