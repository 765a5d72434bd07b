"""The sentences that answer a press of the check-in button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from suluh.activities.session.rules.windows import WINDOW_NAMES
from suluh.activities.session.types import CheckInAnswer, Outcome
from suluh.base import text


@dataclass(frozen=True, slots=True)
class Saying:
    """What the person reads: a title, a note, and the next step."""

    title: str
    note: str = ""
    url: str = ""
    action: str = ""


def clock_seconds(when: datetime, zone: str) -> str:
    """09.03.12 WIB: the time of a check-in, to the second."""
    return text.clock(when, zone, seconds=True, words=text.wording(get_language()))


def clock(when: datetime, zone: str) -> str:
    """09.03 WIB."""
    return text.clock(when, zone, words=text.wording(get_language()))


def say(answer: CheckInAnswer) -> Saying:
    """The outcome in plain words, with what to do next."""
    name = str(WINDOW_NAMES.get(answer.kind, ""))
    event = f"/acara/{answer.offering}/" if answer.offering else "/belajar/"
    live = f"{event}langsung/"
    match answer.outcome:
        case Outcome.RECORDED:
            assert answer.recorded_at is not None
            at = clock_seconds(answer.recorded_at, answer.zone)
            note = _("%(window)s Anda sudah tersimpan.") % {"window": name.capitalize()}
            return Saying(_("Tercatat %(at)s") % {"at": at}, note, live, _("Kembali ke acara"))
        case Outcome.NOT_REGISTERED:
            note = _("Daftar dulu, lalu tekan Hadir lagi. Mendaftar masih bisa selama acara.")
            return Saying(_("Anda belum terdaftar"), note, event, _("Daftar sekarang"))
        case Outcome.WAITING:
            note = _("Begitu ada kursi, Anda diberi tahu dan dapat mencatat kehadiran.")
            return Saying(_("Anda masih di daftar tunggu"), note, event, _("Lihat acara"))
        case Outcome.EVALUATION:
            note = _("Kehadiran pulang tercatat begitu evaluasi dikirim.")
            return Saying(
                _("Isi evaluasi untuk mencatat kehadiran pulang"), note, f"{event}evaluasi/",
                _("Isi evaluasi"),
            )  # fmt: skip
        case Outcome.CODE_MISSING | Outcome.CODE_WRONG | Outcome.CODE_WAIT:
            return _say_code(answer, live)
        case Outcome.EARLY | Outcome.CLOSED:
            return _say_time(answer, (name, live))
        case Outcome.SIGN_IN:
            return Saying(_("Masuk dulu"), _("Sesi Anda sudah berakhir."), "/masuk/", _("Masuk"))
        case Outcome.UNKNOWN:
            note = _("Periksa tautan kehadiran yang Anda terima.")
            return Saying(_("Tautan kehadiran tidak ditemukan"), note, "/belajar/", _("Cari acara"))


def _say_code(answer: CheckInAnswer, live: str) -> Saying:
    if answer.outcome is Outcome.CODE_WAIT:
        note = _("Tunggu satu menit, lalu tulis kode yang sedang tampil di layar acara.")
        return Saying(_("Terlalu banyak kode keliru"), note, live, _("Tulis kode"))
    title = (
        _("Tulis kode kehadiran") if answer.outcome is Outcome.CODE_MISSING else _("Kode keliru")
    )
    note = _("Lihat enam angka di layar acara. Kode berganti setiap 30 detik.")
    return Saying(title, note, live, _("Tulis kode"))


def _say_time(answer: CheckInAnswer, names: tuple[str, str]) -> Saying:
    name, live = names
    assert answer.opens_at is not None
    assert answer.closes_at is not None
    following = ""
    if answer.next_kind and answer.next_opens_at:
        following = _("Berikutnya: %(window)s, mulai pukul %(at)s.") % {
            "window": WINDOW_NAMES.get(answer.next_kind, ""),
            "at": clock(answer.next_opens_at, answer.zone),
        }
    if answer.outcome is Outcome.EARLY:
        title = _("%(window)s belum dibuka") % {"window": name.capitalize()}
        note = _("Dibuka pukul %(at)s. Halaman acara memberi tahu Anda.") % {
            "at": clock(answer.opens_at, answer.zone)
        }
        return Saying(title, note, live, _("Kembali ke acara"))
    title = _("%(window)s sudah ditutup") % {"window": name.capitalize()}
    closed = _("Ditutup pukul %(at)s.") % {"at": clock(answer.closes_at, answer.zone)}
    return Saying(title, f"{closed} {following}".strip(), live, _("Kembali ke acara"))
