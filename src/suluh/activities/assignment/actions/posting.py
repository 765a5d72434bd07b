"""What the player posts: one form with several buttons."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from suluh.activities.assignment.actions import teams, writing
from suluh.activities.assignment.queries import player
from suluh.activities.assignment.queries import work as works
from suluh.content.types import Lesson, Report

MOST_AT_ONCE = 10


def receive(
    *, lesson: Lesson, data: QueryDict, files: MultiValueDict[str, Any], now: datetime
) -> Report:
    """Keep what was posted. In a preview nothing is kept."""
    if lesson.is_preview:
        return Report()
    act = data.get("aksi", "")
    match act:
        case "kelompok-baru":
            return Report(
                sentence=teams.make_team(lesson=lesson, name=data.get("nama", ""), now=now)
            )
        case "gabung":
            return _join(lesson, data, now=now)
        case "keluar":
            return Report(sentence=teams.leave_team(lesson=lesson))
        case "ubah":
            return _edit(lesson)
        case "batal":
            return Report(position=_without_editing(lesson))
    if act in {"simpan", "unggah", "kirim"} or "hapus" in data:
        return _write(lesson, act, data, files, now=now)
    return Report()


def _join(lesson: Lesson, data: QueryDict, *, now: datetime) -> Report:
    team = _uuid(data.get("kelompok", ""))
    if team is None:
        return Report()
    return Report(sentence=teams.join_team(lesson=lesson, team=team, now=now))


def _edit(lesson: Lesson) -> Report:
    """Write once more what was handed in and nobody marks yet; the first one stays until then."""
    work = works.work_of(lesson)
    if work is None or not player.may_replace(works.brief_of(lesson), work):
        return Report(sentence=_("Pekerjaan ini sudah mulai dinilai dan tidak dapat diubah."))
    return Report(position=lesson.position | {"editing": True})


def _write(
    lesson: Lesson, act: str, data: QueryDict, files: MultiValueDict[str, Any], *, now: datetime
) -> Report:
    """Draft first, then files, then handing in: whatever is refused, the text is kept."""
    said: list[str] = []
    if "isi" in data:
        saved = writing.save_draft(
            lesson=lesson, text=data.get("isi", ""), stamp=_stamp(data.get("cap", "")), merges=True,
            now=now,
        )  # fmt: skip
        if saved.is_stale:
            return Report(sentence=_stale())
        if saved.is_closed:
            return Report(sentence=_("Pekerjaan ini sudah dikirim dan tidak dapat diubah lagi."))
    if uuid := _uuid(data.get("hapus", "")):
        writing.remove_file(lesson=lesson, uuid=uuid, now=now)
    if files.getlist("berkas"):
        said += writing.add_files(
            lesson=lesson, files=files.getlist("berkas")[:MOST_AT_ONCE], now=now
        )
    if act == "kirim" and not said:
        return _hand_in(lesson, now=now)
    return Report(sentence=" ".join(said) or _("Naskah tersimpan."))


def _hand_in(lesson: Lesson, *, now: datetime) -> Report:
    if wrong := writing.hand_in(lesson=lesson, now=now):
        return Report(sentence=wrong)
    sentence = _("Terkirim. Penilai sekarang dapat melihatnya.")
    return Report(
        position=_without_editing(lesson), outcome=works.outcome_of(lesson), sentence=sentence
    )


def _stale() -> str:
    return _(
        "Naskah ini juga diubah di perangkat lain. Keduanya tersimpan, yang satu di bawah yang lain:"
        " rapikan, lalu simpan atau kirim."
    )


def _without_editing(lesson: Lesson) -> dict[str, Any]:
    return {key: value for key, value in lesson.position.items() if key != "editing"}


def _stamp(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
