"""A page of a file that somebody brings: a text with its pictures, a Word document, a picture alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from suluh.activities.page import rules
from suluh.activities.page.rules import LONGEST_TEXT
from suluh.base.apart import TooLong, run_apart
from suluh.base.uploads import Refused, checked, scanned
from suluh.content.actions.pictures import add_picture
from suluh.content.rules import bringing
from suluh.content.rules.richtext import picture_mark, with_even_headings
from suluh.content.types import Taken
from suluh.organisation.types import Actor

LARGEST_WORD = 50 * 2**20
PATIENCE = 90  # seconds for reading a Word document
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # Word before 2007, and every Word file with a password
_PICTURE = re.compile(r"!\[[^\]]*\]\(gambar:(\d+)\)")
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
    _require_fit(text)
    found = _TITLE.match(text)
    body = bringing.with_addresses(text[found.end() :] if found else text, near).strip() + "\n"
    gone = bringing.missing(body)
    remark = ngettext(
        "%(n)d gambar tidak ditemukan di folder ini.",
        "%(n)d gambar tidak ditemukan di folder ini.", gone,
    ) % {"n": gone}  # fmt: skip
    return Taken({"text": body}, title=found[1] if found else "", remark=remark if gone else "")


def _require_fit(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Tulisan ini terlalu panjang untuk satu halaman. Bagi menjadi beberapa."))


def take_word(
    *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any], now: datetime
) -> Taken:  # fmt: skip
    """A page with what a Word document says and shows; a long one becomes several. Raises Refused.

    The document itself is not kept; what could not come along is told.
    """
    data = _word_of(name, file.read(LARGEST_WORD + 1))
    with TemporaryDirectory(prefix="suluh-word-") as folder:
        page = _read_apart(data, Path(folder))
        if not page["text"].strip():
            raise Refused(_("Berkas ini tidak berisi tulisan."))
        if rules.holds_questions(page["text"]):
            raise Refused(
                _(
                    "Berkas Word ini berisi soal dengan kuncinya. Simpan sebagai teks biasa (.txt),"
                    " tulis kunci tiap soal sebagai ANSWER: A, lalu impor lagi."
                )
            )
        for part in rules.pages_of(page["title"], page["text"]):
            _require_fit(part.text)
        places = _keep_pictures(
            page, Path(folder), actor=actor, training=training, now=now
        )  # fmt: skip
    text = _PICTURE.sub(lambda m: _placed(m, places), page["text"])
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    first, *more = [
        Taken({"text": with_even_headings(part.text)}, part.title)
        for part in rules.pages_of(page["title"], text)
    ]
    return replace(first, remark=rules.lost_words(page["lost"]), more=tuple(more))


def _word_of(name: str, data: bytes) -> bytes:
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Refused(_("Berkas Word ini berkata sandi. Hapus kata sandinya, lalu impor lagi."))
        raise Refused(_("Ini berkas Word lama. Simpan sebagai .docx, lalu impor lagi."))
    checked(name, data, sorts=("dokumen",), most_octets=LARGEST_WORD)
    scanned(data)
    return data


def _read_apart(data: bytes, folder: Path) -> dict[str, Any]:
    source = folder / "document"
    source.write_bytes(data)
    large = _("Isi berkas Word ini terlalu besar setelah dibuka. Bagi menjadi beberapa.")
    try:
        fault = run_apart(
            "suluh.standards.worddoc", str(source), str(folder), patience=PATIENCE
        )  # fmt: skip
    except TooLong as error:
        raise Refused(large) from error
    if fault:
        broken = _("Berkas Word ini rusak. Buka di Word, simpan ulang, lalu impor lagi.")
        raise Refused(broken if fault == "broken" else large)
    found: dict[str, Any] = json.loads((folder / "page.json").read_text(encoding="utf-8"))
    return found


def _keep_pictures(
    page: dict[str, Any], folder: Path, *, actor: Actor, training: UUID, now: datetime
) -> dict[str, str]:  # fmt: skip
    """Addresses by number; what is no picture of ours counts as lost."""
    places = {}
    for number, name in enumerate(page["pictures"], start=1):
        upload = SimpleUploadedFile(name, (folder / name).read_bytes())
        try:
            made = add_picture(actor=actor, training=training, upload=upload, now=now)
        except Refused:
            page["lost"]["pictures"] += 1
            continue
        places[str(number)] = f"/gambar/{made.uuid}/"
    return places


def _placed(match: re.Match[str], places: Mapping[str, str]) -> str:
    place = places.get(match[1])
    return match[0].replace(f"(gambar:{match[1]})", f"({place})") if place else ""
