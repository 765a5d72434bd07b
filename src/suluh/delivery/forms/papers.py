"""Form of a letter: number, date, who signs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.papers import Draft, Signer
from suluh.delivery.models import Paper
from suluh.delivery.rules.letters import Head


class PaperForm(forms.Form):
    """A surat pemanggilan or a surat tugas."""

    kind = forms.ChoiceField(
        label=_("Surat"), widget=forms.RadioSelect, initial=Paper.Kind.SUMMONS,
        choices=[(k.value, k.label) for k in (Paper.Kind.SUMMONS, Paper.Kind.DUTY)],
    )  # fmt: skip
    number = forms.CharField(label=_("Nomor surat"), max_length=120)
    dated = forms.DateField(
        label=_("Tanggal surat"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    city = forms.CharField(label=_("Dikeluarkan di"), max_length=80, required=False)
    signer = forms.CharField(label=_("Penanda tangan"), max_length=200)
    post = forms.CharField(label=_("Jabatan"), max_length=200)
    rank = forms.CharField(label=_("Pangkat"), max_length=100, required=False)
    nip = forms.CharField(label=_("NIP"), max_length=18, required=False)
    note = forms.CharField(
        label=_("Catatan dalam surat"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Misalnya perlengkapan yang dibawa."),
    )  # fmt: skip

    def draft(self) -> Draft:
        """What the action takes."""
        values = self.cleaned_data
        return Draft(
            kind=values["kind"],
            number=" ".join(values["number"].split()),
            dated=values["dated"],
            signer=Signer(values["signer"], values["post"], values["rank"], values["nip"]),
            city=values["city"],
            note=values["note"],
        )


def first_values(head: Head) -> dict[str, Any]:
    """What is known of the signer from the agency's certificates."""
    signer = head.signer
    return {
        "signer": signer["name"], "post": signer["post"], "rank": signer["rank"],
        "nip": signer["nip"], "city": head.city,
    }  # fmt: skip
