"""Forms of an angkatan: its rules, a session of the timetable, a day to copy or move."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.base import text
from suluh.delivery.actions.batches import BatchRules
from suluh.delivery.actions.timetable import Plan
from suluh.delivery.models import Meeting
from suluh.delivery.rules.timetable import Day

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class RulesForm(forms.Form):
    """Number, attendance, who decides."""

    number = forms.IntegerField(
        label=_("Nomor angkatan"), min_value=1, max_value=999, required=False
    )
    attendance_share = forms.IntegerField(
        label=_("Kehadiran paling sedikit (%)"), min_value=0, max_value=100, initial=90,
        help_text=_("Bagian dari menit seluruh jadwal. Isi 0 bila kehadiran tidak disyaratkan."),
    )  # fmt: skip
    is_decided = forms.BooleanField(
        label=_("Kelulusan diputuskan dalam rapat dengan berita acara"), required=False,
        initial=True,
    )  # fmt: skip

    def rules(self) -> BatchRules:
        """What the action takes."""
        return BatchRules(**self.cleaned_data)


class MeetingForm(forms.Form):
    """A session, in the zone of the angkatan."""

    subject = forms.CharField(label=_("Mata pelatihan"), max_length=200)
    day = forms.DateField(label=_("Tanggal"), widget=_DATE)
    begins = forms.TimeField(label=_("Mulai"), widget=_TIME)
    ends = forms.TimeField(label=_("Selesai"), widget=_TIME)
    room = forms.CharField(label=_("Ruang"), max_length=120, required=False)
    link = forms.URLField(
        label=_("Tautan rapat"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Untuk sesi jarak jauh. Hanya peserta yang melihatnya."),
    )  # fmt: skip
    trainers = forms.CharField(
        label=_("Pengajar"), max_length=800, required=False,
        help_text=_("Pisahkan dengan titik koma bila lebih dari satu."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, zone: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        """It ends after it begins."""
        values: dict[str, Any] = super().clean() or {}
        begins, ends = values.get("begins"), values.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("Waktu selesai harus sesudah waktu mulai."))
        return values

    def plan(self) -> Plan:
        """What the action takes."""
        values, place = self.cleaned_data, ZoneInfo(self.zone)
        names = [" ".join(name.split()) for name in values["trainers"].split(";")]
        return Plan(
            starts_at=datetime.combine(values["day"], values["begins"], place),
            ends_at=datetime.combine(values["day"], values["ends"], place),
            subject=values["subject"],
            room=values["room"],
            link=values["link"],
            trainers=[name[:200] for name in names if name],
        )


def values_of(meeting: Meeting, *, zone: str) -> dict[str, Any]:
    """What the form of a session shows first."""
    starts, ends = text.local(meeting.starts_at, zone), text.local(meeting.ends_at, zone)
    return {
        "subject": meeting.subject,
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "room": meeting.room,
        "link": meeting.link,
        "trainers": "; ".join(meeting.trainers),
    }


class DayForm(forms.Form):
    """One planned day, and the day it goes to."""

    day = forms.TypedChoiceField(label=_("Hari"), coerce=date.fromisoformat)
    to = forms.DateField(label=_("Ke tanggal"), widget=_DATE)

    def __init__(self, *arguments: Any, days: tuple[Day, ...], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["day"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(each.date.isoformat(), text.day(each.date)) for each in days]
