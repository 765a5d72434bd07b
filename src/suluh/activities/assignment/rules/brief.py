"""Settings of an assignment as plain data and back, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.assignment.types import Brief, Late, Passing
from suluh.base.uploads import SORTS
from suluh.content.rules import richtext, rubric
from suluh.content.types import Flaw

LONGEST_TEXT = 20_000
MOST_FILES, MOST_MB, MOST_WORDS, MOST_DAYS, MOST_TEAM = 10, 25, 5_000, 365, 30
_NUMBERS = {  # default, least, most
    "least_words": (0, 0, MOST_WORDS),
    "most_files": (0, 0, MOST_FILES),
    "most_mb": (10, 1, MOST_MB),
    "pass_percent": (0, 0, 100),
    "due_days": (0, 0, MOST_DAYS),
    "late_percent": (10, 0, 100),
    "team_size": (1, 1, MOST_TEAM),
    "difference": (10, 0, 100),
}
_FLAGS = {"is_journal": False, "takes_text": True, "may_replace": True, "needs_second": False}


def to_data(brief: Brief) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "text": brief.text,
        "sorts": list(brief.sorts),
        "rubric": rubric.to_data(brief.rubric),
        "passing": brief.passing.value,
        "late": brief.late.value,
        "due_on": brief.due_on.isoformat() if brief.due_on else "",
        **{name: getattr(brief, name) for name in (*_NUMBERS, *_FLAGS)},
    }


def read(data: dict[str, Any]) -> Brief:
    """The brief in the data; raises ValueError where it does not fit. Trusts nothing."""
    text, sorts, due = data.get("text"), data.get("sorts", []), data.get("due_on", "")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError("an assignment says what to do")
    if not isinstance(sorts, list) or not all(isinstance(each, str) for each in sorts):
        raise ValueError("sorts are names")
    if not isinstance(due, str):
        raise ValueError("due_on is a date")  # noqa: TRY004 the port promises ValueError
    plain: dict[str, Any] = {name: _number(data, name) for name in _NUMBERS}
    plain |= {name: data.get(name, default) is True for name, default in _FLAGS.items()}
    return Brief(
        text=text,
        sorts=tuple(each for each in SORTS if each in sorts),
        rubric=rubric.from_data(data.get("rubric", [])),
        passing=Passing(data.get("passing", Passing.MARKED)),
        late=Late(data.get("late", Late.ALLOWED)),
        due_on=date.fromisoformat(due) if due else None,
        **plain,
    )


def as_journal(brief: Brief) -> Brief:
    """A journal is a text, written alone, done when handed in."""
    return replace(
        brief, takes_text=True, most_files=0, rubric=(), passing=Passing.HANDED_IN, pass_percent=0,
        team_size=1, needs_second=False, may_replace=False,
    )  # fmt: skip


def _number(data: dict[str, Any], name: str) -> int:
    default, least, most = _NUMBERS[name]
    value = data.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ValueError(f"{name} is a number from {least} to {most}")
    return value


def flaws(settings: dict[str, Any]) -> Iterator[Flaw]:
    """No task, or nothing that could be handed in, stops publishing; the rest are hints."""
    brief = read(settings)
    if not brief.text.strip():
        yield Flaw(_("Tulis dulu apa yang harus dikerjakan peserta."))
    if not brief.takes_text and not (brief.most_files and brief.sorts):
        yield Flaw(_("Peserta belum dapat mengirim apa pun: izinkan teks atau berkas."))
    if brief.is_journal and not brief.least_words:
        yield Flaw(_("Jurnal perlu paling sedikit berapa kata?"))
    if brief.passing is Passing.HANDED_IN and brief.pass_percent:
        yield Flaw(_("Nilai lulus tidak dipakai: tugas ini selesai begitu dikirim."), stops=False)
    if not brief.is_journal and not brief.rubric:
        yield Flaw(
            _("Tanpa rubrik, penilai memberi angka 0 sampai 100. Rubrik membuatnya lebih adil."),
            stops=False,
        )
    if brief.needs_second and brief.passing is Passing.HANDED_IN:
        yield Flaw(_("Penilai kedua tidak dipakai: tugas ini selesai begitu dikirim."), stops=False)


def minutes_of(settings: dict[str, Any]) -> int:
    """Reading the task, and twenty minutes for each hundred words, or an hour."""
    brief = read(settings)
    writing = brief.least_words * 20 // 100 if brief.least_words else 60
    return richtext.reading_minutes(brief.text) + max(10, writing)
