"""From a letter to the text of a mail. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from suluh.messaging.types import Letter
from suluh.standards.letters.answers import MARK


def mail_text(letter: Letter, link: str) -> str:
    """The body of the mail: title, text, link, and why it came."""
    mark = _mark() if letter.reply_to else ""
    foot = _foot_of_answerable() if letter.reply_to else _foot()
    parts = [mark, letter.title, letter.body.strip(), link, "--\n" + foot]
    return "\n\n".join(part for part in parts if part) + "\n"


def _mark() -> str:
    """What is below it in an answer is ours, not the writer's."""
    return f"{MARK} {_('Tulis jawaban Anda di atas garis ini')} {MARK[::-1]}"


def _foot_of_answerable() -> str:
    return _(
        "Balas surel ini untuk menjawab. Jawaban Anda dimuat dengan nama Anda dan dibaca semua"
        " orang dalam topik itu. Jangan teruskan surel ini: alamat balasannya hanya untuk Anda."
    )


def _foot() -> str:
    return _(
        "Surel ini dikirim oleh Suluh karena Anda punya akun di sana. Mohon tidak membalasnya."
    )
