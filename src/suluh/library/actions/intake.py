"""Writes of an intake: files handed in, then taken onto the shelf one by one by a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.errors import DomainError
from suluh.base.jobs import enqueue
from suluh.base.progress import start_long_job
from suluh.base.text import word_count
from suluh.base.uploads import clean_name, ending_of
from suluh.library.actions.books import AlreadyThere, Arrival, add_book
from suluh.library.actions.documents import UnreadableDocument, split, unpack
from suluh.library.models import Intake, IntakeFile
from suluh.library.queries.desk import require_librarian
from suluh.library.rules.words import guess_language
from suluh.library.types import BookFacts, FileFacts
from suluh.organisation.types import Actor

LARGEST_BOOK, LARGEST_BUNDLE = 50 * 2**20, 300 * 2**20
MOST_FILES = 100
Outcome = IntakeFile.Outcome


class NoFiles(DomainError):
    """Nothing was handed in, or too much at once."""

    code = "intake_without_files"
    sentence = gettext_lazy("Pilih sedikitnya satu berkas EPUB, PDF, atau ZIP.")


@dataclass(frozen=True, slots=True)
class Plan:
    """How all books of an intake shall stand; each can be corrected afterwards."""

    topic: str
    licence: str
    is_national: bool


def start_intake(*, actor: Actor, files: Sequence[File[Any]], plan: Plan, now: datetime) -> Intake:
    """Keep the files, and leave the work to a job that shows how far it is."""
    home = require_librarian(actor)
    if not files:
        raise NoFiles
    if len(files) > MOST_FILES:
        raise NoFiles(_("Paling banyak 100 berkas sekaligus. Gabungkan dalam satu ZIP."))
    intake = Intake(
        tenant_id=home, topic=plan.topic, licence=plan.licence, is_national=plan.is_national,
        created_by_id=actor.person_id, created_at=now,
    )  # fmt: skip
    intake.job = start_long_job(
        name="library.take_in", title=_("Memasukkan buku ke pustaka"), tenant_id=home,
        person_id=actor.person_id, now=now, total=100,
        link=f"/kelola/pustaka/unggahan/{intake.uuid}/",
    ).uuid  # fmt: skip
    intake.save()
    for file in files:
        _hand_in(intake, file)
    enqueue("library.take_in", key=f"intake-{intake.uuid}", intake=str(intake.uuid), tenant_id=home)
    return intake


def _hand_in(intake: Intake, file: File[Any]) -> None:
    name = clean_name(file.name or "")
    row = IntakeFile(tenant_id=intake.tenant_id, intake=intake, name=name)
    is_bundle = ending_of(name) == ".zip"
    most = LARGEST_BUNDLE if is_bundle else LARGEST_BOOK
    if not file.size:
        row.outcome, row.reason = Outcome.REFUSED, _("Berkas kosong.")
    elif file.size > most:
        row.outcome = Outcome.REFUSED
        row.reason = _("Lebih dari %(mb)d MB. Kecilkan, lalu unggah lagi.") % {"mb": most // 2**20}
    else:
        row.file.save(str(intake.uuid), file, save=False)  # what it is, its content says
    row.save()


def waiting_files(intake: UUID) -> list[int]:
    """Ids of the files that nobody has looked at yet."""
    rows = IntakeFile.objects.filter(intake__uuid=intake, outcome=Outcome.WAITING)
    return list(rows.values_list("pk", flat=True))


def take_in_file(*, file: int, now: datetime) -> None:
    """Take one file onto the shelf, or write down why not; a ZIP becomes its files.

    Run twice, it changes nothing the second time. The handed-in file goes once it was looked at.
    """
    row = (
        IntakeFile.objects.select_related("intake").filter(pk=file, outcome=Outcome.WAITING).first()
    )
    if row is None:
        return
    with row.file.open("rb") as opened:
        data = opened.read()
    try:
        if ending_of(row.name) == ".zip":
            _spread(row, split(data))
        else:
            _take(row, data, now)
    except AlreadyThere as known:
        row.outcome, row.reason, row.book = Outcome.KNOWN, str(known.sentence), known.book
    except UnreadableDocument as fault:
        row.outcome, row.reason = Outcome.REFUSED, str(fault.sentence)
    row.file.delete(save=False)
    row.save(update_fields=["outcome", "reason", "book", "file"])


def _spread(row: IntakeFile, found: list[tuple[str, bytes | str]]) -> None:
    """The files of a ZIP wait beside it, each with a row of its own."""
    for name, content in found:
        made = IntakeFile(tenant_id=row.tenant_id, intake=row.intake, name=clean_name(name))
        if isinstance(content, bytes):
            made.file.save(str(row.intake.uuid), ContentFile(content), save=False)
        else:
            made.outcome, made.reason = Outcome.REFUSED, content
        made.save()
    row.outcome = Outcome.TAKEN
    row.reason = _("Dibuka: %(n)d berkas di dalamnya.") % {"n": len(found)}


def _take(row: IntakeFile, data: bytes, now: datetime) -> None:
    unpacked = unpack(data, as_book=True)
    text = " ".join(page.get("text", "") for page in unpacked.pages[:5])[:20_000]
    row.book = add_book(
        tenant_id=row.tenant_id, arrival=Arrival(row.name, data, unpacked),
        facts=_facts(row, unpacked.facts, text), by_id=row.intake.created_by_id, now=now,
    )  # fmt: skip
    row.outcome = Outcome.TAKEN
    row.reason = (
        "" if word_count(text) else _("Tanpa teks: hasil pindai, isinya tidak dapat dicari.")
    )


def _facts(row: IntakeFile, said: FileFacts, text: str) -> BookFacts:
    """What the file says of itself; its name where it says no title."""
    plan = row.intake
    title = said.get("title") or row.name.rpartition(".")[0].replace("_", " ").replace("-", " ")
    return BookFacts(
        title=title[:300], authors=said.get("authors", ""), publisher=said.get("publisher", ""),
        year=said.get("year"), language=said.get("language") or guess_language(text),
        isbn=said.get("isbn", ""), topic=plan.topic, synopsis=said.get("synopsis", ""),
        licence=plan.licence, is_national=plan.is_national,
    )  # fmt: skip


def finish_intake(*, intake: UUID, now: datetime) -> Intake:
    """Count what came of it."""
    row = Intake.objects.get(uuid=intake)
    files = row.files.all()
    row.taken = files.filter(outcome=Outcome.TAKEN).exclude(book=None).count()
    row.refused = files.filter(outcome__in=[Outcome.KNOWN, Outcome.REFUSED]).count()
    row.done_at = now
    row.save(update_fields=["taken", "refused", "done_at"])
    return row
