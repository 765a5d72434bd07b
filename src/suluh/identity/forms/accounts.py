"""Forms of sign-in, recovery, guests and one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import (
    validate_password,
)
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from suluh.identity.rules.names import typed_login


class LoginField(forms.CharField):
    """NIP or e-mail, forgiving blanks and dots."""

    def __init__(self, **named: Any) -> None:
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(label=_("NIP atau surel"), max_length=254, widget=widget, **named)

    def clean(self, value: Any) -> str:
        """As accounts are looked up."""
        return typed_login(super().clean(value))


class SignInForm(forms.Form):
    """NIP or e-mail, and password."""

    login = LoginField()
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class RecoverForm(forms.Form):
    """Whose password is to be set anew."""

    login = LoginField()


class NewPasswordForm(forms.Form):
    """A password, once: browsers and managers show what was typed."""

    password = forms.CharField(
        label=_("Kata sandi baru"),
        strip=False,
        max_length=200,
        help_text=_("Sedikitnya 12 karakter. Empat kata yang tidak berkaitan sudah kuat."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Any = None, **named: Any) -> None:
        self.account = account
        super().__init__(*args, **named)

    def clean_password(self) -> str:
        """Refuse what is short, common or like one's own name."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class ChangePasswordForm(NewPasswordForm):
    """The present password, then the new one."""

    present = forms.CharField(
        label=_("Kata sandi sekarang"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["present", "password"]

    def clean_present(self) -> str:
        """Whoever found an open browser cannot change the password."""
        present: str = self.cleaned_data["present"]
        if not self.account.check_password(present):
            raise forms.ValidationError(_("Kata sandi sekarang keliru."))
        return present


class GuestForm(forms.Form):
    """Who is not an ASN: speaker, public."""

    name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=150,
        help_text=_("Seperti akan tercetak di sertifikat, boleh dengan gelar."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Surel"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    organisation = forms.CharField(
        label=_("Asal lembaga"), max_length=150, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class EmailForm(forms.Form):
    """A new address; it counts once the link sent there was opened."""

    email = forms.EmailField(
        label=_("Surel baru"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class PhoneForm(forms.Form):
    """A telephone number."""

    phone = forms.CharField(
        label=_("Nomor telepon"),
        required=False,
        max_length=25,
        validators=[RegexValidator(r"^[0-9+() .-]*$", _("Tulis nomor dengan angka saja."))],
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
