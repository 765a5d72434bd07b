"""Forms of personnel facts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class FactsForm(forms.Form):
    """A file of facts and where it comes from."""

    file = forms.FileField(
        label=_("Berkas data kepegawaian"),
        help_text=_("CSV atau Excel (.xlsx), paling banyak 20.000 baris."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )
    source = forms.CharField(
        label=_("Sumber data"), max_length=120,
        help_text=_("Misalnya “SIASN, unduhan 24 November 2026”. Sumber tampil di samping tiap angka."),
    )  # fmt: skip
