"""Forms: the settings of a test, and a question of the bank."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.actions.allowances import (
    LONGEST_REASON,
    MOST_ATTEMPTS,
    MOST_MINUTES,
    Extra,
    NothingAllowed,
)
from suluh.activities.quiz.models import Mark, Question
from suluh.activities.quiz.queries.bank import categories, tags
from suluh.activities.quiz.queries.pictures import is_kept
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.items import LONGEST_TEXT, flaw_of
from suluh.activities.quiz.rules.showing import picture_url
from suluh.activities.quiz.rules.writing import item_from, lines_of
from suluh.activities.quiz.types import Criterion, Draw, Item, Plan, Review, Sort

DRAW_ROWS = 5
DIFFICULTIES = [("", _("Semua tingkat")), *Question.Difficulty.choices]
SORTS = [
    (Sort.SINGLE, _("Pilihan ganda")),
    (Sort.MULTIPLE, _("Pilihan lebih dari satu")),
    (Sort.TRUE_FALSE, _("Benar atau salah")),
    (Sort.MATCHING, _("Menjodohkan")),
    (Sort.ORDERING, _("Mengurutkan")),
    (Sort.NUMERIC, _("Angka")),
    (Sort.SHORT, _("Isian singkat")),
    (Sort.CLOZE, _("Melengkapi teks")),
    (Sort.ESSAY, _("Uraian")),
    (Sort.HOTSPOT, _("Titik pada gambar")),
]
REVIEWS = [
    (Review.MARKS, _("Nilai, dan soal mana yang benar")),
    (Review.SCORE, _("Nilai saja")),
    (Review.ALL_AT_END, _("Nilai; kunci dan pembahasan setelah lulus atau percobaan habis")),
    (Review.ALL, _("Nilai, kunci, dan pembahasan langsung")),
    (Review.NOTHING, _("Belum ada; penyelenggara yang memberi tahu")),
]


class PlanForm(forms.Form):
    """Settings of a test: up to five rules of drawing."""

    template = "quiz/editor.html"
    intro = forms.CharField(
        label=_("Petunjuk"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Waktu (menit)"), min_value=0, max_value=plans.MOST_MINUTES,
        help_text=_("0 berarti tanpa batas waktu."),
    )  # fmt: skip
    attempts = forms.IntegerField(
        label=_("Banyak percobaan"), min_value=0, max_value=plans.MOST_ATTEMPTS,
        help_text=_("0 berarti boleh diulang sesukanya."),
    )  # fmt: skip
    pass_percent = forms.IntegerField(label=_("Batas lulus (%)"), min_value=0, max_value=100)
    remedial_attempts = forms.IntegerField(
        label=_("Percobaan remedial"), min_value=0, max_value=plans.MOST_ATTEMPTS,
        help_text=_("Tambahan bagi yang belum lulus setelah percobaan habis."),
    )  # fmt: skip
    remedial_hours = forms.IntegerField(
        label=_("Jeda sebelum remedial (jam)"), min_value=0, max_value=plans.MOST_HOURS
    )
    review = forms.ChoiceField(label=_("Yang terlihat setelah tes"), choices=REVIEWS)
    is_shuffled = forms.BooleanField(label=_("Acak urutan soal dan pilihan"), required=False)
    is_stepwise = forms.BooleanField(label=_("Tampilkan satu soal setiap kali"), required=False)

    def __init__(self, data: Any = None, *, plan: Plan) -> None:
        super().__init__(data, initial=_initial(plan))
        self.plan = plan
        groups = [("", _("Semua kategori")), *((n, f"{n} ({c})") for n, c in categories())]
        words = [("", _("Semua tanda")), *((n, f"{n} ({c})") for n, c in tags())]
        rows = max(DRAW_ROWS, len(plan.draws))
        for row in range(rows):
            given = plan.draws[row] if row < len(plan.draws) else None
            self.fields.update(_draw_fields(row, given, (groups, words)))
        self.rows = range(rows)

    @property
    def draw_rows(self) -> list[list[forms.BoundField]]:
        """Fields of the rules, row by row."""
        names = ("count", "category", "tag", "difficulty")
        return [[self[f"{name}_{row}"] for name in names] for row in self.rows]

    def settings(self) -> dict[str, Any]:
        """The plan as data."""
        given = self.cleaned_data
        draws = tuple(
            Draw(given[f"count_{row}"], given[f"category_{row}"], given[f"tag_{row}"],
                 given[f"difficulty_{row}"])
            for row in self.rows if given[f"count_{row}"]
        )  # fmt: skip
        plain = {name: given[name] for name in _PLAIN}
        return plans.to_data(
            Plan(draws=draws, fixed=self.plan.fixed, review=Review(given["review"]), **plain)
        )


_PLAIN = (
    "intro", "minutes", "attempts", "pass_percent", "remedial_attempts", "remedial_hours",
    "is_shuffled", "is_stepwise",
)  # fmt: skip


def _initial(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in (*_PLAIN, "review")}


def _draw_fields(row: int, given: Draw | None, lists: Any) -> dict[str, forms.Field]:
    groups, words = lists
    number = {"n": row + 1}
    return {
        f"count_{row}": forms.IntegerField(
            label=_("Banyak soal, aturan %(n)d") % number, required=False, min_value=0,
            max_value=plans.MOST_QUESTIONS, initial=given.count if given else None,
        ),
        f"category_{row}": forms.ChoiceField(
            label=_("Kategori"), required=False, initial=given.category if given else "",
            choices=_with(groups, given.category if given else ""),
        ),
        f"tag_{row}": forms.ChoiceField(
            label=_("Tanda"), required=False, initial=given.tag if given else "",
            choices=_with(words, given.tag if given else ""),
        ),
        f"difficulty_{row}": forms.ChoiceField(
            label=_("Tingkat"), required=False, choices=DIFFICULTIES,
            initial=given.difficulty if given else "",
        ),
    }  # fmt: skip


def _with(choices: list[tuple[str, Any]], value: str) -> list[tuple[str, Any]]:
    """What was chosen once stays choosable, though the bank no longer has it."""
    known = {name for name, _label in choices}
    return choices if value in known else [*choices, (value, f"{value} (0)")]


class AllowanceForm(forms.Form):
    """More time, or more attempts, for one person."""

    minutes = forms.IntegerField(
        label=_("Tambahan waktu (menit)"), min_value=0, max_value=MOST_MINUTES, initial=0,
        help_text=_("Percobaan yang sedang berjalan langsung diperpanjang."),
    )  # fmt: skip
    attempts = forms.IntegerField(
        label=_("Tambahan percobaan"), min_value=0, max_value=MOST_ATTEMPTS, initial=0,
        help_text=_("Boleh langsung dipakai, tanpa jeda remedial."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Tercatat di jejak audit bersama nama Anda."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Something must be given."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["minutes"] and not given["attempts"]:
            self.add_error("minutes", str(NothingAllowed.sentence))
        return given

    def extra(self) -> Extra:
        """What is given."""
        given = self.cleaned_data
        return Extra(given["minutes"], given["attempts"], given["reason"])


@dataclass(frozen=True, slots=True)
class Upload:
    """What became of a picture that was sent: its uuid, or why it was not taken."""

    uuid: str = ""
    problem: str = ""


class QuestionForm(forms.Form):
    """A question as lines of text: works on any device, and by keyboard alone."""

    text = forms.CharField(
        label=_("Pertanyaan"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    lines = forms.CharField(
        label=_("Jawaban"), max_length=LONGEST_TEXT, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    feedback = forms.CharField(
        label=_("Pembahasan"), required=False, max_length=2_000,
        help_text=_("Terlihat peserta sesuai aturan tes, tidak pernah sebelum tes dikirim."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    picture = forms.FileField(
        label=_("Gambar"), required=False,
        help_text=_("JPG, PNG, atau WebP, paling besar 10 MB. Diperkecil supaya ringan di ponsel."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("Apa yang tampak pada gambar"), required=False, max_length=300,
        help_text=_("Dibacakan kepada peserta yang tidak dapat melihatnya; jangan sebut jawabannya."),
    )  # fmt: skip
    kept = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    category = forms.CharField(
        label=_("Kategori"), required=False, max_length=200,
        help_text=_("Tingkat dipisah garis miring, misalnya Surat dinas/Bahasa."),
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Tanda"), required=False, max_length=300, help_text=_("Pisahkan dengan koma.")
    )
    difficulty = forms.ChoiceField(label=_("Tingkat"), choices=Question.Difficulty.choices)
    points = forms.IntegerField(label=_("Bobot"), min_value=1, max_value=100, initial=1)

    def __init__(self, data: Any = None, *, sort: Sort, item: Item | None = None, **named: Any):
        initial = named.pop("initial", {"difficulty": "medium"})
        if item:
            text, lines = lines_of(item)
            initial |= {
                "text": text, "lines": lines, "feedback": item.feedback, "points": item.points,
                "kept": item.picture, "alt": item.alt,
            }  # fmt: skip
        upload: Upload = named.pop("upload", Upload())
        super().__init__(data, initial=initial, **named)
        self.sort, self.upload = sort, upload
        self.item: Item | None = None
        label, help_text = LINES[sort]
        self.fields["lines"].label, self.fields["lines"].help_text = label, help_text
        if sort is Sort.HOTSPOT:
            self.fields["lines"].widget.attrs["data-regions"] = ""
        if sort is Sort.CLOZE:
            for name in ("picture", "alt", "kept"):
                del self.fields[name]
            del self.fields["lines"]
            self.fields["text"].help_text = help_text
            self.fields["text"].label = label

    def clean(self) -> dict[str, Any]:
        """The question must be one that can be asked."""
        given = super().clean() or self.cleaned_data
        if "text" in given:
            item = item_from(
                self.sort, text=given["text"], lines=given.get("lines", ""),
                feedback=given.get("feedback", ""), points=given.get("points") or 1,
            )  # fmt: skip
            self.item = self._with_picture(item)
            if flaw := flaw_of(self.item):
                name = "lines" if "lines" in self.fields and given["text"].strip() else "text"
                self.add_error(name, flaw)
        return given

    @property
    def shown_picture(self) -> str:
        """Address of the picture on which regions are drawn; '' before there is one."""
        uuid = self.upload.uuid or str(self["kept"].value() or "") if "kept" in self.fields else ""
        return picture_url(uuid) if is_kept(uuid) else ""

    def _with_picture(self, item: Item) -> Item:
        """The picture of a hotspot; in other questions it goes below the words."""
        if self.sort is Sort.CLOZE:
            return item
        alt = " ".join(self.cleaned_data.get("alt", "").split())
        if self.upload.problem:
            self.add_error("picture", self.upload.problem)
        if self.sort is Sort.HOTSPOT:
            uuid = self.upload.uuid or self.cleaned_data.get("kept", "")
            return replace(item, picture=uuid if is_kept(uuid) else "", alt=alt)
        if not self.upload.uuid:
            return item
        if not alt:
            self.add_error("alt", _("Tulis apa yang tampak pada gambar."))
        words = alt.replace("[", "(").replace("]", ")")
        return replace(item, text=f"{item.text}\n\n![{words}]({picture_url(self.upload.uuid)})")

    @property
    def tag_list(self) -> tuple[str, ...]:
        """Tags, each once."""
        parts = (" ".join(part.split())[:60] for part in self.cleaned_data["tags"].split(","))
        return tuple(dict.fromkeys(part.lower() for part in parts if part))[:20]

    @property
    def category_path(self) -> str:
        """The category without stray blanks and slashes."""
        return as_path(self.cleaned_data["category"])


class BankUploadForm(forms.Form):
    """A file of questions, and where those without a category of their own go."""

    file = forms.FileField(
        label=_("Berkas soal"), help_text=_("GIFT, Aiken, atau Moodle XML, paling besar 40 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.txt,.gift,.aiken"}),
    )  # fmt: skip
    category = forms.CharField(
        label=_("Kategori untuk soal tanpa kategori"), required=False, max_length=200,
        help_text=_("Tingkat dipisah garis miring, misalnya Surat dinas/Bahasa."),
    )  # fmt: skip

    @property
    def category_path(self) -> str:
        """The category without stray blanks and slashes."""
        return as_path(self.cleaned_data["category"])


def as_path(text: str) -> str:
    """A category as people type it, without stray blanks and slashes."""
    parts = (" ".join(part.split()) for part in text.split("/"))
    return "/".join(part for part in parts if part)


class MarkForm(forms.Form):
    """Points for each line of the rubric, and words for the learner."""

    comment = forms.CharField(
        label=_("Umpan balik untuk peserta"), required=False, max_length=5_000,
        help_text=_("Apa yang sudah baik, dan satu hal untuk diperbaiki."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan mengubah nilai"),
        max_length=300,
        help_text=_("Tersimpan bersama nilai lama; tidak terlihat peserta."),
    )

    def __init__(self, data: Any = None, *, rubric: tuple[Criterion, ...], mark: Mark | None):
        super().__init__(data, initial={"comment": mark.comment if mark else ""})
        self.size = len(rubric)
        before = mark.earned if mark and len(mark.earned) == len(rubric) else [None] * len(rubric)
        lines = {
            f"points_{row}": forms.IntegerField(
                label=line.text, min_value=0, max_value=line.points, initial=before[row],
                help_text=_("0 sampai %(most)d poin") % {"most": line.points},
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )
            for row, line in enumerate(rubric)
        }  # fmt: skip
        self.fields = lines | self.fields
        if mark is None:
            del self.fields["reason"]

    @property
    def criteria(self) -> list[forms.BoundField]:
        """The rubric's fields."""
        return [self[f"points_{row}"] for row in range(self.size)]

    @property
    def points(self) -> list[int]:
        """Points line by line; asked only of a valid form."""
        return [self.cleaned_data[f"points_{row}"] for row in range(self.size)]


class RegradeForm(forms.Form):
    """Why a question is marked again."""

    reason = forms.CharField(
        label=_("Alasan menilai ulang"),
        max_length=300,
        help_text=_("Misalnya: kunci salah, dilaporkan peserta. Tersimpan di catatan."),
    )


_CHOICES = _("Satu pilihan per baris. Beri bintang di depan jawaban yang benar: *Jakarta")
LINES = {
    Sort.SINGLE: (_("Pilihan"), _CHOICES),
    Sort.MULTIPLE: (_("Pilihan"), _CHOICES),
    Sort.TRUE_FALSE: (_("Jawaban"), _("Tulis Benar atau Salah.")),
    Sort.MATCHING: (
        _("Pasangan"),
        _("Satu pasangan per baris: kiri = kanan. Pengecoh ditulis tanpa kiri: = kanan"),
    ),
    Sort.ORDERING: (_("Langkah"), _("Satu langkah per baris, dalam urutan yang benar.")),
    Sort.NUMERIC: (_("Angka"), _("Angka yang benar, lalu toleransinya bila ada: 12,5 ± 0,5")),
    Sort.SHORT: (
        _("Jawaban yang benar"),
        _("Satu per baris. Tanda * berarti boleh apa saja: Pancasila*"),
    ),
    Sort.CLOZE: (
        _("Teks dengan isian"),
        _("Tulis isian di antara dua kurung siku, pilihan lain dipisah garis: [[Juni|juni]]."),
    ),
    Sort.ESSAY: (
        _("Rubrik"),
        _("Satu kriteria per baris dengan poinnya: Menyebut dasar hukum = 5"),
    ),
    Sort.HOTSPOT: (
        _("Daerah yang benar"),
        _(
            "Satu daerah per baris, dalam persen gambar: nama = kiri atas lebar tinggi, misalnya"
            " Nomor surat = 10 20 30 8. Atau tarik kotak langsung pada gambar."
        ),
    ),
}
