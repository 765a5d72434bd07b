"""How a person judges, by a rubric or with a number: the same in every kind that people mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from suluh.content.rules import rubric
from suluh.content.types import Criterion

LONGEST_REASON = 300


@dataclass(frozen=True, slots=True)
class Judgement:
    """A level for each criterion, or a number where there is no rubric; the words with it."""

    levels: Sequence[int] = ()
    points: int | None = None
    comment: str = ""
    reason: str = ""

    def score(self, criteria: Sequence[Criterion]) -> int:
        """Hundredths of a percent."""
        if criteria:
            return rubric.score_of(criteria, self.levels)
        return (self.points or 0) * 100


@dataclass(frozen=True, slots=True)
class Known:
    """What was judged before, for the form that changes it."""

    levels: Sequence[int] = ()
    score: int = 0


def rubric_field() -> forms.CharField:
    """Where authors write the criteria with their levels."""
    return forms.CharField(
        label=_("Rubrik"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Baris pertama kriteria, lalu satu baris tiap tingkat: keterangan = poin. Pisahkan"
            " kriteria dengan baris kosong. Tanpa rubrik, nilainya angka 0 sampai 100."
        ),
    )  # fmt: skip


def criteria_of(lines: str) -> tuple[Criterion, ...]:
    """The lines as criteria with levels, as a form cleans them."""
    try:
        return rubric.parsed(lines)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


def fields_of(criteria: Sequence[Criterion], known: Known | None) -> dict[str, forms.Field]:
    """A choice of level for each criterion, or a number."""
    if not criteria:
        points = forms.IntegerField(
            label=_("Nilai (0 sampai 100)"), min_value=0, max_value=100,
            initial=known.score // 100 if known else None,
        )  # fmt: skip
        return {"points": points}
    levels = known.levels if known else ()
    return {
        f"kriteria_{place}": forms.TypedChoiceField(
            label=each.title, widget=forms.RadioSelect, coerce=int, choices=_choices(each),
            initial=levels[place] if place < len(levels) else None,
        )
        for place, each in enumerate(criteria)
    }  # fmt: skip


def _choices(criterion: Criterion) -> list[tuple[int, str]]:
    words = [
        ngettext("%(label)s · %(n)d poin", "%(label)s · %(n)d poin", level.points)
        % {"label": level.label, "n": level.points}
        for level in criterion.levels
    ]
    return list(enumerate(words))


def reason_field() -> forms.CharField:
    """Why a mark that stood changes."""
    return forms.CharField(
        label=_("Alasan mengubah nilai"), max_length=LONGEST_REASON,
        help_text=_("Tercatat di jejak audit."),
    )  # fmt: skip


def judgement_of(given: Mapping[str, Any], criteria: Sequence[Criterion]) -> Judgement:
    """What was said, of a valid form with these fields."""
    levels = [given[f"kriteria_{place}"] for place in range(len(criteria))]
    return Judgement(
        levels=levels, points=given.get("points"), comment=given["comment"],
        reason=given.get("reason", ""),
    )  # fmt: skip
