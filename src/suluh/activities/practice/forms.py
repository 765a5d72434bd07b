"""Forms: the settings of a practice, a mark, a seminar."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.activities.practice.models import Entry
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief, Consent, Form, Role
from suluh.content.rules import judging, rubric
from suluh.content.rules.judging import Judgement

FORMS = [
    (Form.AKTUALISASI, _("Aktualisasi (Latsar)")),
    (Form.RTL, _("Rencana tindak lanjut (RTL)")),
    (Form.AKSI_PERUBAHAN, _("Aksi perubahan (PKP, PKA)")),
]
CONSENTS = [
    (Consent.BOTH, _("Mentor dan coach, keduanya")),
    (Consent.ONE, _("Cukup salah satu dari mereka")),
]
_WEIGHTS = {
    Role.MENTOR: _("Bobot mentor (%)"),
    Role.COACH: _("Bobot coach (%)"),
    Role.EXAMINER: _("Bobot penguji seminar (%)"),
}


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, help_text=hint)


class BriefForm(forms.Form):
    """Everything an author decides about a practice."""

    template = "practice/editor.html"
    wanted = ("text",)  # may wait, and must be there before it is published
    text = forms.CharField(
        label=_("Apa yang harus dikerjakan"), required=False, max_length=briefs.LONGEST_TEXT,
        strip=False, widget=forms.Textarea(attrs={"rows": 10, "data-rich": "", "spellcheck": "true"}),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Bentuk"), choices=FORMS)
    has_mentor = forms.BooleanField(label=_("Ada mentor: atasan di tempat kerja"), required=False)
    has_coach = forms.BooleanField(label=_("Ada coach: pembimbing dari pelatihan"), required=False)
    consent = forms.ChoiceField(
        label=_("Rancangan dan bukti disetujui oleh"), choices=CONSENTS, widget=forms.RadioSelect
    )
    proposals = forms.CharField(
        label=_("Tahap yang diusulkan"), required=False, max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Satu baris tiap tahap: nama = hari ke- sejak dibuka. Peserta boleh mengubahnya."
        ),
    )  # fmt: skip
    rubric = judging.rubric_field()
    weight_mentor = _number(_WEIGHTS[Role.MENTOR], 100)
    weight_coach = _number(_WEIGHTS[Role.COACH], 100)
    weight_examiner = _number(
        _WEIGHTS[Role.EXAMINER], 100, _("Lebih dari 0: ada seminar di depan penguji.")
    )
    pass_percent = _number(_("Batas lulus (0 sampai 100)"), 100, _("0: nilai berapa pun."))

    def __init__(self, data: Any = None, *, brief: Brief) -> None:
        names = ("text", "form", "has_mentor", "has_coach", "consent", "pass_percent")
        initial = {name: getattr(brief, name) for name in names} | {
            "proposals": briefs.written(brief.proposals),
            "rubric": rubric.written(brief.rubric),
        }
        initial |= {f"weight_{role.value}": brief.weights.get(role, 0) for role in Role}
        super().__init__(data, initial=initial)

    def clean_proposals(self) -> Any:
        """The lines as milestones."""
        try:
            return briefs.parsed(self.cleaned_data["proposals"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_rubric(self) -> Any:
        """The lines as criteria with levels."""
        return judging.criteria_of(self.cleaned_data["rubric"])

    def settings(self) -> dict[str, Any]:
        """The brief as data."""
        given = self.cleaned_data
        return briefs.to_data(
            Brief(
                text=given["text"].replace("\r\n", "\n"), form=Form(given["form"]),
                has_mentor=given["has_mentor"], has_coach=given["has_coach"],
                consent=Consent(given["consent"]), proposals=given["proposals"],
                rubric=given["rubric"], pass_percent=given["pass_percent"],
                weights={role: given[f"weight_{role.value}"] for role in Role},
            )
        )  # fmt: skip


class JudgementForm(forms.Form):
    """A level for each criterion, or a number; the words with it; a reason where a mark changes."""

    def __init__(self, data: Any = None, *, brief: Brief, role: Role, known: Entry | None) -> None:
        super().__init__(data, prefix=role.value)
        self.brief, self.role, self.is_change = brief, role, known is not None
        before = judging.Known(known.levels, known.score or 0) if known else None
        self.fields |= judging.fields_of(brief.rubric, before)
        self.fields["comment"] = forms.CharField(
            label=_("Catatan untuk peserta"), required=False, max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
        if self.is_change:
            self.fields["reason"] = judging.reason_field()

    def judgement(self) -> Judgement:
        """What was said, of a valid form."""
        return judging.judgement_of(self.cleaned_data, self.brief.rubric)


class SeminarForm(forms.Form):
    """When and where the seminar is held, in the course's zone."""

    at = forms.DateTimeField(
        label=_("Waktu seminar"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    place = forms.CharField(label=_("Tempat atau tautan"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, zone: str, at: Any = None, place: str = "") -> None:
        self._zone = ZoneInfo(zone)
        shown = at.astimezone(self._zone).replace(tzinfo=None) if at else None
        super().__init__(data, initial={"at": shown, "place": place})

    def clean_at(self) -> Any:
        """The moment as it was typed, in the course's zone."""
        return self.cleaned_data["at"].replace(tzinfo=self._zone)
