"""The form that opens an agency with its first administrator."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.identity.actions.agencies import FirstAdmin
from suluh.organisation.actions.agencies import AgencyData
from suluh.organisation.models import Agency

_ZONES = [
    ("Asia/Jakarta", "WIB"),
    ("Asia/Makassar", "WITA"),
    ("Asia/Jayapura", "WIT"),
]


class AgencyForm(forms.Form):
    """A new agency."""

    name = forms.CharField(label=_("Nama instansi"), max_length=200)
    short_name = forms.CharField(label=_("Nama pendek"), max_length=60)
    code = forms.SlugField(
        label=_("Kode"), max_length=40, help_text=_("Huruf kecil dan tanda hubung: prov-contoh.")
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=Agency.Kind.choices)
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=_ZONES)
    region_code = forms.CharField(label=_("Kode wilayah"), max_length=13, required=False)
    admin_nip = forms.CharField(label=_("NIP pengelola pertama"), max_length=30)
    admin_name = forms.CharField(label=_("Nama pengelola"), max_length=150)
    admin_email = forms.EmailField(label=_("Surel pengelola"))
    admin_unit = forms.CharField(
        label=_("Unit kerjanya"), max_length=200, help_text=_("Misalnya BKPSDM.")
    )

    def agency_data(self) -> AgencyData:
        """The agency."""
        keys = ("code", "name", "short_name", "kind", "zone", "region_code")
        return AgencyData(**{key: self.cleaned_data[key] for key in keys})

    def first_admin(self) -> FirstAdmin:
        """Its first administrator."""
        keys = ("nip", "name", "email", "unit")
        return FirstAdmin(**{key: self.cleaned_data[f"admin_{key}"] for key in keys})
