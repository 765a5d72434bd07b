"""Forms of competency: standards, dictionary, spreadsheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.competency.models import Competency, SheetImport
from suluh.competency.types import (
    HIGHEST,
    LOWEST,
    EntrySheet,
    Family,
    LevelSheet,
    StandardSheet,
)
from suluh.organisation.models import Position

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SheetForm(forms.Form):
    """A spreadsheet and what it holds."""

    kind = forms.ChoiceField(
        label=_("Isi berkas"), choices=SheetImport.Kind.choices, widget=forms.RadioSelect,
        initial=SheetImport.Kind.STANDARDS,
    )  # fmt: skip
    file = forms.FileField(
        label=_("Berkas"), help_text=_("Excel (.xlsx) atau CSV, paling besar 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )  # fmt: skip


class StandardForm(forms.Form):
    """A standard: which posts it is of, from when, and a level for each competency."""

    jenis = forms.ChoiceField(label=_("Jenis jabatan"), choices=Position.Jenis.choices)
    jenjang = forms.CharField(
        label=_("Jenjang"), max_length=40, required=False,
        help_text=_("Misalnya Ahli Muda atau Pengawas. Kosong: semua jenjang."),
    )  # fmt: skip
    post = forms.CharField(
        label=_("Nama jabatan"), max_length=200, required=False,
        help_text=_("Kosong: semua jabatan pada jenis dan jenjang itu."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Berlaku mulai"), widget=_DAY)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)
    reason = forms.CharField(label=_("Apa yang berubah"), max_length=200, required=False)

    def __init__(self, *args: Any, competencies: Iterable[Competency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("ikut umum")), ("0", _("tidak disyaratkan"))]
        choices += [(str(level), str(level)) for level in range(LOWEST, HIGHEST + 1)]
        self.codes = {}
        for row in competencies:
            name = f"level_{row.pk}"
            self.codes[name] = row.code
            self.fields[name] = forms.ChoiceField(
                label=f"{row.code} {row.name}", choices=choices, required=False
            )

    @property
    def level_fields(self) -> list[forms.BoundField]:
        """The fields of levels, in the order of the dictionary."""
        return [self[name] for name in self.codes]

    @property
    def head_fields(self) -> list[forms.BoundField]:
        """The other fields."""
        return [field for field in self if field.name not in self.codes]

    def sheet(self) -> StandardSheet:
        """What was filled in."""
        data = self.cleaned_data
        levels = {code: int(data[name]) for name, code in self.codes.items() if data[name]}
        return StandardSheet(
            0, data["jenis"], data["jenjang"].strip(), data["post"].strip(), data["valid_from"],
            data["legal_basis"], levels,
        )  # fmt: skip


class EntryForm(forms.Form):
    """A competency and its five levels."""

    code = forms.CharField(
        label=_("Kode"), max_length=20, help_text=_("Misalnya T.21. Kode tidak berubah lagi.")
    )
    family = forms.ChoiceField(label=_("Rumpun"), choices=Competency.Family.choices)
    name = forms.CharField(label=_("Nama"), max_length=150)
    definition = forms.CharField(label=_("Definisi"), widget=forms.Textarea(attrs={"rows": 3}))
    field = forms.CharField(label=_("Urusan"), max_length=100, required=False)
    steward = forms.CharField(label=_("Instansi pembina"), max_length=150, required=False)
    valid_from = forms.DateField(label=_("Berlaku mulai"), widget=_DAY)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=200)

    def __init__(self, *args: Any, before: EntrySheet | None = None, **kwargs: Any) -> None:
        if before:
            kwargs["initial"] = _initial(before) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if before:
            self.fields["code"].disabled = True
        for level in range(LOWEST, HIGHEST + 1):
            self.fields[f"description_{level}"] = forms.CharField(
                label=_("Level %(level)d: uraian") % {"level": level}, max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
            self.fields[f"indicators_{level}"] = forms.CharField(
                label=_("Level %(level)d: perilaku, satu per baris") % {"level": level},
                max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def entry(self) -> EntrySheet:
        """What was filled in."""
        data = self.cleaned_data
        levels = {
            level: LevelSheet(data[f"description_{level}"], data[f"indicators_{level}"])
            for level in range(LOWEST, HIGHEST + 1)
        }
        return EntrySheet(
            0, data["code"].upper(), Family(data["family"]), data["name"], data["definition"],
            data["field"], data["steward"], data["valid_from"], data["legal_basis"], levels,
        )  # fmt: skip


def _initial(entry: EntrySheet) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": entry.code, "family": entry.family, "name": entry.name,
        "definition": entry.definition, "field": entry.field, "steward": entry.steward,
    }  # fmt: skip
    for level, text in entry.levels.items():
        found[f"description_{level}"] = text.description
        found[f"indicators_{level}"] = text.indicators
    return found


def starting(day: date) -> dict[str, Any]:
    """What a new standard or entry starts with."""
    return {"valid_from": day}
