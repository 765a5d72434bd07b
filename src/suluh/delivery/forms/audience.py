"""For whom something is: the invited agencies of an event's step, and the audience of an opened class."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.delivery.actions.audience import Wanted
from suluh.delivery.queries.setup import agencies_by_name, agency_by_name, agency_ids


class AgencyUnknown(DomainError):
    """A typed name that is no agency."""

    code = "agency_unknown"
    sentence = _("Instansi itu tidak ditemukan. Pilih namanya dari daftar.")


def read_invitations(query: QueryDict) -> dict[int, int | None]:
    """Quotas by agency: rows `kuota-<uuid>` that are not ticked off, and one new name."""
    removed = set(query.getlist("hapus"))
    rows = {
        key.removeprefix("kuota-"): value
        for key, value in query.items()
        if key.startswith("kuota-") and key.removeprefix("kuota-") not in removed
    }
    known = agency_ids(rows)
    quotas = {known[key]: _quota(str(value)) for key, value in rows.items() if key in known}
    name = query.get("instansi_baru", "").strip()
    if name:
        found = agency_by_name(name)
        if found is None:
            raise AgencyUnknown
        quotas[found] = _quota(query.get("kuota_baru", ""))
    return quotas


def _quota(text: str) -> int | None:
    return int(text) if text.isdecimal() and 0 < int(text) <= 1_000_000 else None


class AudienceOfClassForm(forms.Form):
    """For whom an opened class is from now on."""

    audience = forms.ChoiceField(
        label=_("Siapa yang boleh ikut"),
        widget=forms.RadioSelect,
        choices=[
            ("agency", _("Pegawai instansi sendiri")),
            ("chosen", _("Instansi sendiri dan instansi yang diundang")),
            ("national", _("Semua ASN dan umum di Indonesia")),
        ],
    )
    agencies = forms.CharField(
        label=_("Instansi yang diundang"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Hanya bila mengundang instansi: nama lengkap atau singkatan, satu per baris."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The agencies by their names; each name that is none is told."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("audience") != "chosen":
            return values | {"found": ()}
        names = [line.strip() for line in values.get("agencies", "").splitlines() if line.strip()]
        found = agencies_by_name(names)
        unknown = [name for name in names if name.casefold() not in found]
        if unknown:
            told = _("Instansi ini tidak ditemukan: %(names)s. Periksa namanya.")
            self.add_error("agencies", told % {"names": ", ".join(unknown)})
        return values | {"found": tuple(dict.fromkeys(found.values()))}

    def wanted(self) -> Wanted:
        """What the action takes."""
        return Wanted(self.cleaned_data["audience"], self.cleaned_data["found"])
