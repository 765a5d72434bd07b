"""The registration form: asks only what is not known."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ContactForm(forms.Form):
    """How to reach a participant: at least one way."""

    email = forms.EmailField(label=_("Surel"), required=False, max_length=254)
    phone = forms.CharField(
        label=_("Nomor telepon atau WhatsApp"),
        required=False,
        max_length=25,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def clean(self) -> dict[str, str]:
        """One of the two is enough."""
        values: dict[str, str] = super().clean() or {}
        if not self.errors and not (values.get("email") or values.get("phone")):
            raise forms.ValidationError(_("Isi surel atau nomor telepon, salah satu saja cukup."))
        return values
