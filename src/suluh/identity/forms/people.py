"""Forms of one person: adding, contact, post, supervisor, end of employment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.identity.actions.people import Job
from suluh.identity.models import Employment
from suluh.organisation.models import Position

_DAY = {"type": "date"}


class ContactForm(forms.Form):
    """Name as certificates print it, and how to reach the person."""

    name = forms.CharField(label=_("Nama tanpa gelar"), max_length=150)
    title_before = forms.CharField(label=_("Gelar depan"), max_length=60, required=False)
    title_after = forms.CharField(label=_("Gelar belakang"), max_length=80, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(label=_("Nomor telepon"), max_length=25, required=False)


class JobForm(forms.Form):
    """Unit and post from a day on."""

    unit = forms.ChoiceField(label=_("Unit organisasi"))
    status = forms.ChoiceField(label=_("Status"), choices=Employment.Status.choices)
    position = forms.CharField(label=_("Jabatan"), max_length=200, required=False)
    jenis = forms.ChoiceField(label=_("Jenis jabatan"), choices=Position.Jenis.choices)
    jenjang = forms.CharField(label=_("Jenjang"), max_length=40, required=False)
    rank = forms.CharField(label=_("Golongan"), max_length=8, required=False)
    since = forms.DateField(
        label=_("Mulai tanggal"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, units: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def job(self) -> Job:
        """The post as the action takes it."""
        data = self.cleaned_data
        return Job(
            unit=UUID(data["unit"]), status=data["status"], position=data["position"],
            jenis=data["jenis"], jenjang=data["jenjang"], rank=data["rank"],
        )  # fmt: skip


class PersonForm(ContactForm, JobForm):
    """A new employee."""

    nip = forms.CharField(
        label=_("NIP"), max_length=30, help_text=_("18 angka, boleh dengan spasi."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    field_order = [
        "nip", "name", "title_before", "title_after", "email", "phone", "unit", "status",
        "position", "jenis", "jenjang", "rank", "since",
    ]  # fmt: skip


class SupervisorForm(forms.Form):
    """Whose team the person belongs to."""

    supervisor_nip = forms.CharField(
        label=_("NIP atasan langsung"), max_length=30, required=False,
        help_text=_("Kosongkan bila tidak ada."),
    )  # fmt: skip


class EndForm(forms.Form):
    """When and why somebody leaves."""

    on = forms.DateField(
        label=_("Tidak bekerja lagi mulai"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=200, help_text=_("Misalnya pensiun, mutasi ke instansi lain.")
    )
