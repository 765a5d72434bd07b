"""Forms of learning elsewhere: a file, what a certificate says, a refusal; mentors and asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from suluh.competency.models import Attainment
from suluh.identity.queries.people import Face
from suluh.organisation.types import Actor
from suluh.recognition.actions.evidence import MOST_OCTETS, Upload
from suluh.recognition.actions.mentors import Offered
from suluh.recognition.actions.sharing import Held
from suluh.recognition.models import Claim, Mentor
from suluh.recognition.queries.partners import find_partners, likely_partners, partner_named
from suluh.recognition.rules.logs import LogKind
from suluh.recognition.rules.reasons import REASONS
from suluh.recognition.types import Stated


def upload_of(file: UploadedFile[Any]) -> Upload:
    """The upload, read no further than one octet too many."""
    return Upload(file.name or "berkas", file.read(MOST_OCTETS + 1))


def _file_field(**more: Any) -> forms.FileField:
    return forms.FileField(
        label=_("Sertifikat"),
        help_text=_("PDF atau foto, paling besar 10 MB."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        **more,
    )


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FileForm(forms.Form):
    """The certificate's file."""

    file = _file_field()


class CertificateForm(forms.Form):
    """What the certificate says; the first values were read from it."""

    form_code = forms.TypedChoiceField(label=_("Bentuk kegiatan"), coerce=int)
    title = forms.CharField(label=_("Nama kegiatan"), min_length=5, max_length=250)
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=200)
    number = forms.CharField(
        label=_("Nomor sertifikat"), max_length=120, required=False,
        help_text=_("Kosongkan bila tidak tertera."),
    )  # fmt: skip
    starts_on = _day(_("Tanggal mulai"))
    ends_on = _day(_("Tanggal selesai"))
    jp = forms.DecimalField(
        label=_("JP pada sertifikat"), min_value=1, max_value=300, decimal_places=2, localize=True,
        help_text=_("1 JP = 45 menit. Bila hanya jam yang tertera, kalikan 60 lalu bagi 45."),
    )  # fmt: skip
    is_international = forms.BooleanField(
        label=_("Diselenggarakan di luar negeri atau oleh lembaga internasional"), required=False
    )

    def __init__(self, *arguments: Any, choices: list[Any], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["form_code"].choices = [("", _("Pilih bentuk kegiatan")), *choices]  # type: ignore[attr-defined]

    def stated(self) -> Stated:
        """What was stated."""
        given = self.cleaned_data
        names = ("form_code", "title", "organiser", "number", "starts_on", "ends_on")
        return Stated(
            **{name: given[name] for name in names},
            jp_minor=int(given["jp"] * 100),
            is_international=given["is_international"],
        )


def first_values(claim: Claim) -> dict[str, Any]:
    """The claim as first values of its form."""
    return {
        "form_code": claim.form_id, "title": claim.title, "organiser": claim.organiser,
        "number": claim.number, "starts_on": claim.starts_on, "ends_on": claim.ends_on,
        "jp": claim.jp_minor / 100 if claim.jp_minor else None,
        "is_international": claim.is_international,
    }  # fmt: skip


class LogForm(forms.Form):
    """A log: what, with whom, when, what was learnt. Fields that its form does not ask are left out."""

    title = forms.CharField(min_length=5, max_length=250)
    person = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    partner = forms.CharField(
        label=_("Orang lain"), max_length=100, required=False,
        help_text=_("Nama, atau NIP lengkap bila dari instansi lain."),
    )  # fmt: skip
    starts_on = _day(_("Tanggal"))
    ends_on = _day(_("Tanggal selesai"))
    minutes = forms.IntegerField(
        label=_("Berapa menit?"), min_value=15, max_value=6000,
        help_text=_("Waktu belajar sesungguhnya, tanpa istirahat."),
    )  # fmt: skip
    story = forms.CharField(max_length=6000, widget=forms.Textarea(attrs={"rows": 5}))
    file = _file_field(required=False)
    is_international = forms.BooleanField(label=_("Di luar negeri"), required=False)

    def __init__(
        self, *arguments: Any, kind: LogKind, actor: Actor, has_file: bool = False,
        mentor: Face | None = None, **named: Any,
    ) -> None:  # fmt: skip
        super().__init__(*arguments, **named)
        self.kind, self.actor, self.partner_id = kind, actor, 0
        self.likely = likely_partners(actor)
        if mentor is not None:
            self.likely.insert(0, mentor)
        self._offer(self.likely)
        labels = {
            "title": kind.title_label, "person": kind.partner_label, "story": kind.story_label,
            "file": _("Bukti"),
        }  # fmt: skip
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["file"].required = kind.needs_file and not has_file
        if kind.is_period:
            self.fields["starts_on"].label = _("Tanggal mulai")
        else:
            del self.fields["ends_on"]
        if not kind.asks_minutes:
            del self.fields["minutes"]

    def _offer(self, found: list[Face]) -> None:
        field = self.fields["person"]
        known = {face.uuid: face for face in (*self.likely, *found)}
        field.choices = [(face.uuid, _shown(face)) for face in known.values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Find the other person, by name or NIP where one was typed."""
        given = super().clean() or {}
        text = (given.get("partner") or "").strip()
        if text:
            found = find_partners(self.actor, text)
            if len(found) > 1:
                self._offer(found)
                self.add_error(
                    "person", _("Ada beberapa orang dengan nama itu. Pilih satu di sini.")
                )
            elif not found:
                self.add_error("partner", _("Tidak ditemukan akun dengan nama atau NIP itu."))
            else:
                self.partner_id = found[0].person_id
        elif given.get("person"):
            self.partner_id = partner_named(UUID(given["person"])) or 0
        else:
            self.add_error("partner", _("Sebutkan orangnya: ia yang mengonfirmasi."))
        return given

    def stated(self) -> Stated:
        """What was stated."""
        given = self.cleaned_data
        return Stated(
            form_code=self.kind.form_code, title=given["title"], starts_on=given["starts_on"],
            ends_on=given.get("ends_on") or given["starts_on"], minutes=given.get("minutes") or 0,
            story=given["story"], is_international=given["is_international"],
        )  # fmt: skip

    def upload(self) -> Upload | None:
        """The file, where there is one."""
        file = self.cleaned_data.get("file")
        return upload_of(file) if file else None


class SharingForm(forms.Form):
    """A sharing session: title, day, minutes, people by name or NIP, what was learnt, a photo."""

    title = forms.CharField(label=_("Apa yang dibagikan?"), min_length=5, max_length=250)
    held_on = _day(_("Tanggal"))
    minutes = forms.IntegerField(label=_("Berapa menit?"), min_value=15, max_value=480)
    people = forms.CharField(
        label=_("Siapa yang hadir?"), max_length=6000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Satu orang per baris: nama, atau NIP."),
    )  # fmt: skip
    lesson = forms.CharField(
        label=_("Satu pelajaran yang dibawa pulang"), max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    file = _file_field(required=False)

    def __init__(self, *arguments: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.actor = actor
        self.fields["file"].label = _("Foto sesi")

    def clean_people(self) -> list[int]:
        """The people by their lines; those that are not found, or are several, are named."""
        found, wrong = [], []
        for line in str(self.cleaned_data["people"]).splitlines()[:80]:
            if not line.strip():
                continue
            faces = find_partners(self.actor, line.strip())
            if len(faces) == 1:
                found.append(faces[0].person_id)
            else:
                wrong.append(line.strip())
        if wrong:
            raise forms.ValidationError(
                _("Belum jelas orangnya, tulis NIP atau nama lengkapnya: %(lines)s."),
                params={"lines": ", ".join(wrong)},
            )
        return found

    def held(self) -> Held:
        """The session."""
        given = self.cleaned_data
        file = given.get("file")
        return Held(
            title=given["title"], held_on=given["held_on"], minutes=given["minutes"],
            lesson=given["lesson"], people=given["people"],
            photo=upload_of(file) if file else None,
        )  # fmt: skip


def _shown(face: Face) -> str:
    return f"{face.full_name} · {face.home}" if face.home else face.full_name


class ConfirmForm(forms.Form):
    """Why one does not confirm."""

    words = forms.CharField(
        label=_("Mengapa tidak?"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Diisi hanya bila Anda tidak mengonfirmasi."),
    )  # fmt: skip


def first_values_of_log(claim: Claim) -> dict[str, Any]:
    """The log as first values of its form."""
    return {
        "title": claim.title, "starts_on": claim.starts_on, "ends_on": claim.ends_on,
        "minutes": claim.minutes or None, "story": claim.story,
        "is_international": claim.is_international,
        "person": str(claim.partner.uuid) if claim.partner else "",
    }  # fmt: skip


class RefusalForm(forms.Form):
    """Why a claim is refused."""

    reason_code = forms.ChoiceField(label=_("Alasan"), choices=REASONS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Penjelasan untuk pegawai"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Misalnya: unggah halaman belakang yang memuat JP."),
    )  # fmt: skip


class MentorForm(forms.Form):
    """About what, how many hours, for whom; competencies are those held."""

    topics = forms.CharField(
        label=_("Topik Anda"), min_length=3, max_length=200,
        help_text=_("Beberapa kata, dipisah koma. Misalnya: menulis nota dinas, memimpin rapat."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("Apa yang dapat Anda bagikan?"), min_length=20, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Pengalaman Anda, dan cara Anda biasa mendampingi. Tampil di daftar mentor."),
    )  # fmt: skip
    competencies = forms.TypedMultipleChoiceField(
        label=_("Kompetensi yang Anda tawarkan"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Levelnya level yang Anda capai menurut peta kompetensi."),
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("Berapa jam sebulan?"), min_value=1, max_value=40, initial=2,
        help_text=_("Waktu yang sanggup Anda sisihkan untuk semua yang meminta."),
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label=_("Siapa yang dapat menemukan Anda?"), choices=Mentor.Visibility.choices,
        widget=forms.RadioSelect, initial=Mentor.Visibility.AGENCY,
    )  # fmt: skip

    def __init__(self, *arguments: Any, held: list[Attainment], **named: Any) -> None:
        super().__init__(*arguments, **named)
        words = _now("%(name)s (sampai level %(level)d)")
        choices = [
            (row.competency_id, words % {"name": row.competency.name, "level": row.level})
            for row in held
        ]
        self.fields["competencies"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["competencies"]

    def offered(self, *, is_open: bool) -> Offered:
        """What is offered."""
        given = self.cleaned_data
        names = ("about", "topics", "hours", "visibility")
        return Offered(
            **{name: given[name] for name in names}, is_open=is_open,
            competencies=given.get("competencies", []),
        )  # fmt: skip


def first_values_of_mentor(own: Mentor | None) -> dict[str, Any]:
    """What is offered as first values of its form."""
    if own is None:
        return {}
    return {
        "about": own.about, "topics": own.topics, "hours": own.hours, "visibility": own.visibility,
        "competencies": [row.competency_id for row in own.offers.all()],
    }  # fmt: skip


class AskForm(forms.Form):
    """What one wants from the mentor, and when one could."""

    wish = forms.CharField(
        label=_("Apa yang ingin Anda bahas?"), min_length=10, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu kesulitan nyata lebih mudah dibantu daripada satu tema besar."),
    )  # fmt: skip
    days = forms.CharField(
        label=_("Kapan Anda bisa?"), min_length=3, max_length=200,
        help_text=_("Dua atau tiga pilihan. Misalnya: Selasa pagi, atau Kamis setelah pukul 14."),
    )  # fmt: skip


class AnswerForm(forms.Form):
    """The mentor's word."""

    words = forms.CharField(
        label=_("Sepatah kata"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bila menerima: hari, jam, dan tempatnya. Bila belum dapat: sebabnya."),
    )  # fmt: skip
