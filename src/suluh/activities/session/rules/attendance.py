"""The attendance rule: facts become conditions in words, each with the way to mend it.

A rule is {"all": [condition, ...]}; a condition is {"window": "masuk"}, {"windows": 2},
{"share": 75} (per cent of the event's time in the meeting room) or {"list": true}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.session.rules.windows import IN, OUT, WINDOW_NAMES
from suluh.activities.session.types import Facts, Setting, WindowState
from suluh.delivery.types import Condition

DEFAULT_RULE: Mapping[str, Any] = {"all": [{"window": IN}, {"window": OUT}]}


def conditions_of(rule: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The rule's conditions as (name, value); an empty rule asks for masuk and pulang."""
    listed = rule.get("all") or ([{"list": True}] if rule.get("list") else DEFAULT_RULE["all"])
    return [(str(name), value) for condition in listed for name, value in condition.items()]


def kinds_needed(rule: Mapping[str, Any]) -> frozenset[str]:
    """The windows worth opening: those the rule names, or all where it only counts them."""
    asked = conditions_of(rule)
    if all(name == "window" for name, _value in asked):
        return frozenset(str(value) for _name, value in asked)
    return frozenset(WINDOW_NAMES)


def judge(rule: Mapping[str, Any], facts: Facts, setting: Setting) -> tuple[Condition, ...]:
    """Each condition of the rule, met or not, in words."""
    if facts.is_attested:
        sentence = _("Penyelenggara menyatakan Anda hadir.")
        return (Condition("attested", is_met=True, sentence=sentence),)
    return tuple(
        _judge(facts, setting, name=name, value=value) for name, value in conditions_of(rule)
    )


def is_met(conditions: tuple[Condition, ...]) -> bool:
    """Whether every condition is met; no condition is no attendance."""
    return bool(conditions) and all(condition.is_met for condition in conditions)


def counts_before_end(rule: Mapping[str, Any], facts: Facts) -> bool:
    """Whether completion need not wait for the end: the person has checked out already."""
    return OUT in facts.windows and ("window", OUT) in conditions_of(rule)


def _judge(facts: Facts, setting: Setting, *, name: str, value: Any) -> Condition:
    if name == "window":
        return _window(facts, setting, kind=str(value))
    if name == "windows":
        return _windows(facts, setting, least=int(value))
    if name == "share":
        return _share(facts, setting, least=int(value))
    return Condition(
        "list",
        is_met=False,
        sentence=_("Nama Anda belum ada dalam daftar hadir penyelenggara."),
        remedy=_("Bila Anda hadir, ajukan sanggahan dengan bukti."),
        link=setting.complaint_link,
    )


def _window(facts: Facts, setting: Setting, *, kind: str) -> Condition:
    name = str(WINDOW_NAMES.get(kind, kind)).capitalize()
    if kind in facts.windows:
        sentence = _("%(window)s tercatat.") % {"window": name}
        return Condition(f"window.{kind}", is_met=True, sentence=sentence)
    remedy, link = _mend(setting.window(kind), setting)
    sentence = _("%(window)s belum tercatat.") % {"window": name}
    return Condition(f"window.{kind}", is_met=False, sentence=sentence, remedy=remedy, link=link)


def _mend(window: WindowState | None, setting: Setting) -> tuple[str, str]:
    if window is None:
        return _("Penyelenggara belum membuka kehadiran ini."), ""
    if window.is_over:
        remedy = _("Ditutup %(at)s. Bila Anda hadir, ajukan sanggahan dengan bukti.")
        return remedy % {"at": window.closes}, setting.complaint_link
    if not window.is_open:
        return _("Dibuka %(at)s.") % {"at": window.opens}, setting.live_link
    if window.needs_evaluation:
        return _("Isi evaluasi sekarang."), setting.evaluation_link
    return _("Tekan Hadir sekarang, sebelum %(at)s.") % {"at": window.closes}, setting.live_link


def _windows(facts: Facts, setting: Setting, *, least: int) -> Condition:
    have = len(facts.windows)
    told = {"have": have, "all": max(len(setting.windows), have), "least": least}
    sentence = _("%(have)s dari %(all)s kehadiran tercatat, perlu %(least)s.") % told
    if have >= least:
        return Condition("windows", is_met=True, sentence=sentence)
    remedy, link = _mend_windows(list(_missing(facts, setting)), least - have, setting)
    return Condition("windows", is_met=False, sentence=sentence, remedy=remedy, link=link)


def _missing(facts: Facts, setting: Setting) -> Iterator[WindowState]:
    for window in setting.windows:
        if window.kind not in facts.windows and not window.is_over:
            yield window


def _mend_windows(ahead: list[WindowState], short: int, setting: Setting) -> tuple[str, str]:
    if len(ahead) < short:
        return _("Bila Anda hadir, ajukan sanggahan dengan bukti."), setting.complaint_link
    missing = ngettext(
        "Kurang %(short)s kehadiran lagi.", "Kurang %(short)s kehadiran lagi.", short
    )
    remedy, link = _mend(ahead[0], setting)
    return f"{missing % {'short': short}} {remedy}", link


def _share(facts: Facts, setting: Setting, *, least: int) -> Condition:
    if facts.seconds is None:
        return _unseen(setting, least)
    have = min(100, facts.seconds * 100 // max(setting.seconds, 1))
    sentence = _("Anda hadir %(have)s %% dari waktu acara, perlu %(least)s %%.") % {
        "have": have,
        "least": least,
    }
    if have >= least:
        return Condition("share", is_met=True, sentence=sentence)
    remedy = _("Bila catatan ini keliru, ajukan sanggahan dengan bukti.")
    return Condition(
        "share", is_met=False, sentence=sentence, remedy=remedy, link=setting.complaint_link
    )


def _unseen(setting: Setting, least: int) -> Condition:
    if not setting.has_report:
        sentence = _("Lama hadir Anda (perlu %(least)s %%) belum diperiksa.") % {"least": least}
        remedy = _("Tunggu penyelenggara mengunggah laporan rapat.")
        return Condition("share", is_met=False, sentence=sentence, remedy=remedy)
    sentence = _("Nama Anda tidak ditemukan dalam laporan rapat.")
    remedy = _("Ajukan sanggahan: sebutkan nama yang Anda pakai di ruang rapat.")
    return Condition(
        "share", is_met=False, sentence=sentence, remedy=remedy, link=setting.complaint_link
    )
