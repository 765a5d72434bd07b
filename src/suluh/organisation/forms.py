"""Forms of units and of an agency's settings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import ZONES
from suluh.organisation.actions.agencies import Settings

_DAY = {"type": "date"}
ZONE_CHOICES = [(zone, f"{short} ({zone.split('/')[1]})") for zone, short in ZONES.items()]


class UnitForm(forms.Form):
    """Name, code and kind of a unit."""

    name = forms.CharField(label=_("Nama unit"), max_length=200)
    code = forms.CharField(
        label=_("Kode unit"), max_length=60, required=False,
        help_text=_("Kode dari SIMPEG atau SIASN, bila ada."),
    )  # fmt: skip
    kind = forms.CharField(
        label=_("Jenis unit"), max_length=30, required=False,
        help_text=_("Misalnya dinas, bidang, UPTD."),
    )  # fmt: skip


class ParentForm(forms.Form):
    """Under which unit it stands."""

    parent = forms.ChoiceField(label=_("Di bawah unit"), required=False)

    def __init__(self, *arguments: Any, parents: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [("", _("- paling atas -")), *parents]
        self.fields["parent"].choices = choices  # type: ignore[attr-defined]

    def parent_uuid(self) -> UUID | None:
        """The chosen parent; None for the top."""
        chosen = self.cleaned_data["parent"]
        return UUID(chosen) if chosen else None


class NewUnitForm(UnitForm, ParentForm):
    """A new unit."""

    valid_from = forms.DateField(
        label=_("Berlaku mulai"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    field_order = ["name", "code", "kind", "parent", "valid_from"]


class CloseForm(forms.Form):
    """When a unit ends."""

    on = forms.DateField(
        label=_("Tidak berlaku lagi mulai"),
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )


class SettingsForm(forms.Form):
    """What an agency's administrator sets."""

    name = forms.CharField(label=_("Nama instansi"), max_length=200)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=60)
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=ZONE_CHOICES)
    accent = forms.CharField(
        label=_("Warna instansi"), max_length=7, required=False,
        help_text=_("Seperti #0b6e7f. Warna yang sulit dibaca disesuaikan sendiri."),
    )  # fmt: skip
    certificate_unit = forms.CharField(
        label=_("Kode unit pada nomor sertifikat"), max_length=60, required=False,
        help_text=_("Misalnya BPSDM."),
    )  # fmt: skip
    archive_code = forms.CharField(
        label=_("Kode klasifikasi arsip"), max_length=30, help_text=_("Misalnya 800.2.4.")
    )
    target_share = forms.DecimalField(
        label=_("Sasaran: bagian pegawai dengan 20 JP (%)"), min_value=0, max_value=100,
        max_digits=5, decimal_places=2,
    )  # fmt: skip
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG atau JPEG, paling besar 1 MB.")
    )

    def settings(self) -> Settings:
        """What the action takes."""
        data = {key: value for key, value in self.cleaned_data.items() if key != "logo"}
        return Settings(**data)
