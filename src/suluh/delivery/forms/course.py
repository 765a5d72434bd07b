"""Forms of courses: opening one, assigning people."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import midnight
from suluh.delivery.actions.assigning import Target
from suluh.delivery.actions.batches import BatchRules
from suluh.delivery.actions.course_changes import CourseFacts
from suluh.delivery.actions.course_offers import Opening
from suluh.delivery.forms.assigning import ListForm
from suluh.standards.words import roman

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OpenForm(forms.Form):
    """Always open, or an angkatan with dates."""

    mode = forms.ChoiceField(
        label=_("Kapan dapat dipelajari"),
        widget=forms.RadioSelect,
        initial="always",
        choices=[
            ("always", _("Kapan saja, tanpa batas waktu")),
            ("batch", _("Angkatan, dari satu tanggal sampai tanggal lain")),
        ],
    )
    name = forms.CharField(
        label=_("Nama angkatan"),
        max_length=80,
        required=False,
        help_text=_("Misalnya: Angkatan I."),
    )
    number = forms.IntegerField(
        label=_("Nomor angkatan"), min_value=1, max_value=999, required=False
    )
    first = forms.DateField(label=_("Hari pertama"), widget=_DATE, required=False)
    last = forms.DateField(label=_("Hari terakhir"), widget=_DATE, required=False)
    place = forms.CharField(
        label=_("Tempat"), max_length=200, required=False,
        help_text=_("Misalnya: Kampus BPSDM, Gedung B. Kosongkan bila seluruhnya jarak jauh."),
    )  # fmt: skip
    seats = forms.IntegerField(
        label=_("Jumlah kursi"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Kosongkan bila tidak dibatasi."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Siapa yang boleh ikut"),
        widget=forms.RadioSelect,
        initial="agency",
        choices=[
            ("agency", _("Pegawai instansi sendiri")),
            ("national", _("Semua ASN dan umum di Indonesia")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        """An angkatan has two days, in their order."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("mode") == "batch":
            first, last = values.get("first"), values.get("last")
            if not first or not last:
                self.add_error("last", _("Isi hari pertama dan hari terakhir angkatan."))
            elif last < first:
                self.add_error("last", _("Hari terakhir tidak boleh sebelum hari pertama."))
        return values

    def opening(self, *, zone: str, now: datetime) -> Opening:
        """What the action takes: days as moments of the zone."""
        values = self.cleaned_data
        if values["mode"] == "always":
            return Opening(values["audience"], now, seats=values["seats"])
        starts = midnight(values["first"], zone)
        ends = midnight(values["last"] + timedelta(days=1), zone)
        return Opening(
            values["audience"], starts, ends_at=ends, seats=values["seats"],
            name=self._batch_name(), place=values["place"],
        )  # fmt: skip

    def batch_rules(self) -> BatchRules | None:
        """What an angkatan has besides; None for a course that is always open."""
        if self.cleaned_data["mode"] == "always":
            return None
        return BatchRules(number=self.cleaned_data["number"])

    def _batch_name(self) -> str:
        values = self.cleaned_data
        if values["name"] or not values["number"]:
            return str(values["name"])
        return gettext("Angkatan %(number)s") % {"number": roman(values["number"])}


class ChangeForm(forms.Form):
    """What may be changed of a class after it was opened."""

    title = forms.CharField(label=_("Nama kelas"), max_length=200)
    first = forms.DateField(label=_("Hari pertama"), widget=_DATE)
    last = forms.DateField(label=_("Hari terakhir"), widget=_DATE)
    shifts = forms.BooleanField(
        label=_("Geser jadwal bersama hari pertama"), required=False, initial=True
    )
    closes = forms.DateField(
        label=_("Pendaftaran sampai"), widget=_DATE, required=False,
        help_text=_("Kosongkan bila sampai hari terakhir."),
    )  # fmt: skip
    place = forms.CharField(label=_("Tempat"), max_length=200, required=False)
    seats = forms.IntegerField(
        label=_("Jumlah kursi"), min_value=1, max_value=1_000_000, required=False,
        help_text=_("Kosongkan bila tidak dibatasi. Kursi baru diberikan kepada yang menunggu."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, has_end: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not has_end:
            for name in ("first", "last", "shifts", "closes", "place"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        values: dict[str, Any] = super().clean() or {}
        first, last, closes = values.get("first"), values.get("last"), values.get("closes")
        if first and last and last < first:
            self.add_error("last", _("Hari terakhir tidak boleh sebelum hari pertama."))
        elif last and closes and closes > last:
            self.add_error("closes", _("Pendaftaran tidak dapat melewati hari terakhir."))
        return values

    def facts(self) -> CourseFacts:
        """What the action takes."""
        return CourseFacts(**self.cleaned_data)


class AssignForm(ListForm):
    """Whom, by when, why. The units are those of the actor's reach."""

    whom = forms.ChoiceField(
        label=_("Siapa yang ditugaskan"),
        widget=forms.RadioSelect,
        initial="unit",
        choices=[("unit", _("Satu unit dan semua di bawahnya")), ("list", _("Daftar NIP"))],
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    follows = forms.BooleanField(
        label=_("Ikutkan juga pegawai yang pindah ke unit ini nanti"),
        required=False,
        help_text=_("Yang masuk kemudian mendapat waktu sama panjang, paling lama 30 hari."),
    )
    field_order = ("whom", "unit", "follows", "numbers", "file", "due_on", "reason")

    def __init__(self, *arguments: Any, units: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih unit")), *units]

    def clean(self) -> dict[str, Any]:
        """A unit or a list."""
        values = super().clean()
        if values.get("whom") == "unit" and not values.get("unit"):
            self.add_error("unit", _("Pilih unit yang ditugaskan."))
        return values

    def wants_numbers(self, values: dict[str, Any]) -> bool:
        """Only where the list was chosen."""
        return values.get("whom") == "list"

    def target(self) -> Target:
        """Who is meant."""
        values = self.cleaned_data
        return Target(unit=UUID(values["unit"])) if values["whom"] == "unit" else super().target()
