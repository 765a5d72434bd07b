"""Forms of assigning: by a list of NIP, pasted or from a file, and by rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.base.uploads import Refused, scanned
from suluh.delivery.actions.assigning import Target
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.rules.review import numbers_of_rows
from suluh.identity.models import Employment
from suluh.organisation.models import Position
from suluh.standards.cells import SpreadsheetError
from suluh.standards.spreadsheet import read_rows

Choices = Sequence[tuple[str, Any]]
MOST_OCTETS = 5 * 1024 * 1024


class TermsForm(forms.Form):
    """By when, and why; `field_order` puts them below whom."""

    due_on = forms.DateField(
        label=_("Selesai paling lambat"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Dasar penugasan"), max_length=300, required=False,
        help_text=_("Misalnya nomor surat tugas. Tercatat di jejak audit."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today

    def refuse_past(self, values: dict[str, Any]) -> None:
        """Say where the date is no longer to come."""
        due = values.get("due_on")
        if due and due < self.today:
            self.add_error("due_on", _("Tanggal ini sudah lewat."))


class ListForm(TermsForm):
    """Who is meant by their NIP, by when, why. A file is read as if it had been pasted."""

    field_order: tuple[str, ...] = ("numbers", "file")

    numbers = forms.CharField(
        label=_("Daftar NIP"), max_length=400_000, required=False,
        widget=forms.Textarea(attrs={"rows": 6, "inputmode": "numeric"}),
        help_text=_("Tempel dari Excel atau pesan, satu NIP per baris."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Atau berkas yang memuat NIP"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
        help_text=_("CSV atau Excel, paling besar 5 MB. Kolom lain diabaikan."),
    )  # fmt: skip

    def clean_file(self) -> str:
        """The numbers in the file, one a line."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        try:
            data = file.read(MOST_OCTETS + 1)
            scanned(data)
            found = numbers_of_rows(read_rows(data)) if len(data) <= MOST_OCTETS else None
        except (Refused, SpreadsheetError) as error:
            raise forms.ValidationError(str(error)) from error
        if found is None:
            raise forms.ValidationError(_("Berkas ini lebih dari 5 MB. Sisakan kolom NIP saja."))
        return found

    def clean(self) -> dict[str, Any]:
        """Pasted numbers and those of the file together; a date that is still to come."""
        values: dict[str, Any] = super().clean() or {}
        given = (values.get("numbers", ""), values.get("file", ""))
        values["numbers"] = "\n".join(each for each in given if each)
        if self.wants_numbers(values) and not values["numbers"] and not self.errors:
            self.add_error("numbers", _("Tempel sedikitnya satu NIP, atau pilih berkasnya."))
        self.refuse_past(values)
        return values

    def wants_numbers(self, values: dict[str, Any]) -> bool:
        """Whether it is the list that says who is meant."""
        return True

    def target(self) -> Target:
        """Who is meant."""
        return Target(numbers=self.cleaned_data["numbers"])

    def given(self) -> dict[str, Any]:
        """What goes along unseen to "yes": a file cannot, the numbers in it can."""
        return dict(self.data.items()) | {"numbers": self.cleaned_data["numbers"]}


class RuleForm(TermsForm):
    """Who is meant, by when, why. What is left empty asks for nothing."""

    field_order = ("unit", "jenis", "post", "jenjang", "rank", "status", "follows")

    unit = forms.ChoiceField(label=_("Di unit ini dan semua di bawahnya"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis jabatan"), required=False)
    post = forms.CharField(
        label=_("Nama jabatan memuat"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"list": "jabatan", "autocomplete": "off"}),
        help_text=_("Misalnya: Analis."),
    )  # fmt: skip
    jenjang = forms.ChoiceField(label=_("Jenjang"), required=False)
    rank = forms.ChoiceField(label=_("Golongan"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    follows = forms.BooleanField(
        label=_("Ikuti perpindahan: yang masuk aturan ikut ditugaskan, yang keluar dan belum mulai dilepas"),
        required=False, initial=True,
        help_text=_("Yang masuk kemudian mendapat waktu sama panjang, paling lama 30 hari."),
    )  # fmt: skip

    def __init__(
        self,
        *arguments: Any,
        units: Choices,
        rungs: Choices,
        ranks: Choices,
        whole_agency: bool,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.whole_agency = whole_agency
        anywhere = _("Seluruh instansi") if whole_agency else _("Pilih unit")
        self._offer("unit", units, anywhere)
        self._offer("jenis", Position.Jenis.choices, _("Semua jenis"))
        self._offer("jenjang", rungs, _("Semua jenjang"))
        self._offer("rank", ranks, _("Semua golongan"))
        self._offer("status", Employment.Status.choices, _("PNS dan PPPK"))

    def _offer(self, name: str, choices: Choices, blank: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", blank), *choices]

    def clean(self) -> dict[str, Any]:
        """A unit where the actor does not reach the whole agency; a date that is still to come."""
        values: dict[str, Any] = super().clean() or {}
        if not self.whole_agency and not values.get("unit"):
            self.add_error("unit", _("Pilih unit yang ditugaskan."))
        self.refuse_past(values)
        return values

    def target(self) -> Target:
        """Who is meant."""
        values = self.cleaned_data
        criteria = Criteria(
            jenis=values["jenis"],
            jenjang=values["jenjang"],
            post=values["post"].strip(),
            rank=values["rank"],
            status=values["status"],
        )
        return Target(unit=UUID(values["unit"]) if values["unit"] else None, criteria=criteria)
