"""Forms of learning elsewhere: a file, what a certificate says, a refusal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from suluh.recognition.actions.evidence import MOST_OCTETS, Upload
from suluh.recognition.models import Claim
from suluh.recognition.rules.reasons import REASONS
from suluh.recognition.types import Stated


def upload_of(file: UploadedFile[Any]) -> Upload:
    """The upload, read no further than one octet too many."""
    return Upload(file.name or "berkas", file.read(MOST_OCTETS + 1))


def _file_field(**more: Any) -> forms.FileField:
    return forms.FileField(
        label=_("Sertifikat"),
        help_text=_("PDF atau foto, paling besar 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        **more,
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FileForm(forms.Form):
    """The certificate's file."""

    file = _file_field()


class CertificateForm(forms.Form):
    """What the certificate says; the first values were read from it."""

    form_code = forms.TypedChoiceField(label=_("Bentuk kegiatan"), coerce=int)
    title = forms.CharField(label=_("Nama kegiatan"), min_length=5, max_length=250)
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=200)
    number = forms.CharField(
        label=_("Nomor sertifikat"), max_length=120, required=False,
        help_text=_("Kosongkan bila tidak tertera."),
    )  # fmt: skip
    starts_on = _day(_("Tanggal mulai"))
    ends_on = _day(_("Tanggal selesai"))
    jp = forms.DecimalField(
        label=_("JP pada sertifikat"), min_value=1, max_value=300, decimal_places=2, localize=True,
        help_text=_("1 JP = 45 menit. Bila hanya jam yang tertera, kalikan 60 lalu bagi 45."),
    )  # fmt: skip
    is_international = forms.BooleanField(
        label=_("Diselenggarakan di luar negeri atau oleh lembaga internasional"), required=False
    )

    def __init__(self, *arguments: Any, choices: list[Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["form_code"].choices = [("", _("Pilih bentuk kegiatan")), *choices]  # type: ignore[attr-defined]

    def stated(self) -> Stated:
        """What was stated."""
        given = self.cleaned_data
        names = ("form_code", "title", "organiser", "number", "starts_on", "ends_on")
        return Stated(
            **{name: given[name] for name in names},
            jp_minor=int(given["jp"] * 100),
            is_international=given["is_international"],
        )


def first_values(claim: Claim) -> dict[str, Any]:
    """The claim as first values of its form."""
    return {
        "form_code": claim.form_id, "title": claim.title, "organiser": claim.organiser,
        "number": claim.number, "starts_on": claim.starts_on, "ends_on": claim.ends_on,
        "jp": claim.jp_minor / 100 if claim.jp_minor else None,
        "is_international": claim.is_international,
    }  # fmt: skip


class RefusalForm(forms.Form):
    """Why a claim is refused."""

    reason_code = forms.ChoiceField(label=_("Alasan"), choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Penjelasan untuk pegawai"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya: unggah halaman belakang yang memuat JP."),
    )  # fmt: skip
