"""Forms: the settings of an assignment, a mark, a return, whom to give a work to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.assignment.models import Mark
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.types import Brief, Late, Passing
from suluh.base.uploads import SORTS
from suluh.content.rules import judging, rubric
from suluh.content.rules.judging import Judgement

LATES = [
    (Late.ALLOWED, _("Diterima seperti biasa, ditandai terlambat")),
    (Late.MINUS, _("Diterima, nilainya berkurang setiap hari")),
    (Late.REFUSED, _("Tidak diterima")),
]
PASSINGS = [
    (Passing.MARKED, _("Dinilai, dan nilainya mencapai batas lulus")),
    (Passing.HANDED_IN, _("Dikirim")),
]
_NUMBERS = (
    "least_words", "most_files", "most_mb", "pass_percent", "due_days", "late_percent", "team_size",
    "difference",
)  # fmt: skip
_FLAGS = ("takes_text", "may_replace", "needs_second")


def _number(label: Any, least: int, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, help_text=hint)


class BriefForm(forms.Form):
    """Everything an author decides about an assignment."""

    template = "assignment/editor.html"
    wanted = ("text",)  # may wait, and must be there before it is published
    text = forms.CharField(
        label=_("Apa yang harus dikerjakan"), required=False, max_length=briefs.LONGEST_TEXT,
        strip=False, widget=forms.Textarea(attrs={"rows": 12, "data-rich": "", "spellcheck": "true"}),
    )  # fmt: skip
    form = forms.ChoiceField(
        label=_("Bentuk"), widget=forms.RadioSelect,
        choices=[("task", _("Tugas yang dinilai")), ("journal", _("Jurnal: tulisan sekali kirim"))],
        help_text=_("Jurnal selesai begitu dikirim dengan cukup kata, tanpa dinilai."),
    )  # fmt: skip
    takes_text = forms.BooleanField(label=_("Peserta menulis jawaban di halaman"), required=False)
    least_words = _number(_("Paling sedikit kata"), 0, briefs.MOST_WORDS, _("0 berarti bebas."))
    most_files = _number(
        _("Paling banyak berkas"), 0, briefs.MOST_FILES, _("0 berarti tanpa berkas.")
    )
    most_mb = _number(_("Ukuran tiap berkas (MB)"), 1, briefs.MOST_MB)
    sorts = forms.MultipleChoiceField(
        label=_("Jenis berkas"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(slug, sort.label) for slug, sort in SORTS.items()],
        help_text=_("Diperiksa dari isinya, bukan dari namanya."),
    )  # fmt: skip
    rubric = judging.rubric_field()
    passing = forms.ChoiceField(label=_("Kegiatan selesai bila"), choices=PASSINGS)
    pass_percent = _number(_("Batas lulus (0 sampai 100)"), 0, 100, _("0: nilai berapa pun."))
    due_on = forms.DateField(
        label=_("Batas tanggal"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Sampai akhir hari itu. Untuk kelas dengan tanggal."),
    )  # fmt: skip
    due_days = _number(
        _("Batas hari sejak dibuka"), 0, briefs.MOST_DAYS,
        _("Untuk kelas yang selalu terbuka. 0 berarti tanpa batas."),
    )  # fmt: skip
    late = forms.ChoiceField(label=_("Bila terlambat"), choices=LATES)
    late_percent = _number(_("Pengurangan tiap hari (%)"), 0, 100)
    may_replace = forms.BooleanField(
        label=_("Boleh diganti selama belum mulai dinilai"), required=False
    )
    team_size = _number(
        _("Orang tiap kelompok"), 1, briefs.MOST_TEAM,
        _("1 berarti perorangan. Pada kelompok, seorang mengirim untuk semua."),
    )  # fmt: skip
    needs_second = forms.BooleanField(label=_("Dinilai dua penilai"), required=False)
    difference = _number(
        _("Selisih yang masih dirata-ratakan"), 0, 100,
        _("Bila lebih jauh, orang ketiga memutuskan."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, brief: Brief) -> None:
        names = (*_NUMBERS, *_FLAGS, "text", "passing", "late", "due_on")
        initial = {name: getattr(brief, name) for name in names} | {
            "form": "journal" if brief.is_journal else "task",
            "sorts": list(brief.sorts),
            "rubric": rubric.written(brief.rubric),
        }
        super().__init__(data, initial=initial)

    def clean_rubric(self) -> Any:
        """The lines as criteria with levels."""
        return judging.criteria_of(self.cleaned_data["rubric"])

    def settings(self) -> dict[str, Any]:
        """The brief as data; a journal is a text, handed in once, done with that."""
        given = self.cleaned_data
        plain = {name: given[name] for name in (*_NUMBERS, *_FLAGS)}
        brief = Brief(
            text=given["text"].replace("\r\n", "\n"), sorts=tuple(given["sorts"]),
            rubric=given["rubric"], passing=Passing(given["passing"]), late=Late(given["late"]),
            due_on=given["due_on"], is_journal=given["form"] == "journal", **plain,
        )  # fmt: skip
        return briefs.to_data(briefs.as_journal(brief) if brief.is_journal else brief)


class JudgementForm(forms.Form):
    """A level for each criterion, or a number; the feedback; a reason where a mark changes."""

    def __init__(
        self, data: Any = None, *, brief: Brief, known: Mark | None = None, is_change: bool = False
    ) -> None:
        super().__init__(data)
        before = judging.Known(known.levels, known.score or 0) if known else None
        self.fields |= judging.fields_of(brief.rubric, before)
        self.fields["comment"] = forms.CharField(
            label=_("Umpan balik untuk peserta"), required=False, max_length=5_000,
            widget=forms.Textarea(attrs={"rows": 5}), initial=known.comment if known else "",
            help_text=_("Apa yang sudah baik, dan satu hal yang dapat lebih baik."),
        )  # fmt: skip
        if is_change:
            self.fields["reason"] = judging.reason_field()
        self.brief = brief

    def judgement(self) -> Judgement:
        """What was said, of a valid form."""
        return judging.judgement_of(self.cleaned_data, self.brief.rubric)


class ReturnForm(forms.Form):
    """What the learner is to mend."""

    note = forms.CharField(
        label=_("Apa yang perlu diperbaiki"), max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
