"""From a letter to the text of a mail. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suluh.messaging.types import Letter


def mail_text(letter: Letter, link: str) -> str:
    """The body of the mail: title, text, link, and why it came."""
    parts = [letter.title, letter.body.strip(), link, "--\n" + _foot()]
    return "\n\n".join(part for part in parts if part) + "\n"


def _foot() -> str:
    return _(
        "Surel ini dikirim oleh Suluh karena Anda punya akun di sana. Mohon tidak membalasnya."
    )
