"""What a learner does: keep a draft, add and remove files, hand in. Inside the lesson's scope.

A refusal never loses what was typed: the draft is kept first, and what was wrong is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from suluh.activities.assignment.models import File, HandIn, Team, Work
from suluh.activities.assignment.queries import player
from suluh.activities.assignment.queries import work as works
from suluh.activities.assignment.rules import dates
from suluh.activities.assignment.types import Brief, Passing, Role
from suluh.base.events import record_event
from suluh.base.text import word_count
from suluh.base.uploads import Refused
from suluh.content.types import Lesson
from suluh.delivery.actions import evaluate_again
from suluh.delivery.actions.files import keep_file

LONGEST_WORK = 100_000
_State = Work.State


@dataclass(frozen=True, slots=True)
class Saved:
    """How keeping a draft went: the counter to send next time.

    `is_stale`: somebody else was quicker. `is_closed`: the work is out of the learner's hands.
    """

    stamp: int
    is_stale: bool = False
    is_closed: bool = False


def begin(*, lesson: Lesson, now: datetime) -> Work:
    """The work, made where there is none yet, and locked."""
    found = works.locked_work(lesson)
    if found is not None:
        return found
    member = works.member_of(lesson)
    if member is not None:  # two of a team may begin in the same moment
        Team.objects.select_for_update().get(pk=member.team_id)
        if (found := works.locked_work(lesson)) is not None:
            return found
    Work.objects.get_or_create(
        enrolment_id=works.enrolment_of(lesson),
        activity_id=lesson.activity_id,
        defaults={
            "tenant_id": lesson.tenant_id,
            "person_id": lesson.person_id,
            "team": member.team if member else None,
            "due_at": works.due_of(lesson, now=now),
            "created_at": now,
        },
    )
    made = works.locked_work(lesson)
    assert made is not None
    return made


def may_write(lesson: Lesson, brief: Brief, work: Work, *, now: datetime) -> bool:
    """Whether the work may change and be handed in now."""
    editing = player.is_editing(lesson)
    return player.may_write(brief, work, work.due_at, is_editing=editing, now=now)


def save_draft(
    *, lesson: Lesson, text: str, stamp: int | None, now: datetime, merges: bool = False
) -> Saved:
    """Keep the draft's text, also after the date: keeping is not handing in.

    With a `stamp` that is not the present one nothing is written over: the draft stays as it is,
    or takes the other text below its own (`merges`), so that neither is lost.
    """
    work = begin(lesson=lesson, now=now)
    text = text.replace("\r\n", "\n").replace("\0", "")[:LONGEST_WORK]
    if text == work.text:
        return Saved(work.stamp)
    if not player.may_keep(works.brief_of(lesson), work, is_editing=player.is_editing(lesson)):
        return Saved(work.stamp, is_closed=True)
    is_stale = stamp is not None and stamp != work.stamp
    if is_stale and not merges:
        return Saved(work.stamp, is_stale=True)
    if is_stale:
        line = _("--- Naskah dari perangkat lain ---")
        text = f"{work.text}\n\n{line}\n\n{text}"[:LONGEST_WORK]
    work.text, work.saved_at, work.stamp = text, now, work.stamp + 1
    work.save(update_fields=["text", "saved_at", "stamp"])
    return Saved(work.stamp, is_stale=is_stale)


def add_files(*, lesson: Lesson, files: Sequence[UploadedFile[Any]], now: datetime) -> list[str]:
    """Keep what is of an accepted sort; gives a sentence for each file that is not."""
    work, brief = begin(lesson=lesson, now=now), works.brief_of(lesson)
    if not may_write(lesson, brief, work, now=now):
        return [_("Pekerjaan ini tidak dapat diubah lagi.")]
    refused = []
    kept = File.objects.filter(work=work, removed_at=None).count()
    for upload in files:
        if kept >= brief.most_files:
            refused.append(_("Paling banyak %(n)d berkas.") % {"n": brief.most_files})
            break
        try:
            _keep(work, lesson, brief, upload, now=now)
        except Refused as error:
            refused.append(str(error))
        else:
            kept += 1
    return refused


def _keep(
    work: Work, lesson: Lesson, brief: Brief, upload: UploadedFile[Any], *, now: datetime
) -> None:
    made = File(tenant_id=work.tenant_id, work=work, person_id=lesson.person_id)
    keep_file(
        made, upload, sorts=brief.sorts, most_mb=brief.most_mb, job="assignment.scan_file", now=now
    )


def remove_file(*, lesson: Lesson, uuid: UUID, now: datetime) -> None:
    """Take a file out of the draft; what was handed in keeps it."""
    work = begin(lesson=lesson, now=now)
    if may_write(lesson, works.brief_of(lesson), work, now=now):
        File.objects.filter(work=work, uuid=uuid, removed_at=None).update(removed_at=now)


def hand_in(*, lesson: Lesson, now: datetime) -> str:
    """Hand in the draft as it is; gives what is still wrong, '' where it was taken.

    Handing in the same again changes nothing. Everybody of a team has handed in; where that alone
    completes the activity, the others' courses are judged too.
    """
    work, brief = begin(lesson=lesson, now=now), works.brief_of(lesson)
    if not may_write(lesson, brief, work, now=now):
        return "" if work.number else _("Batas waktunya sudah lewat; tugas tidak diterima lagi.")
    files = works.files_of(work)
    if wrong := _missing(brief, work, files):
        return wrong
    _take(work, brief, lesson, files, now=now)
    for other in works.lessons_of(work, but=works.enrolment_of(lesson)):
        evaluate_again(lesson=other, now=now)
    return ""


def _missing(brief: Brief, work: Work, files: list[File]) -> str:
    words = word_count(work.text)
    if brief.team_size > 1 and work.team_id is None:
        return _("Buat atau pilih kelompok dulu.")
    if brief.least_words and words < brief.least_words:
        return _("Baru %(n)d kata. Tulis sedikitnya %(least)d kata; naskah Anda tersimpan.") % {
            "n": words, "least": brief.least_words,
        }  # fmt: skip
    if not words and not files:
        return _("Belum ada yang dapat dikirim: tulis jawaban atau unggah berkas.")
    if any(file.scan == File.Scan.HARMFUL for file in files):
        return _("Ada berkas yang berbahaya. Hapus berkas itu, lalu kirim lagi.")
    return ""


def _take(work: Work, brief: Brief, lesson: Lesson, files: list[File], *, now: datetime) -> None:
    """A date missed once is not missed again because a marker asked for more."""
    late = work.late_days if work.state == _State.RETURNED else dates.days_late(work.due_at, now)
    work.number, work.state, work.late_days = work.number + 1, _State.HANDED_IN, late
    work.handed_in_at, work.words = now, word_count(work.text)
    work.score, work.marked_at = None, None
    work.needs = Role.FIRST.value if brief.passing is Passing.MARKED else ""
    work.save(
        update_fields=[
            "number", "state", "late_days", "handed_in_at", "words", "score", "marked_at", "needs",
        ]
    )  # fmt: skip
    HandIn.objects.create(
        tenant_id=work.tenant_id, work=work, number=work.number, person_id=lesson.person_id,
        text=work.text, words=work.words, files=[file.pk for file in files], late_days=late, at=now,
    )  # fmt: skip
    record_event(
        "assignment.work.handed_in", at=now, tenant_id=work.tenant_id, actor_id=lesson.person_id,
        subject=work.uuid, data={"number": work.number, "files": len(files), "late": late},
    )  # fmt: skip
