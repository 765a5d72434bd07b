"""Learning at work and from others: what each form asks, and its rule in one sentence. Pure.

How many JP a session, an hour or a placement is worth, and every cap, is law of the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.ledger.types import FormRule, Unit, Used
from suluh.standards.jp import figures


@dataclass(frozen=True, slots=True)
class LogKind:
    """One form of log: who confirms it, and what must be given.

    `asks_minutes`: hours count, not the number of times. `is_period`: it takes days or weeks.
    `least_words`: of the report.
    """

    slug: str
    form_code: int
    name: Any
    icon: str
    question: Any
    title_label: Any
    partner_label: Any
    story_label: Any
    asks_minutes: bool = False
    is_period: bool = False
    needs_file: bool = False
    least_words: int = 10


_LEARNT = gettext_lazy("Apa yang Anda pelajari dan sepakati?")
KINDS = (
    LogKind(
        "coaching", 14, gettext_lazy("Coaching"), "message-circle",
        gettext_lazy("Coaching apa yang Anda jalani?"), gettext_lazy("Tujuan yang dibahas"),
        gettext_lazy("Coach Anda"), _LEARNT,
    ),
    LogKind(
        "mentoring", 15, gettext_lazy("Mentoring"), "users",
        gettext_lazy("Mentoring apa yang Anda jalani?"), gettext_lazy("Topik mentoring"),
        gettext_lazy("Mentor Anda"), _LEARNT,
    ),
    LogKind(
        "bimbingan", 24, gettext_lazy("Bimbingan di tempat kerja"), "briefcase",
        gettext_lazy("Bimbingan apa yang Anda terima?"), gettext_lazy("Pekerjaan yang dibimbing"),
        gettext_lazy("Pembimbing Anda"), _LEARNT,
    ),
    LogKind(
        "komunitas", 23, gettext_lazy("Komunitas belajar"), "users",
        gettext_lazy("Pertemuan komunitas apa yang Anda ikuti?"), gettext_lazy("Tema pertemuan"),
        gettext_lazy("Pemandu atau ketua komunitas"), _LEARNT, asks_minutes=True,
    ),
    LogKind(
        "mandiri", 22, gettext_lazy("Belajar mandiri"), "book-open",
        gettext_lazy("Apa yang Anda pelajari sendiri?"), gettext_lazy("Yang dipelajari"),
        gettext_lazy("Atasan yang membaca laporan"),
        gettext_lazy("Laporan: prosesnya, sumbernya, dan yang akan diterapkan"),
        asks_minutes=True, is_period=True, least_words=40,
    ),
    LogKind(
        "magang", 10, gettext_lazy("Magang/praktik kerja"), "building-2",
        gettext_lazy("Di mana Anda magang?"), gettext_lazy("Tempat dan bidang magang"),
        gettext_lazy("Pembimbing di tempat magang"), gettext_lazy("Laporan singkat"),
        is_period=True, needs_file=True,
    ),
    LogKind(
        "detasering", 18, gettext_lazy("Detasering"), "route",
        gettext_lazy("Di mana Anda ditugaskan?"), gettext_lazy("Tempat dan tugas detasering"),
        gettext_lazy("Atasan di tempat tugas"), gettext_lazy("Laporan singkat"),
        is_period=True, needs_file=True,
    ),
    LogKind(
        "patok-banding", 20, gettext_lazy("Patok banding"), "compass",
        gettext_lazy("Patok banding ke mana?"), gettext_lazy("Tempat dan hal yang dibandingkan"),
        gettext_lazy("Penanggung jawab kegiatan"), gettext_lazy("Yang dapat diterapkan"),
        is_period=True, needs_file=True,
    ),
    LogKind(
        "pertukaran", 21, gettext_lazy("Pertukaran dengan swasta/BUMN/BUMD"), "arrow-left-right",
        gettext_lazy("Di mana Anda bertukar tugas?"), gettext_lazy("Tempat dan tugas"),
        gettext_lazy("Atasan di tempat tugas"), gettext_lazy("Laporan singkat"),
        is_period=True, needs_file=True,
    ),
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}
BY_FORM = {kind.form_code: kind for kind in KINDS}


def rule_sentence(rule: FormRule) -> str:
    """What the law says of the form: worth, caps, abroad."""
    each = figures(rule.jp_minor_per_unit or 0)
    parts = [
        {
            Unit.SESSION: _("%(each)s JP setiap sesi") % {"each": each},
            Unit.ACTIVITY: _("%(each)s JP setiap kegiatan") % {"each": each},
            Unit.DAY: _("%(each)s JP setiap hari") % {"each": each},
        }.get(rule.unit, _("1 JP setiap 45 menit"))
    ]
    if rule.max_jp_minor_per_day is not None:
        parts.append(
            _("paling banyak %(jp)s JP sehari") % {"jp": figures(rule.max_jp_minor_per_day)}
        )
    if rule.max_units_per_month is not None:
        parts.append(_("paling banyak %(n)d kali sebulan") % {"n": rule.max_units_per_month})
    if rule.max_jp_minor_per_year is not None:
        parts.append(
            _("paling banyak %(jp)s JP setahun") % {"jp": figures(rule.max_jp_minor_per_year)}
        )
    return ", ".join(parts)


def left_sentence(rule: FormRule, used: Used) -> str:
    """What is left of the caps today; '' where nothing is capped."""
    if rule.max_units_per_month is not None:
        times = {"used": used.month_units, "most": rule.max_units_per_month}
        if used.month_units < rule.max_units_per_month:
            return _("Bulan ini sudah %(used)d dari %(most)d kali.") % times
        return (
            _("Bulan ini sudah %(used)d dari %(most)d kali: sesi berikutnya tidak menambah JP.")
            % times
        )
    if rule.max_jp_minor_per_year is not None:
        return _("Tahun ini sudah %(used)s dari %(most)s JP.") % {
            "used": figures(used.year_jp_minor), "most": figures(rule.max_jp_minor_per_year),
        }  # fmt: skip
    if rule.max_jp_minor_per_day is not None:
        return _("Hari ini sudah %(used)s dari %(most)s JP.") % {
            "used": figures(used.day_jp_minor), "most": figures(rule.max_jp_minor_per_day),
        }  # fmt: skip
    return ""
