"""The index of professionality in words: why a point is there, and what it is called. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from suluh.base.text import plain_day, wording
from suluh.reporting.types import Fact, Group, Learnt, Part, Post
from suluh.standards.jp import figures

EDUCATION = ("S3", "S2", "S1/D4", "D3", "SMA/D1/D2", "SD/SMP")
RATING = ("Sangat Baik", "Baik", "Cukup", "Kurang", "Sangat Kurang")


def day_name(day: date) -> str:
    """A day as a letter writes it, in the reader's language."""
    return plain_day(day, words=wording(get_language()))


def part_name(part: str) -> str:
    """What a dimension or item is called."""
    return {
        Part.EDUCATION: _("Kualifikasi"),
        Part.COMPETENCY: _("Kompetensi"),
        Part.RATING: _("Kinerja"),
        Part.DISCIPLINE: _("Disiplin"),
        Part.LEADERSHIP: _("Diklat kepemimpinan"),
        Part.FUNCTIONAL: _("Diklat fungsional"),
        Part.TECHNICAL: _("Diklat teknis"),
        Part.SEMINAR: _("Seminar dan sejenisnya"),
    }[Part(part)]


def group_name(group: str) -> str:
    """What a group of posts is called."""
    return {
        Group.STRUCTURAL: _("JPT, administrator, dan pengawas"),
        Group.FUNCTIONAL: _("Jabatan fungsional"),
        Group.PELAKSANA: _("Pelaksana"),
    }[Group(group)]


def known_value(fact: Fact) -> str:
    """A recorded value with its day and source."""
    return _("%(value)s, per %(day)s (%(source)s).") % {
        "value": fact.value, "day": day_name(fact.day), "source": fact.source,
    }  # fmt: skip


def items_in_words(met: int, all_items: int) -> str:
    """How many of the items are there."""
    sentence = ngettext(
        "%(met)d dari %(all)d butir terpenuhi; tiap butir penuh atau nol.",
        "%(met)d dari %(all)d butir terpenuhi; tiap butir penuh atau nol.",
        all_items,
    )
    return sentence % {"met": met, "all": all_items}


def discipline_in_words(worst: Fact | None) -> str:
    """The punishment that decides, or that there is none."""
    if worst is None:
        return _("Tidak ada hukuman disiplin yang tercatat di Suluh.")
    return _("Hukuman disiplin %(level)s pada %(day)s (%(source)s).") % {
        "level": worst.value, "day": day_name(worst.day), "source": worst.source,
    }  # fmt: skip


def need_in_words(had: int, need: int, months: int) -> str:
    """What was reached within the span, against what is asked."""
    return _("%(had)s dari %(need)s JP dalam %(months)d bulan terakhir.") % {
        "had": figures(had), "need": figures(need), "months": months,
    }  # fmt: skip


def training_in_words(part: Part, post: Post, found: Sequence[Learnt]) -> str:
    """Which training fits the post, or that none does."""
    if found:
        return _("%(title)s sesuai dengan jabatan sekarang.") % {"title": found[0].title}
    if part is Part.LEADERSHIP:
        if not post.jenjang:
            return _("Jenjang jabatan sekarang belum tercatat.")
        return _("Belum ada diklat kepemimpinan untuk jenjang %(jenjang)s, jabatan sekarang.") % {
            "jenjang": post.jenjang
        }
    if not post.name:
        return _("Nama jabatan sekarang belum tercatat.")
    return _("Belum ada diklat fungsional %(post)s, jabatan sekarang.") % {"post": post.name}
