"""Forms of rating, of an assessor's judgement, and of files of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.competency.models import Assessment, Attainment
from suluh.competency.queries.rating import Ratable, Step
from suluh.competency.types import HIGHEST, SourceKind


class RatingForm(forms.Form):
    """A level for each competency of the post; what is left open is not rated."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, rows: Sequence[Ratable], **named: Any) -> None:
        named.setdefault("initial", {"token": uuid4()})
        super().__init__(*arguments, **named)
        self.rows = rows
        for row in rows:
            self.fields[str(row.competency.uuid)] = forms.TypedChoiceField(
                label=row.competency.name, coerce=int, required=False, empty_value=None,
                widget=forms.RadioSelect,
                choices=[
                    ("", _("Tidak dinilai")),
                    *((step.level, f"{step.level}. {step.description}") for step in row.steps),
                ],
            )  # fmt: skip

    def levels(self) -> dict[UUID, int]:
        """Chosen level by competency."""
        return {
            row.competency.uuid: self.cleaned_data[str(row.competency.uuid)]
            for row in self.rows
            if self.cleaned_data[str(row.competency.uuid)]
        }

    def drawn(self) -> list[tuple[Ratable, Any]]:
        """Each competency with its field."""
        return [(row, self[str(row.competency.uuid)]) for row in self.rows]


class RubricForm(forms.Form):
    """The indicators that were shown, the level they show, and why."""

    way = forms.ChoiceField(
        label=gettext_lazy("Cara menilai"), choices=Assessment.Way, widget=forms.RadioSelect,
        initial=Assessment.Way.INTERVIEW,
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level"), coerce=int,
        choices=[(0, gettext_lazy("Belum mencapai level 1")), *((n, str(n)) for n in range(1, HIGHEST + 1))],
        help_text=gettext_lazy(
            "Level tertinggi yang semua indikatornya tampak, juga semua indikator di bawahnya."
        ),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Catatan"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Bukti yang dilihat atau jawaban yang didengar. Dibaca oleh yang dinilai."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, steps: Sequence[Step], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.steps = steps
        for step in steps:
            if step.indicators:
                self.fields[f"level_{step.level}"] = forms.MultipleChoiceField(
                    label=_("Level %(level)s: %(text)s")
                    % {"level": step.level, "text": step.description},
                    choices=step.indicators, required=False,
                    widget=forms.CheckboxSelectMultiple,
                )  # fmt: skip
        self.order_fields(["way", *(f"level_{step.level}" for step in steps), "level", "note"])

    def judgement(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        observed = [name for step in self.steps for name in given.get(f"level_{step.level}") or ()]
        return {
            "way": given["way"], "observed": observed, "level": given["level"],
            "note": given["note"],
        }  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a result no longer counts."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Dibaca oleh pemilik hasil dan tetap ada di riwayatnya."),
    )  # fmt: skip


class ResultsForm(forms.Form):
    """A file of results, how they were found, and by whom."""

    file = forms.FileField(
        label=gettext_lazy("Berkas hasil"),
        help_text=gettext_lazy("CSV atau Excel (.xlsx), paling banyak 20.000 baris."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.xls,.ods"}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Jenis hasil"), widget=forms.RadioSelect,
        choices=[
            (SourceKind.ASSESSMENT, Attainment.Source.ASSESSMENT.label),
            (SourceKind.OUTSIDE, Attainment.Source.OUTSIDE.label),
        ],
        initial=SourceKind.ASSESSMENT,
    )  # fmt: skip
    assessor = forms.CharField(
        label=gettext_lazy("Lembaga penilai"), max_length=150,
        help_text=gettext_lazy("Misalnya UPT Penilaian Kompetensi BKD. Tampil pada peta orangnya."),
    )  # fmt: skip
