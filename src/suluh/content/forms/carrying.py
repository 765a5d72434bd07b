"""Form of one competency that a training carries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from suluh.competency.models import Competency
from suluh.competency.types import HIGHEST, LOWEST
from suluh.content.rules.cuts import are_rising

LEVELS = range(LOWEST, HIGHEST + 1)


class CarriedForm(forms.Form):
    """Which competency, and either one level for all who complete, or cut scores of a test."""

    competency = forms.ChoiceField(label=gettext_lazy("Kompetensi"))
    level = forms.TypedChoiceField(
        label=gettext_lazy("Level setelah selesai"), coerce=int, required=False, empty_value=None,
        choices=[("", "–"), *((level, str(level)) for level in LEVELS)],
        help_text=gettext_lazy("Bagi semua yang menyelesaikan. Kosongkan bila tes yang menentukan."),
    )  # fmt: skip
    test = forms.ChoiceField(
        label=gettext_lazy("Atau: level menurut nilai kegiatan"), required=False,
        help_text=gettext_lazy("Untuk uji kompetensi: tes dari bank soal yang nilainya menentukan."),
    )  # fmt: skip

    def __init__(
        self, *arguments: Any, competencies: Sequence[Competency],
        tests: Sequence[tuple[UUID, str]], **named: Any,
    ) -> None:  # fmt: skip
        super().__init__(*arguments, **named)
        field: Any = self.fields["competency"]
        field.choices = [(str(each.uuid), f"{each.code} {each.name}") for each in competencies]
        chosen: Any = self.fields["test"]
        chosen.choices = [("", "–"), *((str(key), title) for key, title in tests)]
        for level in LEVELS:
            self.fields[f"cut_{level}"] = forms.IntegerField(
                label=_("Level %(level)s mulai nilai") % {"level": level}, required=False,
                min_value=0, max_value=100,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two ways, and cuts that rise."""
        given = super().clean() or {}
        cuts = self.cuts(given)
        if given.get("test"):
            if not cuts:
                self.add_error("test", _("Isi paling sedikit satu nilai batas level."))
            elif not are_rising(cuts):
                self.add_error(
                    "test", _("Level yang lebih tinggi harus bernilai batas lebih tinggi.")
                )
        elif given.get("level") is None:
            self.add_error("level", _("Pilih level, atau kegiatan yang nilainya menentukan."))
        return given

    @staticmethod
    def cuts(given: dict[str, Any]) -> dict[int, int]:
        """Score in hundredths of a percent by level, of those filled in."""
        found = {level: given.get(f"cut_{level}") for level in LEVELS}
        return {level: score * 100 for level, score in found.items() if score is not None}

    def carried(self) -> dict[str, Any]:
        """As the action takes it."""
        given = self.cleaned_data
        test = UUID(given["test"]) if given["test"] else None
        return {
            "competency": UUID(given["competency"]),
            "level": given["level"],
            "test_key": test,
            "cuts": self.cuts(given) if test else {},
        }
