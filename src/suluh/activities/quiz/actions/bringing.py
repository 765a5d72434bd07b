"""Questions brought into a test: of a file in a folder, or written all at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.quiz.actions.imports.runs import (
    SMALL_BANK,
    SMALL_FILE,
    apply_import,
    start_import,
)
from suluh.activities.quiz.models import BankImport, BankImportRow
from suluh.activities.quiz.queries.imports import problem_of
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.types import Plan
from suluh.base.uploads import Refused
from suluh.content.rules.bringing import parts_of, title_of
from suluh.content.types import Taken
from suluh.organisation.types import Actor

Change = BankImportRow.Change
_TAKEN = (Change.NEW, Change.CHANGED, Change.SAME)


def take_questions(
    *, actor: Actor, name: str, file: UploadedFile[Any], now: datetime
) -> Taken:  # fmt: skip
    """Settings of a test that asks each question of the file. Raises Refused, FileRefused."""
    title = title_of(parts_of(name)[-1])
    brought = bring_questions(actor=actor, title=title, name=name, file=file, now=now)
    return Taken(plans.to_data(Plan(fixed=brought.questions)), remark=brought.remark)


@dataclass(frozen=True, slots=True)
class Brought:
    """Questions that stand in the bank now, in the order of the file, and what was left."""

    questions: tuple[UUID, ...]
    remark: str = ""


def bring_questions(
    *, actor: Actor, title: str, name: str, file: File[Any], now: datetime
) -> Brought:  # fmt: skip
    """Bring the questions into the bank at once, below a category of that title.

    The import stands in the bank's list with its report. Raises Refused, FileRefused.
    """
    if (file.size or 0) > SMALL_FILE:
        raise Refused(_("Berkas soal ini besar. Impor di Bank soal, lalu pilih soalnya di tes."))
    run = start_import(
        actor=actor, file=file, file_name=name, category=title[:200].replace("/", "-"), now=now
    )
    if run.state == BankImport.State.FAILED:
        raise Refused(problem_of(run)[0])
    found = {change: run.counts.get(change, 0) for change in Change.values}
    if not 0 < sum(found[change] for change in _TAKEN) <= min(SMALL_BANK, plans.MOST_QUESTIONS):
        raise Refused(_("Di sini tidak ada 1 sampai 200 soal yang dapat dipakai."))
    if found[Change.NEW] or found[Change.CHANGED]:
        run = apply_import(actor=actor, run=run.uuid, now=now)
    rows = run.rows.filter(change__in=_TAKEN, question__isnull=False).order_by("pk")
    left = found[Change.REFUSED]
    remark = ngettext(
        "%(n)d soal tidak terbawa; sebabnya di Bank soal, Impor.",
        "%(n)d soal tidak terbawa; sebabnya di Bank soal, Impor.", left,
    ) % {"n": left}  # fmt: skip
    return Brought(tuple(rows.values_list("question__uuid", flat=True)), remark if left else "")
