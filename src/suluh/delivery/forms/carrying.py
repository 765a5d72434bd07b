"""Form of one competency that an event raises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from suluh.competency.models import Competency
from suluh.competency.types import HIGHEST, LOWEST


class EventCompetencyForm(forms.Form):
    """Which competency, and to which level the event helps."""

    competency = forms.TypedChoiceField(label=gettext_lazy("Kompetensi"), coerce=UUID)
    level = forms.TypedChoiceField(
        label=gettext_lazy("Menuju level"), coerce=int, initial=2,
        choices=[(level, str(level)) for level in range(LOWEST, HIGHEST + 1)],
    )  # fmt: skip

    def __init__(self, *arguments: Any, competencies: Sequence[Competency], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["competency"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(each.uuid), f"{each.code} {each.name}") for each in competencies]
