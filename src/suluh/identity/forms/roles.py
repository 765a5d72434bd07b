"""Forms of roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from suluh.identity.rules.granting import WORDS
from suluh.organisation.models import Unit
from suluh.organisation.types import Role


class GrantForm(forms.Form):
    """Who gets which role, where, why."""

    nip = forms.CharField(
        label=_("NIP"), max_length=30, help_text=_("Pegawai aktif di instansi ini."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Peran"), widget=forms.RadioSelect)
    unit = forms.ChoiceField(
        label=_("Berlaku di"), required=False, help_text=_("Unit itu dan semua di bawahnya.")
    )
    reason = forms.CharField(
        label=_("Alasan"), max_length=200,
        help_text=_("Misalnya nomor surat tugas. Tercatat di jejak audit."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, roles: Sequence[Role], units: Sequence[Unit], **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{WORDS[role].label}: {WORDS[role].meaning}") for role in roles
        ]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Seluruh instansi")),
            *((str(unit.uuid), "\u2003" * unit.depth + unit.name) for unit in units),
        ]

    def chosen_unit(self) -> UUID | None:
        """The unit, or None for the whole agency."""
        unit = self.cleaned_data["unit"]
        return UUID(unit) if unit else None


class RevokeForm(forms.Form):
    """Why a role is taken back."""

    reason = forms.CharField(label=_("Alasan"), max_length=200)
