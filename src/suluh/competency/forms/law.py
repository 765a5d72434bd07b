"""New versions of the rules of competency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.base.forms import LawForm
from suluh.competency.models import HoldingRule
from suluh.competency.types import LawKind


class HoldingForm(LawForm):
    """Last or best."""

    choice = forms.ChoiceField(
        label=gettext_lazy("Dari beberapa hasil yang sama bobotnya dihitung"),
        widget=forms.RadioSelect,
        choices=[
            (HoldingRule.Choice.LAST, gettext_lazy("Hasil terakhir")),
            (HoldingRule.Choice.BEST, gettext_lazy("Hasil terbaik")),
        ],
    )


class BandForm(LawForm):
    """From which match on a person meets the post, or nearly."""

    meets_from = forms.IntegerField(
        label=gettext_lazy("Memenuhi mulai (persen)"), min_value=1, max_value=100
    )
    nearly_from = forms.IntegerField(
        label=gettext_lazy("Hampir memenuhi mulai (persen)"), min_value=0, max_value=99
    )

    def clean(self) -> dict[str, Any]:
        """Nearly is less than fully."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("nearly_from", 0) >= given.get("meets_from", 101):
            self.add_error("nearly_from", _("Harus lebih kecil dari batas memenuhi."))
        return given


class SourceForm(LawForm):
    """How much a kind of source weighs, and how long its results count."""

    weight = forms.IntegerField(
        label=gettext_lazy("Bobot"), min_value=0, max_value=9,
        help_text=gettext_lazy("Sumber yang lebih berbobot mengalahkan yang lebih ringan. 0: tidak dihitung."),
    )  # fmt: skip
    valid_months = forms.IntegerField(
        label=gettext_lazy("Masa berlaku (bulan)"), min_value=1, max_value=600, required=False,
        help_text=gettext_lazy("Kosong: tanpa batas. Berlaku bagi hasil yang dicatat sesudahnya."),
    )  # fmt: skip
    raises_only = forms.BooleanField(
        label=gettext_lazy("Hanya menaikkan level, tidak menurunkan"), required=False
    )


FORMS: dict[LawKind, type[LawForm]] = {
    LawKind.HOLDING: HoldingForm,
    LawKind.BANDS: BandForm,
    LawKind.SOURCE: SourceForm,
}
