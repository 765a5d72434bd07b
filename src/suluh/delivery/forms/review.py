"""Forms of complaints and corrections."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from suluh.base.uploads import Refused, checked, ending_of, scanned

MAX_EVIDENCE = 5 * 1024 * 1024


class ComplaintForm(forms.Form):
    """What happened, and a picture or PDF that shows it (drawn anew: it tells no position)."""

    text = forms.CharField(
        label=_("Ceritakan apa yang terjadi"), max_length=2_000,
        help_text=_("Misalnya: saya hadir dari awal sampai akhir, tetapi halaman kehadiran tidak terbuka."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    evidence = forms.FileField(
        label=_("Bukti: foto layar atau PDF"), required=False,
        help_text=_("JPG, PNG, WEBP atau PDF, paling besar 5 MB."),
    )  # fmt: skip

    def clean_evidence(self) -> Any:
        """Only pictures and PDF, told by their content; the name is ours."""
        file = self.cleaned_data["evidence"]
        if not file:
            return None
        try:
            data = file.read(MAX_EVIDENCE + 1)
            data = checked(file.name, data, sorts=("gambar", "pdf"), most_octets=MAX_EVIDENCE)
            scanned(data)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error
        return ContentFile(data, name=f"bukti{ending_of(file.name)}")


class DecisionForm(forms.Form):
    """The organiser's answer to a complaint."""

    answer = forms.CharField(
        label=_("Jawaban untuk peserta"), max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MarkForm(forms.Form):
    """A pasted list of NIP, and why these people are marked present."""

    numbers = forms.CharField(
        label=_("Daftar NIP"), max_length=400_000,
        help_text=_("Tempel dari Excel atau pesan, satu NIP per baris. Spasi dan tanda baca diabaikan."),
        widget=forms.Textarea(attrs={"rows": 10, "inputmode": "numeric"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=300,
        help_text=_("Tercatat di jejak audit, misalnya: hadir di aula tanpa telepon."),
    )  # fmt: skip


class RefuseForm(forms.Form):
    """Why a correction is refused."""

    reason = forms.CharField(label=_("Alasan menolak"), max_length=300)
