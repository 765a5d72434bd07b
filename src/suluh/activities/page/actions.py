"""A page of a file that somebody brings: a text with its pictures, or a picture alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.page.rules import LONGEST_TEXT
from suluh.base.uploads import Refused
from suluh.content.actions.pictures import add_picture
from suluh.content.rules import bringing
from suluh.content.rules.richtext import picture_mark
from suluh.content.types import Taken
from suluh.organisation.types import Actor

_TITLE = re.compile(r"\A\s*#\s+(.+?)\s*#*\s*(?:\n|\Z)")


def take_picture(
    *, actor: Actor, training: UUID, file: UploadedFile[Any], now: datetime
) -> Taken:  # fmt: skip
    """A page that shows it; what it shows is for the author to say, and the hints ask for it."""
    made = add_picture(actor=actor, training=training, upload=file, now=now)
    return Taken({"text": picture_mark("", f"/gambar/{made.uuid}/") + "\n"})


def take_text(*, file: UploadedFile[Any], near: Mapping[str, str]) -> Taken:
    """A page with the text; its first heading is the title. Raises Refused."""
    data = file.read(4 * LONGEST_TEXT + 1)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Refused(_("Simpan tulisan ini sebagai UTF-8, lalu impor lagi.")) from error
    if "\0" in text or not text.strip():
        raise Refused(_("Berkas ini tidak berisi tulisan."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Tulisan ini terlalu panjang untuk satu halaman. Bagi menjadi beberapa."))
    found = _TITLE.match(text)
    body = bringing.with_addresses(text[found.end() :] if found else text, near).strip() + "\n"
    gone = bringing.missing(body)
    remark = ngettext(
        "%(n)d gambar tidak ditemukan di folder ini.",
        "%(n)d gambar tidak ditemukan di folder ini.", gone,
    ) % {"n": gone}  # fmt: skip
    return Taken({"text": body}, title=found[1] if found else "", remark=remark if gone else "")
