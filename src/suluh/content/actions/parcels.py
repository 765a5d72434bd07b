"""Large ZIPs: kept when they are sent, opened by a job that shows how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.errors import DomainError, NotFound
from suluh.base.jobs import enqueue
from suluh.base.progress import start_long_job
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.base.uploads import Refused, clean_name
from suluh.content.actions.bringing import Folder, beside, bring_one, paths_of
from suluh.content.actions.outline import locked_draft
from suluh.content.models import Parcel
from suluh.content.rules import bringing as rules
from suluh.content.rules.packed import Packed
from suluh.content.types import Brought
from suluh.identity.queries.actors import actor_by_job
from suluh.organisation.types import Actor
from suluh.standards.archives import holds_many

LARGE, MANY = 20 * 2**20, 25  # octets and members: more take longer than people wait for a page
LARGEST = 200 * 2**20
LOST_AFTER = timedelta(hours=6)  # what was not opened by then never will be


class OneAtATime(DomainError):
    """The parcel before is still being opened."""

    code = "parcel_is_opened"
    sentence = gettext_lazy(
        "ZIP sebelumnya masih dibuka. Tunggu sampai selesai, lalu kirim yang ini."
    )


def is_parcel(path: str, file: UploadedFile[Any]) -> bool:
    """Whether it is a ZIP that takes longer than people wait for a page."""
    if not rules.is_packed(path):
        return False
    return (file.size or 0) > LARGE or holds_many(file, MANY)


def send_parcel(
    *, actor: Actor, training: UUID, file: UploadedFile[Any], section: UUID, now: datetime
) -> Parcel:  # fmt: skip
    """Keep the ZIP and leave it to a job. Raises NotFound, NoDraft, OneAtATime, Refused."""
    draft = locked_draft(actor, training, now)
    if (file.size or 0) > LARGEST:
        raise Refused(_("ZIP ini lebih dari 200 MB. Bagi menjadi beberapa ZIP."))
    before = Parcel.objects.filter(training_id=draft.training_id)
    if before.filter(done_at=None, created_at__gt=now - LOST_AFTER).exists():
        raise OneAtATime
    before.delete()
    row = Parcel(
        tenant_id=draft.tenant_id, training_id=draft.training_id, section=section,
        name=clean_name(file.name or ""), created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    row.file.save(f"{row.uuid}.zip", file, save=False)
    with override("id"):
        title = _("Mengimpor ZIP ke pelatihan")
    row.job = start_long_job(
        name="content.open_parcel", title=title, tenant_id=row.tenant_id, total=100, now=now,
        person_id=actor.person_id, link=f"/kelola/pelatihan/{training}/berkas/",
    ).uuid  # fmt: skip
    row.save()
    enqueue(
        "content.open_parcel", key=f"parcel-{row.uuid}", parcel=str(row.uuid),
        tenant_id=row.tenant_id,
    )  # fmt: skip
    return row


def open_parcel(
    *, parcel: UUID, tenant_id: int, now: datetime, tell: Callable[[int], None]
) -> None:
    """Bring what is in it, each file in a transaction of its own; a second run goes on.

    Not twice: what is there is left alone. Who sent it acts, with the roles they hold now.
    """
    with scoped(Scope(tenant_id=tenant_id)):
        row = Parcel.objects.select_related("training").filter(uuid=parcel, done_at=None).first()
    if row is None:
        return
    place = Scope(tenant_id=tenant_id, person_id=row.created_by_id)
    report: list[Brought] = []
    try:
        with row.file.open("rb") as source, override("id"):
            packed = Packed(source, row.name)
            _bring(row, _sender(row), packed, place=place, now=now, tell=tell, into=report)
    except NotFound:
        gone = _("Pengirimnya tidak lagi boleh mengubah pelatihan ini.")
        report.append(Brought(row.name, sentence=gone))
    except (Refused, DomainError) as refusal:
        report.append(Brought(row.name, sentence=str(refusal)))
    with scoped(place):
        _finish(row, report, now=now)


def _sender(row: Parcel) -> Actor:
    with scoped(SYSTEM):
        found = actor_by_job(row.created_by_id, agency_id=row.tenant_id)
    if found is None:
        raise NotFound
    return found


def _bring(
    row: Parcel, actor: Actor, packed: Packed, *, place: Scope, now: datetime,
    tell: Callable[[int], None], into: list[Brought],
) -> None:  # fmt: skip
    folder = Folder(packed, row.section, is_folder=True)
    training = row.training.uuid
    with scoped(place):
        locked_draft(actor, training, now)
        near = beside(actor=actor, training=training, folder=folder, now=now)
    paths = paths_of(folder)
    for done, path in enumerate(paths, start=1):
        with scoped(place):
            into += bring_one(
                actor=actor, training=training, folder=folder, path=path, near=near[path], now=now
            )
        tell(min(99, 100 * done // len(paths)))
    into += [Brought(path, sentence=why) for path, why in packed.left.items()]


def _finish(row: Parcel, report: list[Brought], *, now: datetime) -> None:
    row.report = [asdict(each) | {"key": str(each.key or "")} for each in report]
    row.done_at = now
    row.file.delete(save=False)
    row.save(update_fields=["report", "done_at", "file"])


def brought_by(parcel: Parcel) -> list[Brought]:
    """What became of each file in it."""
    return [
        Brought(**(each | {"key": UUID(each["key"]) if each["key"] else None}))
        for each in parcel.report
    ]
