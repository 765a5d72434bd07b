"""Form of a guest's days in an angkatan."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.trainers import Days


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class TrainerForm(forms.Form):
    """From when until when; `siapa` carries the NIP or address that found the person."""

    siapa = forms.CharField(max_length=254, widget=forms.HiddenInput)
    first = _day(_("Dari tanggal"))
    last = _day(_("Sampai tanggal"))

    def __init__(self, data: Any = None, *, who: str = "", days: tuple[date, date]) -> None:
        super().__init__(data, initial={"siapa": who, "first": days[0], "last": days[1]})

    def days(self) -> Days:
        """What the action takes."""
        return Days(self.cleaned_data["first"], self.cleaned_data["last"])
