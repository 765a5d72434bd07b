"""Forms of the agency's plan: a line, setting it, an issue, a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.planning.models import AgencyLine, Issue
from suluh.planning.queries import choices

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MOST = 10**13


class _Choosing(forms.Form):
    """Competency, form and issue to choose from."""

    competency_id = forms.TypedChoiceField(
        label=_("Kompetensi"), coerce=int, empty_value=None, required=False
    )
    form_id = forms.TypedChoiceField(label=_("Bentuk dan jalur"), coerce=int)
    issue_id = forms.TypedChoiceField(
        label=_("Isu strategis atau tema"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        nothing: list[tuple[Any, Any]] = [("", _("Tidak ada"))]
        self._choose("competency_id", [*nothing, *choices.competencies()])
        self._choose("form_id", choices.forms())
        self._choose("issue_id", [*nothing, *choices.issues()])

    def _choose(self, name: str, pairs: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = pairs


class LineForm(_Choosing):
    """The seven items of Pasal 207(3)."""

    title = forms.CharField(label=_("Nama kegiatan"), max_length=250)
    target = forms.CharField(label=_("Pegawai sasaran"), max_length=300)
    people = forms.IntegerField(label=_("Jumlah pegawai (kursi)"), min_value=0, max_value=10**6)
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=200)
    starts_on = forms.DateField(label=_("Mulai"), widget=_DAY)
    ends_on = forms.DateField(label=_("Sampai"), widget=_DAY)
    curriculum = forms.CharField(
        label=_("Kesesuaian dengan standar kurikulum instansi pembina"), max_length=200
    )
    jp = forms.DecimalField(
        label=_("JP setiap orang"), min_value=0, max_value=900, decimal_places=2, initial=0
    )
    budget = forms.IntegerField(label=_("Anggaran (rupiah)"), min_value=0, max_value=_MOST)
    field_order = ("title", "competency_id", "target", "people", "form_id", "organiser",
                   "starts_on", "ends_on", "curriculum", "jp", "budget", "issue_id")  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Its days stand in their order."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Tanggal selesai tidak boleh sebelum tanggal mulai."))
        return values

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        given["jp_minor"] = int(given.pop("jp") * 100)
        return given


def initial_of(line: AgencyLine | None) -> dict[str, Any]:
    """A line as its form shows it."""
    if line is None:
        return {}
    names = ("title", "competency_id", "target", "people", "form_id", "organiser", "starts_on",
             "ends_on", "curriculum", "budget", "issue_id")  # fmt: skip
    return {name: getattr(line, name) for name in names} | {"jp": line.jp_minor / 100}


class SpentForm(forms.Form):
    """What a line cost in the end."""

    spent = forms.IntegerField(label=_("Realisasi anggaran (rupiah)"), min_value=0, max_value=_MOST)


class SetForm(forms.Form):
    """The decision by which PPK set the plan that PyB drafted."""

    number = forms.CharField(label=_("Nomor keputusan"), max_length=120)
    dated = forms.DateField(label=_("Tanggal keputusan"), widget=_DAY)
    drafter = forms.CharField(label=_("Disusun oleh (PyB)"), max_length=200)
    drafter_post = forms.CharField(label=_("Jabatan PyB"), max_length=200)
    setter = forms.CharField(label=_("Ditetapkan oleh (PPK)"), max_length=200)
    setter_post = forms.CharField(label=_("Jabatan PPK"), max_length=200)


class IssueForm(forms.Form):
    """An issue or theme and the result it aims at."""

    sort = forms.ChoiceField(label=_("Jenis"), choices=Issue.Sort, initial=Issue.Sort.ISSUE)
    title = forms.CharField(label=_("Isu atau tema"), max_length=200)
    result = forms.CharField(
        label=_("Hasil OPD yang dituju"), max_length=300,
        help_text=_("Apa yang berubah bagi warga atau kantor bila pegawai sudah belajar."),
    )  # fmt: skip
    indicator = forms.CharField(label=_("Ukuran hasil"), max_length=200, required=False)
    first_year = forms.IntegerField(label=_("Dari tahun"), min_value=2018, max_value=2100)
    last_year = forms.IntegerField(label=_("Sampai tahun"), min_value=2018, max_value=2100)

    def clean(self) -> dict[str, Any]:
        """Its years stand in their order."""
        values = super().clean() or {}
        first, last = values.get("first_year"), values.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Tahun akhir tidak boleh sebelum tahun awal."))
        return values


class ProposalForm(_Choosing):
    """What a unit needs beside the gaps."""

    title = forms.CharField(label=_("Pelatihan yang dibutuhkan"), max_length=200)
    people = forms.IntegerField(label=_("Jumlah pegawai"), min_value=1, max_value=10**6)
    jp = forms.DecimalField(
        label=_("JP setiap orang"), min_value=0, max_value=900, decimal_places=2, initial=0
    )
    cost = forms.IntegerField(
        label=_("Perkiraan biaya seluruhnya (rupiah)"), min_value=0, max_value=_MOST, initial=0
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hubungkan dengan kinerja unit: apa yang akan lebih baik."),
    )  # fmt: skip
    field_order = ("title", "competency_id", "form_id", "people", "jp", "cost", "issue_id",
                   "reason")  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        given["jp_minor"] = int(given.pop("jp") * 100)
        return given
