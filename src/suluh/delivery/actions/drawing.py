"""Long papers of an angkatan: asked for, drawn by a job in a process of its own, kept for a day."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from suluh.base.apart import run_apart
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.models import LongJob
from suluh.base.progress import finish_long_job, report_progress, start_long_job
from suluh.delivery.models import Offering
from suluh.delivery.queries.batches import get_managed_batch, get_meeting
from suluh.delivery.queries.papers import (
    DRAWN,
    drawing_of,
    drawn_name,
    get_paper,
    roll_drawing,
)
from suluh.delivery.queries.rollcall import get_roll_meeting
from suluh.organisation.types import Actor

AT_ONCE = 500  # names: so many are drawn within a request
KEPT = timedelta(days=1)
PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """A long paper as the job carries it; the uuid is that of a letter or of a session."""

    job: str
    tenant_id: int
    offering_id: int
    uuid: str
    is_roll: bool

    def as_data(self) -> dict[str, Any]:
        """The job's arguments."""
        return asdict(self)


def ask_paper(*, actor: Actor, uuid: UUID, paper: UUID, now: datetime) -> LongJob:
    """Queue the PDF of a letter."""
    offering = get_managed_batch(actor, uuid)
    found = get_paper(offering, paper)
    link = f"/kelola/kelas/{offering.uuid}/berkas/{found.uuid}.pdf"
    return _ask(actor, offering, found.uuid, link=link, is_roll=False, now=now)


def ask_roll(*, actor: Actor, uuid: UUID, meeting: UUID, now: datetime) -> LongJob:
    """Queue the PDF of a daftar hadir; it shows what is there when the job draws it."""
    offering, found = get_roll_meeting(actor, uuid, meeting)
    link = f"/kelola/kelas/{offering.uuid}/hadir/{found.uuid}/daftar-hadir.pdf"
    return _ask(actor, offering, found.uuid, link=link, is_roll=True, now=now)


def _ask(
    actor: Actor, offering: Offering, uuid: UUID, *, link: str, is_roll: bool, now: datetime
) -> LongJob:
    job = start_long_job(
        name="delivery.draw_paper", title=_("Menyiapkan PDF"), tenant_id=offering.tenant_id,
        person_id=actor.person_id, now=now,
    )  # fmt: skip
    job.link = f"{link}?siap={job.uuid}"
    job.save(update_fields=["link"])
    asked = Asked(str(job.uuid), offering.tenant_id, offering.pk, str(uuid), is_roll)
    record_event(
        "delivery.drawing.asked", at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id,
        subject=uuid,
    )  # fmt: skip
    enqueue("delivery.draw_paper", **asked.as_data())
    return job


def content_of(asked: Asked, *, now: datetime) -> dict[str, Any]:
    """What the paper shows; its job runs from here on."""
    report_progress(UUID(asked.job), done=0, total=0, now=now)
    related = ("tenant", "unit", "version__training", "batch")
    offering = Offering.objects.select_related(*related).get(pk=asked.offering_id)
    if asked.is_roll:
        return roll_drawing(offering, get_meeting(offering, UUID(asked.uuid)))
    return drawing_of(offering, get_paper(offering, UUID(asked.uuid)))


def draw_apart(data: dict[str, Any]) -> bytes:
    """The PDF, by a process that gives its memory back. No transaction is open meanwhile."""
    with TemporaryDirectory(prefix="suluh-paper-") as folder:
        source, target = Path(folder) / "paper.json", Path(folder) / "paper.pdf"
        source.write_text(json.dumps(data), encoding="utf-8")
        words = (str(source), str(target))
        fault = run_apart("suluh.delivery.rules.drawing", *words, patience=PATIENCE)
        if fault:
            raise RuntimeError(fault[-500:])
        return target.read_bytes()


def keep_drawn(asked: Asked, pdf: bytes, *, now: datetime) -> None:
    """Keep the PDF for whoever asked; a second run puts it in the same place."""
    name = drawn_name(UUID(asked.job))
    default_storage.delete(name)
    default_storage.save(name, ContentFile(pdf))
    words = _("PDF siap diunduh. Berkasnya disimpan satu hari.")
    finish_long_job(UUID(asked.job), now=now, message=words)


def forget_drawn(*, now: datetime) -> int:
    """Remove papers older than a day; gives how many."""
    if not default_storage.exists(DRAWN):
        return 0
    _folders, names = default_storage.listdir(DRAWN)
    old = [n for n in names if default_storage.get_modified_time(f"{DRAWN}/{n}") < now - KEPT]
    for name in old:
        default_storage.delete(f"{DRAWN}/{name}")
    return len(old)
