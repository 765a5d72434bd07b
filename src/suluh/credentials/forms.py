"""What people type about certificates."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suluh.credentials.rules.look import contrast_with_white
from suluh.standards.numbering import PatternError, parse

_COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")


class RevocationForm(forms.Form):
    """Why a certificate is withdrawn."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, min_length=10, widget=forms.Textarea({"rows": 3})
    )


class CorrectionForm(forms.Form):
    """The right words for a certificate."""

    name = forms.CharField(label=_("Nama dengan gelar"), max_length=150)
    position = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit kerja"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Alasan perbaikan"), max_length=300, min_length=10,
        help_text=_("Misalnya: gelar salah tulis pada data pegawai."),
    )  # fmt: skip


class TemplateForm(forms.Form):
    """Settings of a certificate's look; up to three signers."""

    name = forms.CharField(label=_("Nama templat"), max_length=100)
    letterhead = forms.CharField(
        label=_("Kop, satu baris per baris"), widget=forms.Textarea({"rows": 3}), max_length=300
    )
    title = forms.CharField(
        label=_("Judul"), max_length=60, required=False, help_text=_("Kosong: SERTIFIKAT.")
    )
    issued_at = forms.CharField(label=_("Kota tempat terbit"), max_length=60)
    accent = forms.CharField(label=_("Warna aksen"), max_length=7, initial="#0f4c5c")
    border = forms.BooleanField(label=_("Bingkai kawung"), required=False, initial=True)
    reverse = forms.BooleanField(
        label=_("Halaman belakang dengan daftar materi"), required=False, initial=True
    )
    logo = forms.FileField(label=_("Logo (PNG, JPEG, WebP, SVG)"), required=False)
    background = forms.FileField(label=_("Gambar latar"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for number in (1, 2, 3):
            needed = number == 1
            for key, label in _signer_fields():
                self.fields[f"{key}_{number}"] = forms.CharField(
                    label=f"{label} {number}",
                    max_length=120,
                    required=needed and key in {"signer", "post"},
                )

    def clean_accent(self) -> str:
        """A colour that can be read on white paper."""
        colour: str = self.cleaned_data["accent"].strip()
        if not _COLOUR.match(colour):
            raise forms.ValidationError(gettext("Tulis warna seperti #0f4c5c."))
        if contrast_with_white(colour) < 4.5:
            raise forms.ValidationError(
                gettext(
                    "Warna ini terlalu muda untuk dibaca di kertas putih. Pilih yang lebih tua."
                )
            )
        return colour

    def settings(self) -> dict[str, Any]:
        """The cleaned form as a template's settings."""
        given = self.cleaned_data
        keys = {"signer": "name", "post": "post", "rank": "rank", "nip": "nip"}
        signers = [
            {name: given.get(f"{key}_{number}", "") for key, name in keys.items()}
            for number in (1, 2, 3)
            if given.get(f"signer_{number}")
        ]
        plain = {key: given[key] for key in ("title", "issued_at", "accent", "border", "reverse")}
        lines = [line.strip() for line in given["letterhead"].splitlines() if line.strip()]
        return plain | {"letterhead": lines[:4], "signers": signers}


def _signer_fields() -> list[tuple[str, str]]:
    return [
        ("signer", gettext("Nama penanda tangan")),
        ("post", gettext("Jabatan penanda tangan")),
        ("rank", gettext("Pangkat penanda tangan")),
        ("nip", gettext("NIP penanda tangan")),
    ]


class NumberingForm(forms.Form):
    """How the agency writes its certificate numbers."""

    pattern = forms.CharField(label=_("Pola nomor"), max_length=120)

    def clean_pattern(self) -> str:
        """A pattern that can be used for a whole year."""
        text: str = self.cleaned_data["pattern"].strip()
        try:
            parse(text)
        except PatternError as error:
            raise forms.ValidationError(gettext(str(error))) from error
        return text


class BlockForm(forms.Form):
    """Numbers that the letter office reserved."""

    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    first = forms.IntegerField(label=_("Nomor pertama"), min_value=1)
    last = forms.IntegerField(label=_("Nomor terakhir"), min_value=1)
    note = forms.CharField(
        label=_("Catatan (nomor surat tata usaha)"), max_length=200, required=False
    )

    def clean(self) -> dict[str, Any]:
        """The last is not before the first."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            raise forms.ValidationError(
                gettext("Nomor terakhir lebih kecil daripada yang pertama.")
            )
        return given
