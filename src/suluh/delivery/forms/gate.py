"""Forms of what stands before a course: its conditions, a waiver, a stand-in, a wish, a decision."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.gates import Terms
from suluh.delivery.models import Gate


class GateForm(forms.Form):
    """The conditions of entry of one course."""

    approval = forms.ChoiceField(
        label=_("Siapa yang menyetujui"), choices=Gate.Approval.choices, widget=forms.RadioSelect
    )
    wait_days = forms.IntegerField(
        label=_("Batas menjawab (hari)"), min_value=1, max_value=30,
        help_text=_("Dihitung untuk setiap tahap persetujuan."),
    )  # fmt: skip
    on_timeout = forms.ChoiceField(
        label=_("Bila tidak dijawab sampai batas itu"), choices=Gate.Timeout.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    one_title = forms.BooleanField(
        label=_("Satu judul pada satu waktu: selesaikan atau batalkan dulu kelas lain yang juga bersyarat ini"),
        required=False,
    )  # fmt: skip
    trainings = forms.MultipleChoiceField(
        label=_("Harus selesai lebih dulu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *arguments: Any, trainings: list[tuple[int, UUID, str]], **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["trainings"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(uuid), title) for _pk, uuid, title in trainings]

    def terms(self) -> Terms:
        """What the action takes."""
        values = self.cleaned_data
        return Terms(
            approval=values["approval"],
            wait_days=values["wait_days"],
            on_timeout=values["on_timeout"],
            one_title=values["one_title"],
            trainings={UUID(each) for each in values["trainings"]},
        )


class WaiverForm(forms.Form):
    """Who is let in without, and why."""

    nip = forms.CharField(
        label=_("NIP"), max_length=25, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300,
        help_text=_("Tercatat bersama nama Anda di jejak audit."),
    )  # fmt: skip


class UnwaiveForm(forms.Form):
    """Why a waiver is taken back."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercatat bersama nama Anda, dan dibaca orangnya bila permintaannya ditolak."),
    )  # fmt: skip


class DelegateForm(forms.Form):
    """A colleague and the days."""

    nip = forms.CharField(
        label=_("NIP wakil"), max_length=25,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    first_on = forms.DateField(
        label=_("Mulai"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_on = forms.DateField(
        label=_("Sampai dengan"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Days in their order, not all past."""
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("first_on"), values.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("Hari terakhir tidak boleh sebelum hari pertama."))
        elif last and last < self.today:
            self.add_error("last_on", _("Tanggal ini sudah lewat."))
        return values


class AskForm(forms.Form):
    """Why the person wishes to join."""

    note = forms.CharField(
        label=_("Mengapa Anda ingin ikut"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dibaca oleh yang memutuskan."),
    )  # fmt: skip
