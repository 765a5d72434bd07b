"""Forms of the evaluation: built from its questions, and the organiser's editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.survey.queries import groups_for, has_sent
from suluh.activities.survey.rules import (
    MAX_TEXT,
    MOST_LINES,
    SCALE,
    default_plan,
    new_key,
    plan_data,
    read_plan,
)
from suluh.activities.survey.types import Group, Plan, Question, QuestionKind
from suluh.content.types import Lesson, Play


class AnswerForm(forms.Form):
    """One field per question, named by its key."""

    def __init__(self, *arguments: Any, questions: Sequence[Question], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for question in questions:
            self.fields[question.key] = _field(question)

    def answers(self) -> dict[str, Any]:
        """What was answered: numbers for scales, text for the rest."""
        return {
            key: int(value) if isinstance(self.fields[key], forms.ChoiceField) and value else value
            for key, value in self.cleaned_data.items()
        }


def _field(question: Question) -> forms.Field:
    if question.kind is QuestionKind.TEXT:
        return forms.CharField(
            label=question.text, required=question.is_required, max_length=MAX_TEXT,
            widget=forms.Textarea(attrs={"rows": 4}),
        )  # fmt: skip
    return forms.ChoiceField(
        label=question.text, required=question.is_required,
        choices=[(str(mark), str(mark)) for mark in SCALE], widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu angka dari 1 sampai 5.")},
    )  # fmt: skip


class EditorForm(forms.Form):
    """Questions as lines of text: one scale question per line, then the open questions."""

    scales = forms.CharField(
        label=_("Pertanyaan dengan jawaban 1 sampai 5"),
        help_text=_("Satu pertanyaan per baris."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=8_000,
    )
    texts = forms.CharField(
        label=_("Pertanyaan dengan jawaban bebas"),
        help_text=_("Satu pertanyaan per baris. Peserta boleh mengosongkan jawabannya."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
        required=False,
    )
    is_anonymous = forms.BooleanField(
        label=_("Jawaban tanpa nama: siapa yang menjawab dicatat terpisah dari isinya"),
        required=False,
    )

    def questions(self, before: Sequence[Question]) -> list[Question]:
        """The questions of the lines; a line that stood there before keeps its key."""
        kept = {(question.kind, question.text): question.key for question in before}
        taken = set(kept.values())
        made = []
        for kind, name in ((QuestionKind.SCALE, "scales"), (QuestionKind.TEXT, "texts")):
            for text in _lines(self.cleaned_data[name]):
                key = kept.get((kind, text)) or new_key(text, taken)
                taken.add(key)
                made.append(Question(key, text, kind, kind is QuestionKind.SCALE))
        return made


class PlanForm(forms.Form):
    """Settings of an evaluation in a training: one question a line; new ones get the usual lines."""

    template = "survey/plan.html"
    organisation = forms.CharField(
        label=_("Tentang penyelenggaraan"), required=False, max_length=4_000,
        help_text=_("Satu pernyataan per baris, dijawab 1 sampai 5."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )  # fmt: skip
    trainer = forms.CharField(
        label=_("Tentang setiap pengajar"), required=False, max_length=4_000,
        help_text=_("Ditanyakan untuk setiap pengajar di tab Data pelatihan."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    texts = forms.CharField(
        label=_("Pertanyaan dengan jawaban bebas"), required=False, max_length=2_000,
        help_text=_("Satu pertanyaan per baris. Peserta boleh mengosongkan jawabannya."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=_("Jawaban tanpa nama: siapa yang menjawab dicatat terpisah dari isinya"),
        required=False,
    )

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        is_empty = not (plan.organisation or plan.trainer or plan.texts)
        shown = default_plan() if is_empty else plan
        initial: dict[str, Any] = {
            name: "\n".join(getattr(shown, name)) for name in ("organisation", "trainer", "texts")
        }
        super().__init__(data, initial=initial | {"is_anonymous": shown.is_anonymous})

    def settings(self) -> dict[str, Any]:
        """The plan as data."""
        given = self.cleaned_data
        organisation, trainer, texts = (
            tuple(_lines(given[name])[:MOST_LINES]) for name in ("organisation", "trainer", "texts")
        )
        return plan_data(Plan(organisation, trainer, texts, is_anonymous=given["is_anonymous"]))


class CourseForm(AnswerForm):
    """The evaluation of a training; its fields stand in groups."""

    def __init__(self, *arguments: Any, groups: Sequence[Group], **named: Any) -> None:
        asked = [question for group in groups for question in group.items]
        super().__init__(*arguments, questions=asked, **named)
        self.groups = [
            Group(group.title, tuple(self[each.key] for each in group.items), group.trainer)
            for group in groups
        ]


def play(lesson: Lesson) -> Play:
    """The form of a lesson, or that it was sent."""
    context = {
        "form": CourseForm(groups=groups_for(lesson)),
        "plan": read_plan(lesson.settings),
        "is_sent": has_sent(lesson),
        "send_url": f"/pelatihan/{lesson.offering}/evaluasi/{lesson.key}/",
    }
    return Play("survey/player.html", context)


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split())[:200] for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))
