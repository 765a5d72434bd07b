"""Forms of the live session."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.session.rules import course
from suluh.activities.session.types import Meeting


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


class MeetingForm(forms.Form):
    """Settings of a live session in a training."""

    template = "session/meeting_edit.html"
    wanted = ("text",)  # may wait, and must be there before it is published
    text = forms.CharField(
        label=_("Apa yang dilakukan dalam sesi ini?"), required=False, strip=False,
        max_length=course.LONGEST_TEXT,
        help_text=_("Tujuan, acara, dan apa yang perlu disiapkan peserta."),
        widget=forms.Textarea(attrs={"rows": 8, "data-rich": "", "spellcheck": "true"}),
    )  # fmt: skip
    checks_out = forms.BooleanField(
        label=_("Peserta juga mencatat kehadiran pulang"), required=False
    )

    def settings(self) -> dict[str, Any]:
        """As data."""
        given = self.cleaned_data
        return course.to_data(Meeting(given["text"].replace("\r\n", "\n"), given["checks_out"]))


class DateForm(forms.Form):
    """When and where a class holds a session, in the class's own zone."""

    day = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}))
    begins = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=_("Selesai"), widget=forms.TimeInput(attrs={"type": "time"}))
    link = forms.URLField(
        label=_("Tautan rapat daring"), required=False, max_length=500, assume_scheme="https"
    )
    place = forms.CharField(label=_("Tempat"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """The end comes after the start."""
        given = super().clean() or self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Waktu selesai harus sesudah waktu mulai."))
        return given

    def times(self, zone: str) -> tuple[datetime, datetime]:
        """Start and end as moments."""
        day = self.cleaned_data["day"]
        begins, ends = (
            datetime.combine(day, self.cleaned_data[name], tzinfo=ZoneInfo(zone))
            for name in ("begins", "ends")
        )
        return begins, ends
