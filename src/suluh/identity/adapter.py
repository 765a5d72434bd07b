"""How allauth meets our accounts: where to go next, words, secrets, QR codes."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from suluh.base.requests import client_address, is_local_path


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from the people import or from a guest's proven address, never from allauth."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": _("Kata sandi itu keliru."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Coba lagi satu jam lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Allauth's own sign-up stays shut."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Only plain paths of this site."""
        return is_local_path(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        """As our own limits see it."""
        return client_address(request)

    def add_message(self, request: HttpRequest, level: int, *_args: Any, **_named: Any) -> None:
        """Our pages say themselves what went well; only a passkey's failure needs words."""
        if level == messages.ERROR:
            messages.error(request, _("Kunci sandi itu tidak dikenali. Coba lagi, atau pakai NIP."))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted; QR codes are drawn by segno; words are Indonesian."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode itu keliru atau sudah lewat. Tunggu kode berikutnya, lalu coba."),
        "cannot_delete_authenticator": _("Verifikasi dua langkah ini belum bisa dimatikan."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with a key derived from the site's secret."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo `encrypt`; a secret that cannot be read opens nothing."""
        try:
            return _fernet().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def build_totp_svg(self, url: str) -> str:
        """The QR code that an authenticator app reads."""
        drawn = io.BytesIO()
        segno.make(url, micro=False).save(drawn, kind="svg", border=2, xmldecl=False, scale=4)
        return drawn.getvalue().decode()

    def _get_site_name(self) -> str:
        return "Suluh"


def _fernet() -> MultiFernet:
    """Encrypts by the present key, decrypts by the earlier ones too."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"identity.second_factor" + key.encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
