"""Steps of the event wizard: each form gives the fields it changes."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from suluh.base.clock import ZONES
from suluh.content.rules.pictures import to_banner
from suluh.credentials.models import CertificateTemplate
from suluh.delivery.models import Offering, Series
from suluh.delivery.queries.choices import all_forms, current_templates, running_series
from suluh.delivery.queries.roster import next_number_of
from suluh.delivery.rules.presets import PRESETS, preset_of, rule_of

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class StepForm(forms.Form):
    """One step; `changes()` is what `change_offering` gets."""

    def __init__(self, *arguments: Any, offering: Offering | None = None, **named: Any) -> None:
        self.offering = offering
        if offering is not None:
            named.setdefault("initial", self.known(offering))
        super().__init__(*arguments, **named)

    def known(self, offering: Offering) -> dict[str, Any]:
        """What the fields show of the stored event."""
        names = [name for name in self.base_fields if hasattr(offering, name)]
        return {name: getattr(offering, name) for name in names}

    def changes(self) -> dict[str, Any]:
        """The fields to change, from valid input."""
        return dict(self.cleaned_data)


class BasicsForm(StepForm):
    """What it is about."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    series: forms.ModelChoiceField[Series] = forms.ModelChoiceField(
        label=_("Bagian dari seri"),
        queryset=None,
        to_field_name="uuid",
        required=False,
        empty_label=_("Berdiri sendiri"),
    )
    number = forms.IntegerField(
        label=_("Nomor dalam seri"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("Kosongkan untuk nomor berikutnya."),
    )
    theme = forms.CharField(label=_("Tema"), max_length=120, required=False)
    description = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Boleh memakai **tebal**, - daftar, dan [tautan](https://…)."),
    )
    banner = forms.FileField(
        label=_("Gambar spanduk"),
        required=False,
        help_text=_("JPG, PNG, atau WebP, paling besar 5 MB. Dipotong menjadi 1200 × 480."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["series"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = running_series()

    def clean_banner(self) -> ContentFile[bytes] | None:
        """The picture made small; nothing where none was sent."""
        sent = self.cleaned_data.get("banner")
        if not sent or not hasattr(sent, "read"):
            return None
        if sent.size > 5 * 1024 * 1024:
            raise forms.ValidationError(_("Gambar paling besar 5 MB."))
        try:
            return ContentFile(to_banner(sent.read()), name="spanduk.webp")
        except ValueError as error:
            sentence = _("Berkas ini bukan gambar JPG, PNG, atau WebP.")
            raise forms.ValidationError(sentence) from error

    def changes(self) -> dict[str, Any]:
        """The banner only where a new one came; the series' next number where none was given."""
        changes = dict(self.cleaned_data)
        if changes["banner"] is None:
            del changes["banner"]
        series = changes["series"]
        if series is None:
            changes["number"] = None
        elif changes["number"] is None:
            changes["number"] = next_number_of(series)
        return changes


class TimesForm(StepForm):
    """When and where."""

    form = forms.ModelChoiceField(label=_("Bentuk"), queryset=all_forms(), empty_label=None)
    date = forms.DateField(label=_("Tanggal"), widget=_DATE)
    start = forms.TimeField(label=_("Mulai"), widget=_TIME)
    end_date = forms.DateField(
        label=_("Tanggal selesai"),
        widget=_DATE,
        required=False,
        help_text=_("Isi bila lebih dari satu hari."),
    )
    end = forms.TimeField(label=_("Selesai"), widget=_TIME)
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=list(ZONES.items()))
    break_minutes = forms.IntegerField(
        label=_("Istirahat (menit)"),
        min_value=0,
        max_value=600,
        initial=0,
        help_text=_("Tidak dihitung sebagai JP."),
    )
    join_link = forms.URLField(
        label=_("Tautan rapat daring"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Zoom, YouTube, Meet, atau lainnya. Peserta masuk lewat Suluh."),
    )
    place = forms.CharField(
        label=_("Tempat"),
        required=False,
        max_length=200,
        help_text=_("Isi bila ada pertemuan tatap muka."),
    )

    def known(self, offering: Offering) -> dict[str, Any]:
        """Times as clocks in the event's zone show them."""
        zone = ZoneInfo(offering.zone)
        starts, ends = offering.starts_at.astimezone(zone), offering.ends_at.astimezone(zone)
        same_day = starts.date() == ends.date()
        return super().known(offering) | {
            "date": starts.date(),
            "start": starts.time(),
            "end": ends.time(),
            "end_date": None if same_day else ends.date(),
        }

    def clean(self) -> dict[str, Any]:
        """Both moments; the end must come after the start."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        zone = ZoneInfo(values["zone"])
        starts = datetime.combine(values["date"], values["start"], zone)
        ends = datetime.combine(values["end_date"] or values["date"], values["end"], zone)
        if ends <= starts:
            self.add_error("end", _("Waktu selesai harus setelah waktu mulai."))
        return values | {"starts_at": starts, "ends_at": ends}

    def changes(self) -> dict[str, Any]:
        """Moments instead of clock times; registration that closed with the start moves along."""
        values = self.cleaned_data
        names = ("form", "zone", "break_minutes", "join_link", "place", "starts_at", "ends_at")
        changes = {name: values[name] for name in names}
        was = self.offering
        if was is not None and was.registration_closes_at == was.starts_at:
            changes["registration_closes_at"] = values["starts_at"]
        return changes


class AudienceForm(StepForm):
    """Who may come, how many, until when."""

    audience = forms.ChoiceField(
        label=_("Siapa yang boleh ikut"),
        widget=forms.RadioSelect,
        choices=[
            ("agency", _("Pegawai instansi sendiri")),
            ("chosen", _("Instansi yang dipilih")),
            ("national", _("Semua ASN dan umum di Indonesia")),
        ],
    )
    seats = forms.IntegerField(
        label=_("Jumlah kursi"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Kosongkan bila tidak dibatasi. Bila penuh, peserta masuk daftar tunggu."),
    )
    opens_date = forms.DateField(label=_("Pendaftaran dibuka"), widget=_DATE)
    opens_time = forms.TimeField(label=_("Pukul"), widget=_TIME)
    closes_date = forms.DateField(label=_("Pendaftaran ditutup"), widget=_DATE)
    closes_time = forms.TimeField(label=_("Pukul"), widget=_TIME)

    def known(self, offering: Offering) -> dict[str, Any]:
        """The window as clocks in the event's zone show it."""
        zone = ZoneInfo(offering.zone)
        opens = offering.registration_opens_at.astimezone(zone)
        closes = offering.registration_closes_at.astimezone(zone)
        return super().known(offering) | {
            "opens_date": opens.date(),
            "opens_time": opens.time(),
            "closes_date": closes.date(),
            "closes_time": closes.time(),
        }

    def changes(self) -> dict[str, Any]:
        """The window as moments."""
        values = self.cleaned_data
        assert self.offering is not None
        zone = ZoneInfo(self.offering.zone)
        return {
            "audience": values["audience"],
            "seats": values["seats"],
            "registration_opens_at": datetime.combine(
                values["opens_date"], values["opens_time"], zone
            ),
            "registration_closes_at": datetime.combine(
                values["closes_date"], values["closes_time"], zone
            ),
        }


class TemplateField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Designs by their names."""

    def label_from_instance(self, obj: CertificateTemplate) -> str:
        """The name alone: a choice shows the current version."""
        return obj.name


class RuleForm(StepForm):
    """When somebody completes, and what they get."""

    rule = forms.ChoiceField(
        label=_("Peserta lulus bila"),
        widget=forms.RadioSelect,
        choices=[(preset.slug, preset.label) for preset in PRESETS],
    )
    has_evaluation = forms.BooleanField(
        label=_("Peserta mengisi formulir evaluasi pada kehadiran pulang"), required=False
    )
    template = TemplateField(
        label=_("Rancangan sertifikat"),
        queryset=None,
        to_field_name="uuid",
        required=False,
        empty_label=_("Rancangan instansi yang berlaku"),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = current_templates()

    def known(self, offering: Offering) -> dict[str, Any]:
        """The preset that the stored rule came from."""
        preset = preset_of(offering.attendance_rule)
        return super().known(offering) | {"rule": preset.slug if preset else None}

    def changes(self) -> dict[str, Any]:
        """The stored rule of the chosen preset."""
        values = self.cleaned_data
        return {
            "attendance_rule": rule_of(values["rule"]),
            "has_evaluation": values["has_evaluation"],
            "template": values["template"],
        }


class SpeakerForm(forms.Form):
    """What somebody does on the programme."""

    role = forms.ChoiceField(
        label=_("Peran"), choices=[("narasumber", _("Narasumber")), ("moderator", _("Moderator"))]
    )
    topic = forms.CharField(label=_("Materi"), max_length=200, required=False)
    minutes = forms.IntegerField(
        label=_("Lama bicara (menit)"), min_value=0, max_value=2000, required=False
    )


class GuestForm(SpeakerForm):
    """Somebody from outside."""

    name = forms.CharField(label=_("Nama lengkap dengan gelar"), max_length=150)
    email = forms.EmailField(label=_("Surel"), required=False)
    organisation_name = forms.CharField(label=_("Lembaga"), max_length=150, required=False)


STEPS: dict[str, type[StepForm]] = {
    "pokok": BasicsForm,
    "waktu": TimesForm,
    "peserta": AudienceForm,
    "kelulusan": RuleForm,
}
