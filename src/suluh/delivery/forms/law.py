"""A new version of the rule of graduation."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.forms import LawForm
from suluh.delivery.actions.law import Source
from suluh.delivery.rules.graduation import Band, Law, are_in_order

MOST = 5


def _percent(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=required, min_value=0, max_value=Decimal("99.99"),
        decimal_places=2, localize=True,
    )  # fmt: skip


class GraduationForm(LawForm):
    """Predicates with the score above each, and what the meeting starts from below them."""

    remedial_above = _percent(
        gettext_lazy("Remedial di atas nilai"),
        gettext_lazy(
            "Nilai di atas ini sampai batas lulus diusulkan lulus bersyarat; nilai ini ke bawah"
            " diusulkan tidak lulus. Kosong: sama dengan batas lulus."
        ),
    )  # fmt: skip
    most_lacking = forms.IntegerField(
        label=gettext_lazy("Paling banyak syarat yang boleh menyusul"), min_value=0, max_value=9,
        help_text=gettext_lazy("Lebih dari ini diusulkan tidak lulus. Kehadiran tidak dapat menyusul."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        own: dict[str, forms.Field] = {}
        for number in range(1, MOST + 1):
            own[f"word_{number}"] = forms.CharField(
                label=_("Predikat %(n)d") % {"n": number}, max_length=40, required=number == 1
            )
            own[f"above_{number}"] = _percent(
                _("Batas bawah %(n)d") % {"n": number}, required=number == 1
            )
        self.fields = own | self.fields

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each predicate with the score above which it is earned."""
        numbers = range(1, MOST + 1)
        return [(self[f"word_{number}"], self[f"above_{number}"]) for number in numbers]

    @property
    def rest(self) -> list[forms.BoundField]:
        """What stands below the predicates."""
        paired = {field.name for pair in self.pairs for field in pair}
        return [field for field in self if field.name not in paired]

    def clean(self) -> dict[str, Any]:
        """Whole bands in their order; the remedial lies not above where one passes."""
        given: dict[str, Any] = super().clean() or {}
        for number in range(1, MOST + 1):
            word, above = given.get(f"word_{number}"), given.get(f"above_{number}")
            name = f"above_{number}"
            if bool(word) != (above is not None) and name not in self.errors:
                self.add_error(name, _("Isi predikat dan batas nilainya, atau kosongkan keduanya."))
        if self.errors:
            return given
        law = self.law()
        if not are_in_order(law.bands):
            self.add_error(
                "above_1",
                _("Urutkan predikat dari batas tertinggi ke terendah, semuanya di bawah 100."),
            )
        elif law.remedial_above > (law.passes_above or 0):
            self.add_error("remedial_above", _("Tidak boleh melebihi batas lulus."))
        return given

    def law(self) -> Law:
        """The version as the rules read it."""
        given = self.cleaned_data
        bands = tuple(
            Band(_minor(given[f"above_{number}"]), given[f"word_{number}"])
            for number in range(1, MOST + 1)
            if given.get(f"word_{number}")
        )
        remedial = given["remedial_above"]
        passes = bands[-1].above if bands else 0
        return Law(bands, passes if remedial is None else _minor(remedial), given["most_lacking"])

    def source(self) -> Source:
        """Since when, on what basis, why."""
        names = ("valid_from", "legal_basis", "certainty", "reason")
        return Source(**{name: self.cleaned_data[name] for name in names})


def first_values(law: Law) -> dict[str, Any]:
    """The version in force, from which the next one is written."""
    found: dict[str, Any] = {
        "remedial_above": _shown(law.remedial_above), "most_lacking": law.most_lacking,
    }  # fmt: skip
    for number, band in enumerate(law.bands, start=1):
        found |= {f"word_{number}": band.word, f"above_{number}": _shown(band.above)}
    return found


def _minor(value: Decimal) -> int:
    return int(value * 100)


def _shown(minor: int) -> Decimal:
    return Decimal(minor) / 100
