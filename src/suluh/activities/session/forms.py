"""Forms of the live session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AnnouncementForm(forms.Form):
    """One sentence to everyone."""

    text = forms.CharField(
        label=_("Pengumuman untuk semua peserta"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class QuestionForm(forms.Form):
    """A question to the speaker."""

    text = forms.CharField(
        label=_("Pertanyaan untuk narasumber"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class PollForm(forms.Form):
    """A question with fixed answers, one per line."""

    text = forms.CharField(label=_("Pertanyaan"), max_length=300)
    options = forms.CharField(
        label=_("Pilihan jawaban"), help_text=_("Satu pilihan per baris, dua sampai delapan."),
        widget=forms.Textarea(attrs={"rows": 4}), max_length=1_000,
    )  # fmt: skip

    def clean_options(self) -> list[str]:
        """The lines, from two to eight."""
        lines = [" ".join(line.split())[:120] for line in self.cleaned_data["options"].splitlines()]
        kept = list(dict.fromkeys(line for line in lines if line))
        if not 2 <= len(kept) <= 8:
            raise forms.ValidationError(_("Tulis dua sampai delapan pilihan, satu per baris."))
        return kept


class ReportForm(forms.Form):
    """A meeting provider's participant report."""

    file = forms.FileField(label=_("Laporan peserta rapat (CSV atau XLSX)"))

    def clean_file(self) -> Any:
        """At most 20 MB."""
        given = self.cleaned_data["file"]
        if given.size > 20 * 1024 * 1024:
            raise forms.ValidationError(_("Berkas lebih dari 20 MB. Bagi menjadi beberapa berkas."))
        return given
