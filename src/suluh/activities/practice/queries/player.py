"""How a practice looks to the learner."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from suluh.activities.practice.models import Practice
from suluh.activities.practice.queries import sheet as sheets
from suluh.activities.practice.types import Brief, Form, Role
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Play
from suluh.delivery.models import Offering

SCRIPT, STYLE = "content/keep.js", "practice/practice.css"
_State = Practice.State
FORM_NAMES = {
    Form.AKTUALISASI: _("Aktualisasi"),
    Form.RTL: _("Rencana tindak lanjut"),
    Form.AKSI_PERUBAHAN: _("Aksi perubahan"),
}
ROLE_NAMES = {
    Role.MENTOR: _("Mentor"),
    Role.COACH: _("Coach"),
    Role.EXAMINER: _("Penguji"),
}


def play(lesson: Lesson, *, now: datetime) -> Play:
    """What to show; writes nothing."""
    brief = sheets.brief_of(lesson)
    context: dict[str, Any] = task_of(brief)
    if lesson.is_preview:
        context |= {"rows": _proposed(brief, now), "may_plan": True}
        return Play("practice/player.html", context, style=STYLE, script=SCRIPT)
    found, offering_id = sheets.practice_of(lesson), lesson.offering_id or 0
    sheet = sheets.sheet_of(found) if found else None
    if sheet is not None:
        sheet = sheets.seen_by(sheet, person_id=lesson.person_id)
    opened = now - timedelta(seconds=lesson.opened_seconds)
    context |= {
        "sheet": sheet,
        "practice": found,
        "may_plan": found is None or found.state in {_State.PLANNING, _State.RETURNED},
        "base": f"/pelatihan/{lesson.offering}/praktik/{lesson.key}/",
        "zone": Offering.objects.values_list("zone", flat=True).get(pk=offering_id),
        "rows": [] if found else _proposed(brief, opened),
        "places": _places(brief, sheet),
        "steps_of_way": way_of(brief, found),
        "outcome": sheets.judge(brief, found),
    }
    return Play("practice/player.html", context, style=STYLE, script=SCRIPT)


def task_of(brief: Brief) -> dict[str, Any]:
    """What is asked, for every page about a practice."""
    return {
        "brief": brief,
        "intro": mark_safe(richtext.to_html(brief.text)),  # noqa: S308 - sanitised by nh3
        "form_name": FORM_NAMES[brief.form],
        "weights": [(ROLE_NAMES[role], brief.weights[role]) for role in brief.scorers],
    }


def _proposed(brief: Brief, opened: datetime) -> list[dict[str, Any]]:
    return [
        {"title": each.title, "due_on": (opened + timedelta(days=each.days)).date()}
        for each in brief.proposals
    ]


def _places(brief: Brief, sheet: sheets.Sheet | None) -> list[dict[str, Any]]:
    """Mentor and coach, with who is there or was asked."""
    there = {g.role: g for g in sheet.guides} if sheet else {}
    return [
        {"role": role.value, "label": ROLE_NAMES[role], "guide": there.get(role)}
        for role in brief.guides
    ]


def way_of(brief: Brief, practice: Practice | None) -> list[dict[str, Any]]:
    """The steps of the whole way: which are behind, which one is now."""
    state = practice.state if practice else _State.PLANNING
    names = [(_("Rancangan"), {_State.PLANNING, _State.PLANNED, _State.RETURNED})]
    names.append((_("Pelaksanaan"), {_State.RUNNING}))
    if brief.scorers:
        last = _("Seminar dan nilai") if brief.has_seminar else _("Nilai")
        names.append((last, {_State.READY}))
    names.append((_("Selesai"), {_State.DONE}))
    current = next(n for n, (_label, states) in enumerate(names) if state in states)
    return [
        {"label": label, "url": "", "done": n < current, "current": n == current}
        for n, (label, _states) in enumerate(names)
    ]
