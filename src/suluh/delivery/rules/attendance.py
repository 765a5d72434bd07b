"""Attendance of an angkatan: which word about a presence counts, and the share as a condition. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from suluh.delivery.types import Condition

PRESENT = "hadir"
BADGE, CLOSING = "badge", "closing"
EARLY = timedelta(hours=3)
NAMED = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A word about one presence: what, how, and when by the device that heard it."""

    status: str
    method: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Sat:
    """A session as one person's attendance sees it; `status` '' where nothing was said yet."""

    subject: str
    minutes: int
    is_held: bool
    status: str = ""


def changes(current: Said | None, word: Said) -> bool:
    """Whether the word changes what stands. The same again does not.

    A badge says that somebody came: it never takes a presence away, and it is weaker than a later
    word of the list; that the list was closed without a word is weaker than any badge.
    """
    if current is None:
        return True
    if current.status == word.status:
        return False
    if word.method == BADGE and current.method != CLOSING:
        return word.said_at > current.said_at
    return word.method != CLOSING


def is_of_session(said_at: datetime, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a badge was shown at the session and not at another one."""
    return starts_at - EARLY <= said_at <= ends_at + EARLY


def share_of(sessions: Sequence[Sat]) -> int:
    """Hundredths of a percent of all minutes for which the person was present; rounded down."""
    total = sum(each.minutes for each in sessions)
    present = sum(each.minutes for each in sessions if each.status == PRESENT)
    return present * 100_00 // total if total else 0


def attendance_conditions(
    sessions: Sequence[Sat], *, least: int, is_decided: bool
) -> tuple[Condition, ...]:
    """What an angkatan asks besides its outline: attendance, all sessions held, the decision."""
    found = []
    if sessions and least:
        found.append(_attendance(sessions, least))
    if sessions:
        found.append(_held(sessions))
    if is_decided:
        found.append(
            Condition(
                "decision", is_met=False,
                sentence=_("Kelulusan ditetapkan dalam rapat penyelenggara"),
                remedy=_("Rapat diadakan setelah sesi terakhir. Anda kami beri tahu hasilnya."),
            )
        )  # fmt: skip
    return tuple(found)


def _attendance(sessions: Sequence[Sat], least: int) -> Condition:
    share = share_of(sessions)
    missed = [each.subject for each in sessions if each.status and each.status != PRESENT]
    unmarked = [each for each in sessions if each.is_held and not each.status]
    missed += [each.subject for each in unmarked]
    is_met = share >= least * 100
    remedy = ""
    if not is_met and missed:
        names = ", ".join(missed[:NAMED])
        more = _(" dan %(n)d lagi") % {"n": len(missed) - NAMED} if len(missed) > NAMED else ""
        remedy = _("Tidak hadir: %(names)s%(more)s.") % {"names": names, "more": more}
    elif not is_met:
        remedy = _("Hadiri sesi berikutnya; bagian ini naik setelah kehadiran dicatat.")
    return Condition(
        "attendance", is_met,
        _("Hadir %(share)d %% dari jadwal, sedikitnya %(least)d %%")
        % {"share": share // 100, "least": least},
        remedy=remedy,
    )  # fmt: skip


def _held(sessions: Sequence[Sat]) -> Condition:
    held = sum(each.is_held for each in sessions)
    return Condition(
        "sessions", held == len(sessions),
        _("%(held)d dari %(all)d sesi sudah berlangsung")
        % {"held": held, "all": len(sessions)},
    )  # fmt: skip
