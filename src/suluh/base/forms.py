"""Forms that several apps share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CERTAINTY = [
    ("read", gettext_lazy("Terbaca di naskah")),
    ("high", gettext_lazy("Tinggi")),
    ("medium", gettext_lazy("Sedang")),
    ("low", gettext_lazy("Rendah")),
]


class LawForm(forms.Form):
    """What every new version of a rule says about itself, after its own fields."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields |= {
            "valid_from": forms.DateField(
                label=_("Berlaku mulai"), widget=forms.DateInput(attrs={"type": "date"})
            ),
            "legal_basis": forms.CharField(label=_("Dasar hukum"), max_length=200),
            "certainty": forms.ChoiceField(label=_("Kepastian"), choices=CERTAINTY),
            "reason": forms.CharField(label=_("Alasan perubahan"), min_length=10, max_length=200),
        }
