"""Forms of series and their turns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.delivery.models import RosterSlot
from suluh.delivery.queries.choices import swappable_slots
from suluh.delivery.queries.roster import rotating_units
from suluh.identity.queries.people import people_by_nip
from suluh.organisation.models import Unit

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SeriesForm(forms.Form):
    """A series."""

    name = forms.CharField(label=_("Nama seri"), max_length=120)
    description = forms.CharField(
        label=_("Keterangan"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_number = forms.IntegerField(label=_("Nomor berikutnya"), min_value=1, initial=1)
    rotates = forms.BooleanField(
        label=_("OPD bergiliran menjadi penyaji"), required=False, initial=True
    )
    is_active = forms.BooleanField(label=_("Masih berjalan"), required=False, initial=True)


class SlotForm(forms.Form):
    """One turn."""

    unit: forms.ModelChoiceField[Unit] = forms.ModelChoiceField(
        label=_("OPD"), queryset=None, to_field_name="uuid"
    )
    date = forms.DateField(label=_("Tanggal"), widget=_DATE)
    theme = forms.CharField(label=_("Tema"), max_length=200, required=False)
    speaker = forms.CharField(label=_("NIP narasumber"), max_length=24, required=False)
    moderator = forms.CharField(label=_("NIP moderator"), max_length=24, required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rotating_units()

    def clean_speaker(self) -> int | None:
        """The person of the NIP."""
        return self._person("speaker")

    def clean_moderator(self) -> int | None:
        """The person of the NIP."""
        return self._person("moderator")

    def _person(self, name: str) -> int | None:
        nip = "".join(self.cleaned_data[name].split())
        if not nip:
            return None
        found = people_by_nip([nip]).get(nip)
        if found is None:
            raise forms.ValidationError(_("NIP ini tidak ada di daftar pegawai."))
        return found


class ChangeSlotForm(SlotForm):
    """The same turn, changed, and why."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, help_text=_("Tercatat di jejak audit.")
    )

    def __init__(self, *arguments: Any, slot: RosterSlot, **named: Any) -> None:
        known = {
            "unit": slot.unit, "date": slot.date, "theme": slot.theme,
            "speaker": slot.speaker.nip if slot.speaker else "",
            "moderator": slot.moderator.nip if slot.moderator else "",
        }  # fmt: skip
        super().__init__(*arguments, initial=known, **named)
        for name, person in (("speaker", slot.speaker), ("moderator", slot.moderator)):
            if person:
                self.fields[name].help_text = _("Sekarang: %(name)s.") % {"name": person.full_name}

    def values(self) -> dict[str, Any]:
        """For the action."""
        given = self.cleaned_data
        return {
            "unit_id": given["unit"].pk, "date": given["date"], "theme": given["theme"],
            "speaker_id": given["speaker"], "moderator_id": given["moderator"],
        }  # fmt: skip


class SwapForm(forms.Form):
    """With whom, and why."""

    other: forms.ModelChoiceField[RosterSlot] = forms.ModelChoiceField(
        label=_("Tukar dengan giliran"), queryset=None, to_field_name="uuid"
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300)

    def __init__(self, *arguments: Any, slot: RosterSlot, **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = swappable_slots(slot)


class ReasonForm(forms.Form):
    """Why something is called off."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
