"""A live session inside a course: its settings, its check-ins, and what attendance means."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from suluh.activities.session.rules.windows import IN, OUT, WINDOW_NAMES, default_windows
from suluh.activities.session.types import Door, Meeting
from suluh.content.types import Flaw, Outcome

LONGEST_TEXT = 10_000
USUAL_MINUTES = 90
STATED = "dinyatakan"


def to_data(meeting: Meeting) -> dict[str, Any]:
    """Plain JSON."""
    return {"text": meeting.text, "out": meeting.checks_out}


def read(data: dict[str, Any]) -> Meeting:
    """Settings as they are kept or come from a file; raises ValueError where they do not fit."""
    text, checks_out = data.get("text"), data.get("out", True)
    if not isinstance(text, str) or len(text) > LONGEST_TEXT or checks_out not in (True, False):
        raise ValueError("a session needs a text")
    return Meeting(text, bool(checks_out))


def flaws(meeting: Meeting) -> Iterator[Flaw]:
    """Nobody comes without knowing what for."""
    if not meeting.text.strip():
        yield Flaw(_("Tulis apa yang dilakukan dalam sesi ini dan apa yang perlu disiapkan."))


def doors(
    meeting: Meeting, times: tuple[datetime, datetime], *, there: Collection[str], now: datetime
) -> list[Door]:
    """Masuk around the start, and pulang around the end where it is asked; as for events."""
    wanted = (IN, OUT) if meeting.checks_out else (IN,)
    return [
        Door(
            each.kind, str(WINDOW_NAMES[each.kind]).capitalize(), each.opens_at, each.closes_at,
            is_open=each.opens_at <= now < each.closes_at, is_over=now >= each.closes_at,
            is_recorded=each.kind in there,
        )
        for each in default_windows(*times, has_evaluation=False)
        if each.kind in wanted
    ]  # fmt: skip


def judge(meeting: Meeting, there: Collection[str]) -> Outcome:
    """Attended: masuk, and pulang where it is asked, or the organiser's word."""
    if STATED in there:
        return Outcome(True, sentence=_("Penyelenggara menyatakan Anda hadir."))
    missing = [each for each in ((IN, OUT) if meeting.checks_out else (IN,)) if each not in there]
    if not missing:
        return Outcome(True, sentence=_("Kehadiran Anda tercatat."))
    names = ", ".join(str(WINDOW_NAMES[each]) for each in missing)
    return Outcome(False, sentence=_("Belum tercatat: %(names)s.") % {"names": names})
