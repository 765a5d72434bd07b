"""Forms of a message to people of an angkatan, and of its costs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_MOST = 100_000_000_000
_LABELS = {
    "pengajar": _("Honor pengajar"),
    "konsumsi": _("Konsumsi"),
    "penginapan": _("Penginapan"),
    "perjalanan": _("Perjalanan dinas"),
    "bahan": _("Bahan dan sertifikat"),
    "tempat": _("Tempat dan peralatan"),
    "lain": _("Lain-lain"),
}


class TellForm(forms.Form):
    """What is told."""

    title = forms.CharField(label=_("Judul pesan"), max_length=150)
    body = forms.CharField(
        label=_("Isi pesan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )


class CostForm(forms.Form):
    """Amounts in whole rupiah."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name, label in _LABELS.items():
            self.fields[name] = _amount(label)
        self.fields["klasikal"] = _amount(
            _("Biaya klasikal per orang"),
            _("Harga bila orang yang sama dikirim ke pelatihan klasikal penuh, menurut standar biaya"
              " instansi Anda."),
        )  # fmt: skip

    def costs(self) -> dict[str, int]:
        """What the action takes."""
        return {name: value or 0 for name, value in self.cleaned_data.items()}


def _amount(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=_MOST, required=False, help_text=hint,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": "1"}),
    )  # fmt: skip
