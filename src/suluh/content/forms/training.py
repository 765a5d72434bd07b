"""What is said about a training, and how one publishes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from suluh.content.models import Training
from suluh.content.queries.trainings import all_forms
from suluh.content.rules.pictures import to_banner

_LONG = forms.Textarea(attrs={"rows": 5})
MOST_COVER = 5 * 1024 * 1024
_APART = {"trainers", "cover", "no_cover"}


class StartForm(forms.Form):
    """The least a training needs to begin: its title and form."""

    title = forms.CharField(label=_("Judul pelatihan"), max_length=200)
    summary = forms.CharField(
        label=_("Satu kalimat: apa yang akan dapat dilakukan peserta"),
        max_length=300,
        required=False,
    )
    form = forms.ModelChoiceField(
        label=_("Bentuk pengembangan kompetensi"),
        queryset=all_forms(),
        empty_label=None,
        help_text=_(
            "Menentukan cara menghitung JP dan kode di SIASN. Belajar sendiri: E-learning."
        ),
    )


class TrainingForm(StartForm):
    """Everything that learners and reports read."""

    path = forms.ChoiceField(label=_("Jalur"), choices=Training.Path.choices)
    aims = forms.CharField(
        label=_("Tujuan pembelajaran"), required=False, max_length=5_000, widget=_LONG,
        help_text=_("Satu baris satu tujuan, misalnya: menulis surat dinas yang jelas."),
    )  # fmt: skip
    target_group = forms.CharField(label=_("Untuk siapa"), max_length=200, required=False)
    requirements = forms.CharField(
        label=_("Syarat peserta"), required=False, max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    strategic_issue = forms.CharField(label=_("Isu strategis"), max_length=200, required=False)
    theme = forms.CharField(label=_("Tema"), max_length=120, required=False)
    repeats = forms.ChoiceField(label=_("Boleh diulang untuk JP"), choices=Training.Repeats.choices)
    trainers = forms.CharField(
        label=_("Pengajar"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu orang: nama; jabatan atau lembaga."),
    )  # fmt: skip

    cover = forms.FileField(
        label=_("Gambar sampul"), required=False,
        help_text=_("JPG, PNG, atau WebP, paling besar 5 MB. Dipotong menjadi 1200 × 480."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    no_cover = forms.BooleanField(label=_("Tanpa gambar sampul"), required=False)

    def __init__(self, *arguments: Any, training: Training | None = None, **named: Any) -> None:
        has_cover = training is not None and bool(training.cover)
        if training is not None:
            known = {
                name: getattr(training, name) for name in self.base_fields if name not in _APART
            }
            people = training.trainers.all()
            known["trainers"] = "\n".join(
                f"{person.name}; {person.title}" if person.title else person.name
                for person in people
            )
            named["initial"] = known
        super().__init__(*arguments, **named)
        if not has_cover:
            del self.fields["no_cover"]

    def clean_cover(self) -> ContentFile[bytes] | None:
        """The picture made small; nothing where none was sent."""
        sent = self.files.get("cover")
        if sent is None:
            return None
        if (sent.size or 0) > MOST_COVER:
            raise forms.ValidationError(_("Gambar paling besar 5 MB."))
        try:
            return ContentFile(to_banner(sent.read()), name="sampul.webp")
        except ValueError as error:
            sentence = _("Berkas ini bukan gambar JPG, PNG, atau WebP.")
            raise forms.ValidationError(sentence) from error

    def values(self) -> dict[str, Any]:
        """The training's own fields; the cover only where it changes."""
        given = self.cleaned_data
        values = {name: value for name, value in given.items() if name not in _APART}
        if given["cover"] is not None:
            values["cover"] = given["cover"]
        elif given.get("no_cover"):
            values["cover"] = ""
        return values

    def trainers_lines(self) -> list[str]:
        """Lines of the people who teach."""
        return str(self.cleaned_data["trainers"]).splitlines()


class ActivityForm(forms.Form):
    """What every activity has, whatever its kind."""

    title = forms.CharField(label=_("Judul kegiatan"), max_length=200)
    minutes = forms.IntegerField(
        label=_("Lama belajar (menit)"), min_value=0, max_value=6_000, required=False,
        help_text=_("Menjadi dasar JP: 45 menit satu JP. Kosongkan untuk memakai perkiraan."),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Wajib diselesaikan"), required=False)


class CompletionForm(forms.Form):
    """When the course is complete."""

    of = forms.ChoiceField(
        label=_("Peserta selesai bila"),
        widget=forms.RadioSelect,
        choices=[
            ("required", _("Semua kegiatan wajib selesai")),
            ("some", _("Sejumlah kegiatan selesai, yang mana saja")),
        ],
    )
    count = forms.IntegerField(
        label=_("Jumlah kegiatan"), min_value=1, max_value=300, required=False
    )
    mark = forms.IntegerField(
        label=_("Nilai rata-rata sedikitnya"), min_value=1, max_value=100, required=False,
        help_text=_("Dari kegiatan yang bernilai, 1 sampai 100. Kosongkan bila tidak disyaratkan."),
    )  # fmt: skip

    @staticmethod
    def known(rule: dict[str, Any]) -> dict[str, Any]:
        """What the fields show of a stored rule."""
        wanted = rule.get("of", "required")
        some = isinstance(wanted, int)
        return {
            "of": "some" if some else "required",
            "count": wanted if some else None,
            "mark": rule.get("mark"),
        }

    def clean(self) -> dict[str, Any]:
        """A number where a number is asked for."""
        values: dict[str, Any] = super().clean() or {}
        if values.get("of") == "some" and not values.get("count"):
            self.add_error("count", _("Isi berapa kegiatan yang harus selesai."))
        return values

    def rule(self) -> dict[str, Any]:
        """The rule as it is stored."""
        values = self.cleaned_data
        rule: dict[str, Any] = {"of": values["count"] if values["of"] == "some" else "required"}
        return rule | ({"mark": values["mark"]} if values["mark"] else {})


class PublishForm(forms.Form):
    """What learners are told about the new version."""

    note = forms.CharField(
        label=_("Catatan versi"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Apa yang baru dan mengapa. Masuk ke riwayat terbitan."),
    )  # fmt: skip
