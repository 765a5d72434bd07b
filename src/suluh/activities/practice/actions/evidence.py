"""What the learner does while the plan runs: evidence for a milestone, words to the guides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suluh.activities.practice.actions.history import By, add, settle
from suluh.activities.practice.actions.news import tell_guides
from suluh.activities.practice.models import File, Milestone, Practice
from suluh.activities.practice.queries import sheet as sheets
from suluh.activities.practice.types import Act
from suluh.base.uploads import Refused
from suluh.content.types import Lesson
from suluh.delivery.actions.files import keep_file

SORTS = ("pdf", "dokumen", "gambar")
MOST_FILES, MOST_MB = 5, 10
_State = Practice.State


def send_evidence(
    *, lesson: Lesson, by: By, step: UUID, text: str, files: Sequence[UploadedFile[Any]],
    now: datetime,
) -> str:  # fmt: skip
    """Send evidence for a milestone; gives why it was not taken, '' where it was.

    Evidence sent again while it waits begins a new round: earlier words of approval do not count.
    """
    practice = sheets.practice_of(lesson, lock=True)
    found = Milestone.objects.filter(practice=practice, uuid=step).first() if practice else None
    if practice is None or found is None:
        return ""
    if practice.state != _State.RUNNING or found.state == Milestone.State.APPROVED:
        return _("Bukti tahap ini tidak diterima sekarang.")
    if not text.strip() and not files:
        return _("Tulis apa yang Anda kerjakan, atau pilih berkas buktinya.")
    kept, wrong = _keep(practice, by, files[:MOST_FILES], now=now)
    if not text.strip() and not kept:
        return wrong
    found.round, found.state = found.round + 1, Milestone.State.SENT
    found.save(update_fields=["round", "state"])
    entry = add(practice, Act.EVIDENCE, by, milestone=found, text=text, files=kept, now=now)
    sheet = settle(practice, now=now)
    tell_guides(
        practice, sheet.guides, gettext_noop("Ada bukti tahap yang menunggu Anda"),
        key=f"bukti:{entry.pk}", roles={role.value for role in sheet.brief.guides}, now=now,
    )  # fmt: skip
    return wrong


def _keep(
    practice: Practice, by: By, files: Sequence[UploadedFile[Any]], *, now: datetime
) -> tuple[list[int], str]:
    kept, refused = [], []
    for upload in files:
        made = File(tenant_id=practice.tenant_id, practice=practice, person_id=by.person_id)
        try:
            keep_file(made, upload, sorts=SORTS, most_mb=MOST_MB, job="practice.scan_file", now=now)
        except Refused as error:
            refused.append(str(error))
        else:
            kept.append(made.pk)
    return kept, " ".join(refused)


def say(*, lesson: Lesson, by: By, step: UUID | None, text: str, now: datetime) -> str:
    """A word of the learner to the guides, about a milestone or the whole."""
    practice = sheets.practice_of(lesson, lock=True)
    if practice is None or not text.strip():
        return _("Tulis dulu pesannya.")
    found = Milestone.objects.filter(practice=practice, uuid=step).first() if step else None
    entry = add(practice, Act.COMMENT, by, milestone=found, text=text, now=now)
    tell_guides(
        practice, sheets.sheet_of(practice).guides, gettext_noop("Peserta bimbingan Anda menulis"),
        key=f"pesan:{entry.pk}", now=now,
    )  # fmt: skip
    return ""
