"""The rule by which a course is complete: its shape, and how it is told. Pure; delivery applies it.

JSON: `{"of": "required"}` (all required activities, the default) or `{"of": 5}` (any five), and
besides `{"mark": 70}` (mean of the scored ones, percent).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(rule: dict[str, Any]) -> str:
    """The rule as one sentence."""
    wanted, mark = rule.get("of", "required"), rule.get("mark")
    if isinstance(wanted, int):
        sentence = ngettext(
            "Selesaikan sedikitnya %(n)d kegiatan.",
            "Selesaikan sedikitnya %(n)d kegiatan.",
            wanted,
        ) % {"n": wanted}
    else:
        sentence = _("Selesaikan semua kegiatan wajib.")
    if mark:
        sentence += " " + _("Nilai rata-rata sedikitnya %(mark)d.") % {"mark": mark}
    return sentence


def flaws_of(rule: dict[str, Any], *, required: int, total: int) -> Iterator[str]:
    """What is wrong with a rule for an outline of that size."""
    wanted = rule.get("of", "required")
    if not total:
        yield _("Pelatihan ini belum berisi kegiatan. Tambah sedikitnya satu.")
    elif wanted == "required" and not required:
        yield _("Tandai sedikitnya satu kegiatan sebagai wajib.")
    elif isinstance(wanted, int) and not 0 < wanted <= total:
        yield _("Jumlah kegiatan yang harus selesai melebihi jumlah kegiatan yang ada.")
