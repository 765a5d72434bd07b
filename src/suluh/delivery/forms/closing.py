"""Forms of states and closing: where people go and why, the record of the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from suluh.delivery.actions.closing import Record
from suluh.delivery.models.standing import WORDS
from suluh.delivery.queries.closing import Match
from suluh.delivery.queries.setup import is_uuid
from suluh.delivery.rules.standing import VERDICTS, State

_HAND = (State.VERIFIED, State.SUMMONED, State.ARRIVED, State.RUNNING, State.PROPOSED,
         State.PASSED, State.FAILED, State.WITHDRAWN)  # fmt: skip


class MoveForm(forms.Form):
    """To which state, and why."""

    to = forms.ChoiceField(
        label=_("Ubah keadaan menjadi"), choices=[(s.value, WORDS[s]) for s in _HAND]
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=300, required=False,
        help_text=_("Wajib untuk mundur selangkah, mengundurkan diri, dan keputusan remedial."),
    )  # fmt: skip


class RecordForm(forms.Form):
    """The berita acara of the meeting that decides."""

    number = forms.CharField(
        label=_("Nomor berita acara"),
        max_length=120,
        help_text=_("Dari buku nomor surat instansi."),
    )
    dated = forms.DateField(
        label=_("Tanggal rapat"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.CharField(label=_("Tempat rapat"), max_length=200)
    chair = forms.CharField(label=_("Pimpinan rapat"), max_length=200)
    chair_post = forms.CharField(label=_("Jabatan pimpinan rapat"), max_length=200)
    chair_nip = forms.CharField(label=_("NIP pimpinan rapat"), max_length=18, required=False)
    note = forms.CharField(
        label=_("Catatan rapat"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila ada keputusan yang berbeda dari usulan."),
    )  # fmt: skip

    def __init__(self, *arguments: Any, today: date, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.today = today

    def clean_dated(self) -> date:
        """A meeting that was."""
        dated: date = self.cleaned_data["dated"]
        if dated > self.today:
            raise forms.ValidationError(_("Tanggal rapat belum lewat."))
        return dated

    def record(self) -> Record:
        """What the action takes."""
        return Record(**self.cleaned_data)


def chosen_places(data: QueryDict) -> list[UUID]:
    """Whose boxes were ticked."""
    return [UUID(text) for text in data.getlist("pilih") if is_uuid(text)]


def match_of(data: QueryDict) -> Match | None:
    """What the list was narrowed to, where all of it is meant and not the ticked boxes alone."""
    if "semua" not in data:
        return None
    return Match(data.get("q", "").strip()[:80], data.get("status", ""))


def carried(verdicts: Mapping[UUID, str], *, but: Iterable[UUID] = ()) -> str:
    """Verdicts as one hidden field, as they were seen: a thousand fields would be refused."""
    shown = set(but)
    return " ".join(f"{uuid}={each}" for uuid, each in verdicts.items() if uuid not in shown)


def verdicts_from(data: QueryDict) -> dict[UUID, str]:
    """What was chosen, on this page or carried from another; who is not in it gets the proposal."""
    pairs = [pair.partition("=")[::2] for pair in data.get("putusan", "").split()]
    pairs += [(key[8:], str(value)) for key, value in data.items() if key.startswith("putusan-")]
    return {UUID(uuid): each for uuid, each in pairs if is_uuid(uuid) and each in VERDICTS}
