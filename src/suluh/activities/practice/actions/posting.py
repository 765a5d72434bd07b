"""What the player posts: one form with several buttons."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.practice.actions import evidence, planning
from suluh.activities.practice.actions.history import By
from suluh.activities.practice.queries import sheet as sheets
from suluh.content.types import Lesson, Report
from suluh.delivery.models import Enrolment


def receive(
    *, lesson: Lesson, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
) -> Report:
    """Keep what was posted. In a preview nothing is kept."""
    if lesson.is_preview:
        return Report()
    match data.get("aksi", ""):
        case "simpan":
            return _save(lesson, data, now=now)
        case "kirim":
            return _send(lesson, data, now=now)
        case "bukti":
            return _evidence(lesson, data, files, now=now)
        case "pesan":
            wrong = evidence.say(
                lesson=lesson, by=by_of(lesson), step=uuid_of(data.get("tahap", "")),
                text=data.get("pesan", ""), now=now,
            )  # fmt: skip
            return Report(sentence=wrong or _("Pesan terkirim kepada pembimbing."))
    return Report()


def by_of(lesson: Lesson) -> By:
    """The learner, as the history names them."""
    name = Enrolment.objects.values_list("name", flat=True).get(pk=sheets.enrolment_of(lesson))
    return By(lesson.person_id, name)


def _save(lesson: Lesson, data: QueryDict, *, now: datetime) -> Report:
    wrong = planning.save_plan(lesson=lesson, draft=_draft(data), now=now)
    return Report(sentence=wrong or _("Rancangan tersimpan."))


def _send(lesson: Lesson, data: QueryDict, *, now: datetime) -> Report:
    """Kept first, so that a refusal loses nothing."""
    wrong = planning.save_plan(lesson=lesson, draft=_draft(data), now=now)
    wrong = wrong or planning.send_plan(lesson=lesson, by=by_of(lesson), now=now)
    return Report(sentence=wrong or _("Rancangan terkirim. Pembimbing Anda diberi tahu."))


def _evidence(
    lesson: Lesson, data: QueryDict, files: MultiValueDict[str, Any], *, now: datetime
) -> Report:
    step = uuid_of(data.get("tahap", ""))
    if step is None:
        return Report()
    wrong = evidence.send_evidence(
        lesson=lesson, by=by_of(lesson), step=step, text=data.get("catatan", ""),
        files=files.getlist("berkas"), now=now,
    )  # fmt: skip
    sentence = wrong or _("Bukti terkirim. Pembimbing Anda diberi tahu.")
    return Report(outcome=sheets.outcome_of(lesson), sentence=sentence)


def _draft(data: QueryDict) -> planning.Draft:
    rows = zip(
        data.getlist("tahap_id"), data.getlist("tahap_nama"), data.getlist("tahap_tanggal"),
        strict=False,
    )  # fmt: skip
    stamp = data.get("cap", "")
    return planning.Draft(
        problem=data.get("masalah", ""), idea=data.get("gagasan", ""),
        outputs=data.get("hasil", ""),
        rows=[planning.Row(uuid_of(uuid), title, _date(due)) for uuid, title, due in rows][:40],
        stamp=int(stamp) if stamp.isdecimal() and len(stamp) < 9 else None,
    )  # fmt: skip


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def uuid_of(text: str) -> UUID | None:
    """The uuid in the text, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None
