"""A test of a file of questions that somebody brings into a course."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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
    """Bring the questions into the bank, and make a test that asks each of them.

    The import stands in the bank's list with its report. Raises Refused, FileRefused.
    """
    if (file.size or 0) > SMALL_FILE:
        raise Refused(_("Berkas soal ini besar. Impor di Bank soal, lalu pilih soalnya di tes."))
    title = title_of(parts_of(name)[-1])
    run = start_import(
        actor=actor, file=file, file_name=name, category=title[:200].replace("/", "-"), now=now
    )
    if run.state == BankImport.State.FAILED:
        raise Refused(problem_of(run)[0])
    found = {change: run.counts.get(change, 0) for change in Change.values}
    if not 0 < sum(found[change] for change in _TAKEN) <= min(SMALL_BANK, plans.MOST_QUESTIONS):
        raise Refused(_("Berkas ini tidak berisi 1 sampai 200 soal yang dapat dipakai."))
    if found[Change.NEW] or found[Change.CHANGED]:
        run = apply_import(actor=actor, run=run.uuid, now=now)
    rows = run.rows.filter(change__in=_TAKEN, question__isnull=False).order_by("pk")
    fixed = tuple(rows.values_list("question__uuid", flat=True))
    left = found[Change.REFUSED]
    remark = ngettext(
        "%(n)d soal tidak terbawa; sebabnya di Bank soal, Impor.",
        "%(n)d soal tidak terbawa; sebabnya di Bank soal, Impor.", left,
    ) % {"n": left}  # fmt: skip
    return Taken(plans.to_data(Plan(fixed=fixed)), remark=remark if left else "")
