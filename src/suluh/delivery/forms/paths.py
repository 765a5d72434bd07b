"""Forms of learning paths."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.paths import Plan
from suluh.delivery.models import LearningPath


class PathForm(forms.Form):
    """What a path is about, and when it is complete."""

    title = forms.CharField(label=_("Nama jalur"), max_length=200)
    summary = forms.CharField(
        label=_("Satu kalimat: ke mana jalur ini membawa peserta"), max_length=500, required=False
    )
    mode = forms.ChoiceField(
        label=_("Jalur selesai bila"), choices=LearningPath.Mode.choices, widget=forms.RadioSelect,
        initial=LearningPath.Mode.ALL,
    )  # fmt: skip
    needed = forms.IntegerField(
        label=_("Jumlah pelatihan atau JP"), min_value=1, max_value=1000, required=False,
        help_text=_("Untuk syarat sedikitnya sejumlah pelatihan, atau sejumlah JP."),
    )  # fmt: skip
    counts_since = forms.DateField(
        label=_("Hitung pelatihan yang selesai sejak"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Kosongkan untuk menghitung semua yang pernah selesai."),
    )  # fmt: skip
    audience = forms.ChoiceField(
        label=_("Siapa yang boleh ikut"), choices=LearningPath.Audience.choices,
        widget=forms.RadioSelect, initial=LearningPath.Audience.AGENCY,
    )  # fmt: skip
    has_certificate = forms.BooleanField(
        label=_("Terbitkan sertifikat jalur. JP tetap tercatat dari setiap pelatihannya."),
        required=False,
    )
    trainings = forms.MultipleChoiceField(
        label=_("Pelatihan di jalur ini"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *arguments: Any, trainings: list[tuple[int, UUID, str]], **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["trainings"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(uuid), title) for _pk, uuid, title in trainings]

    def clean(self) -> dict[str, Any]:
        """A number where the rule needs one."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("mode") != LearningPath.Mode.ALL and not values.get("needed"):
            self.add_error("needed", _("Isi jumlahnya."))
        return values

    def plan(self) -> Plan:
        """What the action takes."""
        values = self.cleaned_data
        return Plan(
            title=values["title"],
            summary=values["summary"],
            mode=values["mode"],
            needed=values["needed"] or 0,
            counts_since=values["counts_since"],
            audience=values["audience"],
            has_certificate=values["has_certificate"],
            trainings=[UUID(each) for each in values["trainings"]],
        )
