"""The lembar bimbingan as plain data: plan, who guides, each milestone, each meeting of the two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.activities.practice.queries.player import FORM_NAMES, ROLE_NAMES
from suluh.activities.practice.queries.sheet import Line, Sheet
from suluh.activities.practice.queries.words import act_words, step_words
from suluh.activities.practice.types import Role
from suluh.base import text
from suluh.delivery.models import Enrolment


def paper_of(sheet: Sheet, *, now: datetime) -> dict[str, Any]:
    """Everything that the page shows."""
    practice, words = sheet.practice, text.wording(get_language())
    place = Enrolment.objects.select_related("offering__tenant").get(pk=practice.enrolment_id)
    zone = place.offering.zone
    return {
        "agency": place.offering.tenant.name,
        "heading": _("Lembar bimbingan %(form)s") % {"form": FORM_NAMES[sheet.brief.form].lower()},
        "name": practice.name,
        "facts": _facts(sheet, zone),
        "parts": [
            [_("Masalah"), practice.problem],
            [_("Gagasan"), practice.idea],
            [_("Hasil"), practice.outputs],
        ],
        "steps_heading": _("Tahap"),
        "steps_header": [_("Tahap"), _("Tanggal"), _("Keadaan")],
        "steps": [
            [each.title, text.day(each.due_on, words=words), step_words(each.state)]
            for each in sheet.milestones
        ],
        "lines_heading": _("Catatan bimbingan"),
        "lines_header": [_("Waktu"), _("Oleh"), _("Catatan")],
        "lines": [
            [text.moment(line.entry.at, zone, words=words), line.entry.by_name,
             _said(line)]
            for line in sheet.lines
        ],
        **_marks(sheet),
        "foot": _("Dicetak %(at)s dari Suluh") % {"at": text.moment(now, zone, words=words)},
        "signers": [
            [str(ROLE_NAMES[role]), g.name] for role in sheet.brief.guides
            for g in sheet.active(role)
        ] + [[_("Peserta"), practice.name]],
    }  # fmt: skip


def _marks(sheet: Sheet) -> dict[str, Any]:
    practice, words = sheet.practice, text.wording(get_language())
    total = ""
    if practice.score is not None:
        shown = text.number(practice.score / 100, 2, words=words)
        total = _("Nilai akhir: %(score)s") % {"score": shown}
    return {
        "marks": [
            [str(ROLE_NAMES[role]), f"{weight} %",
             text.number(mean / 100, 2, words=words) if mean is not None else "–"]
            for role, weight, mean in sheet.means
        ],
        "marks_header": [_("Penilai"), _("Bobot"), _("Nilai")],
        "total": total,
    }  # fmt: skip


def _said(line: Line) -> str:
    entry = line.entry
    act = act_words(entry.act)
    about = f" ({entry.milestone.title})" if entry.milestone else ""
    return f"{act}{about}" + (f": {entry.text}" if entry.text and not line.is_hidden else "")


def _facts(sheet: Sheet, zone: str) -> list[list[str]]:
    practice, words = sheet.practice, text.wording(get_language())
    found = [[_("Pelatihan"), practice.course], [_("Unit kerja"), practice.unit_name or "–"]]
    for role in Role:
        names = ", ".join(g.name for g in sheet.active(role))
        if names:
            found.append([str(ROLE_NAMES[role]), names])
    if practice.seminar_at:
        when = text.moment(practice.seminar_at, zone, words=words)
        found.append([_("Seminar"), f"{when} {practice.seminar_place}".strip()])
    return found
