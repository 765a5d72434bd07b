"""Forms of the ledger: reasons, and new versions of the rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.base.forms import CERTAINTY
from suluh.ledger.types import Unit

UNITS = [
    (Unit.HOURS, _("Jam: menit dibagi 45")),
    (Unit.DAY, _("Hari")),
    (Unit.SESSION, _("Sesi")),
    (Unit.ACTIVITY, _("Kegiatan")),
    (Unit.CURRICULUM, _("Menurut kurikulum")),
]


def _jp_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, help_text=help_text, required=False, min_value=0, max_value=300,
        decimal_places=2, localize=True,
    )  # fmt: skip


def _minor(value: Any) -> int | None:
    return None if value is None else int(value * 100)


class ReasonForm(forms.Form):
    """Why a credit is to be reversed."""

    reason = forms.CharField(
        label=_("Alasan"),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Alasan ini dibaca pegawai yang bersangkutan dan auditor."),
    )


class _RuleForm(forms.Form):
    """What every new version of a rule says about itself."""

    valid_from = forms.DateField(
        label=_("Berlaku mulai"), widget=forms.DateInput(attrs={"type": "date"})
    )
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)
    certainty = forms.ChoiceField(label=_("Kepastian"), choices=CERTAINTY)
    reason = forms.CharField(label=_("Alasan perubahan"), min_length=10, max_length=200)

    def common(self) -> dict[str, Any]:
        """The fields that all rules have."""
        names = ("valid_from", "legal_basis", "certainty", "reason")
        return {name: self.cleaned_data[name] for name in names}


class ConversionForm(_RuleForm):
    """A new version of how a form becomes JP."""

    unit = forms.ChoiceField(label=_("Satuan"), choices=UNITS)
    each = _jp_field(_("JP per satuan"), _("Kosongkan untuk satuan jam dan kurikulum."))
    day = _jp_field(_("Paling banyak JP sehari"))
    month = forms.IntegerField(
        label=_("Paling banyak kali sebulan"), required=False, min_value=1, max_value=31
    )
    year = _jp_field(_("Paling banyak JP setahun"), _("Kosongkan bila tidak dibatasi."))
    abroad = forms.IntegerField(
        label=_("Tambahan internasional (%)"), min_value=0, max_value=100, initial=0
    )
    field_order = ["unit", "each", "day", "month", "year", "abroad", "valid_from", "legal_basis"]

    def rule(self) -> dict[str, Any]:
        """The fields of the table."""
        given = self.cleaned_data
        return self.common() | {
            "unit": given["unit"],
            "jp_minor_per_unit": _minor(given["each"]),
            "max_jp_minor_per_day": _minor(given["day"]),
            "max_units_per_month": given["month"],
            "max_jp_minor_per_year": _minor(given["year"]),
            "international_percent": given["abroad"],
        }


class TargetForm(_RuleForm):
    """A new version of what a year asks."""

    floor = _jp_field(_("Paling sedikit JP setahun"))
    ceiling = _jp_field(_("Paling banyak JP setahun"))
    field_order = ["floor", "ceiling", "valid_from", "legal_basis"]

    def rule(self) -> dict[str, Any]:
        """The fields of the table."""
        given = self.cleaned_data
        return self.common() | {
            "floor_jp_minor": _minor(given["floor"]),
            "ceiling_jp_minor": _minor(given["ceiling"]),
        }
