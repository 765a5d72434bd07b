"""Gap and Job Person Match, and how both are said. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from suluh.competency.types import Band, Bands, Match


def gap(asked: int, held: int | None) -> int:
    """Levels still missing: standard less what is held; never below zero."""
    return max(0, asked - (held or 0))


def job_person_match(
    asked: Mapping[int, int], held: Mapping[int, int], bands: Bands | None
) -> Match:
    """Sum of held levels, each at most its standard, over the sum of the standards."""
    needed = sum(asked.values())
    reached = sum(min(level, held.get(key, 0)) for key, level in asked.items())
    return Match(reached, needed, _band(reached, needed, bands))


def _band(reached: int, needed: int, bands: Bands | None) -> Band | None:
    """Compared as whole numbers: 80 % is reached at exactly 80."""
    if bands is None or not needed:
        return None
    if reached * 100 >= bands.meets_from * needed:
        return Band.MEETS
    return Band.NEARLY if reached * 100 >= bands.nearly_from * needed else Band.BELOW


def match_in_words(match: Match) -> str:
    """The reckoning behind the number, one sentence."""
    if not match.asked:
        return _("Belum ada standar kompetensi untuk jabatan ini.")
    return _(
        "%(reached)d level tercapai ÷ %(asked)d level standar × 100;"
        " tiap capaian dihitung paling tinggi setinggi standarnya."
    ) % {"reached": match.reached, "asked": match.asked}
