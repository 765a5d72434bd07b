"""How learning becomes JP: conversion, rounding down, caps, and the reason in words. Pure.

1 JP is 45 minutes. JP of an entry are whole, rounded down once at the end: SIASN's `jumlahJam`
is an integer. Abroad, JP and the daily cap grow by the rule's percentage.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from suluh.base.law import in_force
from suluh.ledger.types import Award, Cut, Figures, FormRule, Unit, Used, Work
from suluh.standards.jp import MINUTES_PER_JP, capped, figures, from_minutes, times, whole

DEFAULT_FLOOR = 2000  # measure for those to whom the law gives no floor (PPPK)


def rule_on(rules: Iterable[FormRule], day: date) -> FormRule | None:
    """The version in force on `day`: of those valid, the one that began last."""
    return in_force(rules, day)


def reckon(work: Work, rule: FormRule | None, used: Used) -> Figures:
    """JP before and after the caps. Deterministic: replay runs the same function."""
    if rule is None:
        return Figures(0, 0, Cut.NO_RULE)
    before = _converted(work, rule, work.units)
    if before == 0:
        return Figures(0, 0, Cut.TOO_SHORT)
    after, cut = before, Cut.NONE
    if rule.max_units_per_month is not None:
        left = max(0, rule.max_units_per_month - used.month_units)
        if left < work.units:
            after, cut = _converted(work, rule, left), Cut.MONTH
    limit = day_limit(work, rule)
    if limit is not None:
        rest = whole(capped(after, max(0, limit - used.day_jp_minor)))
        if rest < after:
            after, cut = rest, Cut.DAY
    if rule.max_jp_minor_per_year is not None:
        rest = whole(capped(after, max(0, rule.max_jp_minor_per_year - used.year_jp_minor)))
        if rest < after:
            after, cut = rest, Cut.YEAR
    return Figures(before, after, cut)


def day_limit(work: Work, rule: FormRule) -> int | None:
    """Most JP (hundredths) of this form on the days the work took; None is no limit."""
    if rule.max_jp_minor_per_day is None:
        return None
    return whole(times(rule.max_jp_minor_per_day, _percent(work, rule))) * max(1, work.units)


def award(work: Work, rule: FormRule | None, used: Used = Used()) -> Award:  # noqa: B008
    """What the rules make of the work, with the reckoning and any cut in words."""
    found = reckon(work, rule, used)
    if rule is None:
        return Award(0, 0, 0, cut_in_words(found, None, work, used=used))
    return Award(
        found.before,
        found.after,
        rule.version,
        cut_in_words(found, rule, work, used=used),
        reckoning_in_words(found, rule, work),
    )


def reckoning_in_words(found: Figures, rule: FormRule, work: Work) -> str:
    """One sentence: how the JP before caps came about."""
    values = {
        "minutes": work.minutes, "per": MINUTES_PER_JP, "jp": figures(found.before),
        "units": work.units, "each": figures(rule.jp_minor_per_unit or 0),
        "percent": rule.international_percent,
    }  # fmt: skip
    sentence = {
        Unit.DAY: _("%(units)d hari × %(each)s JP = %(jp)s JP."),
        Unit.SESSION: _("%(units)d sesi × %(each)s JP = %(jp)s JP."),
        Unit.ACTIVITY: _("%(units)d kegiatan × %(each)s JP = %(jp)s JP."),
    }.get(rule.unit)
    if sentence is None:
        sentence = _("%(minutes)d menit dibagi %(per)d menit = %(jp)s JP, dibulatkan ke bawah.")
        if rule.unit is Unit.CURRICULUM and work.curriculum_jp_minor is not None:
            sentence = _("JP menurut kurikulum: %(jp)s JP.")
    if _percent(work, rule) != 100:
        sentence += " " + _("Sudah termasuk tambahan %(percent)d %% karena internasional.")
    return sentence % values


def cut_in_words(found: Figures, rule: FormRule | None, work: Work, *, used: Used) -> str:
    """One sentence: why fewer JP count than were learnt; '' where nothing was cut."""
    if found.cut is Cut.NONE:
        return ""
    if rule is None:
        return _("Pada tanggal itu belum ada aturan JP untuk bentuk ini.")
    values = {
        "form": rule.form_name, "limit": figures(day_limit(work, rule) or 0),
        "had": figures(used.day_jp_minor), "times": rule.max_units_per_month or 0,
        "per": MINUTES_PER_JP, "minutes": work.minutes,
        "year": figures(rule.max_jp_minor_per_year or 0), "had_year": figures(used.year_jp_minor),
    }  # fmt: skip
    return {
        Cut.YEAR: _(
            "%(form)s dihitung paling banyak %(year)s JP setahun; sudah ada %(had_year)s JP."
        ),
        Cut.MONTH: _("%(form)s dihitung paling banyak %(times)d kali sebulan."),
        Cut.TOO_SHORT: _("%(minutes)d menit belum genap satu JP (%(per)d menit)."),
        Cut.DAY: _("%(form)s dihitung paling banyak %(limit)s JP; hari itu sudah ada %(had)s JP.")
        if used.day_jp_minor
        else _("%(form)s dihitung paling banyak %(limit)s JP sehari."),
    }[found.cut] % values


def floor_of(floor_jp_minor: int | None) -> int:
    """The JP a person is measured against: the law's floor, or 20 where it names none."""
    return DEFAULT_FLOOR if floor_jp_minor is None else floor_jp_minor


def _converted(work: Work, rule: FormRule, units: int) -> int:
    if rule.jp_minor_per_unit is not None:
        amount = rule.jp_minor_per_unit * units
    elif rule.unit is Unit.CURRICULUM and work.curriculum_jp_minor is not None:
        amount = work.curriculum_jp_minor
    else:
        amount = from_minutes(work.minutes)
    return whole(times(amount, _percent(work, rule)))


def _percent(work: Work, rule: FormRule) -> int:
    return 100 + (rule.international_percent if work.is_international else 0)
