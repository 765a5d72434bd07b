"""A page of a file that somebody brings: a text with its pictures, a document, a picture alone."""

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
from django.utils.translation import gettext_lazy, ngettext

from suluh.activities.page import rules
from suluh.activities.page.rules import LONGEST_TEXT
from suluh.base.apart import TooLong, run_apart
from suluh.base.uploads import Refused, checked, ending_of, scanned
from suluh.content.actions.pictures import add_picture
from suluh.content.rules import bringing
from suluh.content.rules.richtext import picture_mark, with_even_headings
from suluh.content.types import Taken
from suluh.organisation.types import Actor

LARGEST_DOCUMENT = 50 * 2**20
PATIENCE = 90  # seconds for reading a document
# By ending: its reader (`standards/documents.py`), and the program that people know it by.
DOCUMENTS = {
    ".docx": ("word", "Word"), ".pptx": ("slides", "PowerPoint"), ".odt": ("odt", "LibreOffice"),
    ".html": ("html", "HTML"), ".htm": ("html", "HTML"),
}  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # of before 2007, and every file with a password
_LOCKED = gettext_lazy(
    "Berkas %(program)s ini berkata sandi. Hapus kata sandinya, lalu impor lagi."
)
_BROKEN = gettext_lazy(
    "Berkas %(program)s ini rusak. Buka di program asalnya, simpan ulang, lalu impor lagi."
)
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
    remark = _not_found(bringing.missing(body))
    return Taken({"text": body}, title=found[1] if found else "", remark=remark)


def _not_found(gone: int) -> str:
    said = ngettext(
        "%(n)d gambar tidak ditemukan di folder ini.",
        "%(n)d gambar tidak ditemukan di folder ini.", gone,
    )  # fmt: skip
    return said % {"n": gone} if gone else ""


def _require_fit(text: str) -> None:
    if len(text) > LONGEST_TEXT:
        raise Refused(_("Tulisan ini terlalu panjang untuk satu halaman. Bagi menjadi beberapa."))


def take_document(
    *, actor: Actor, training: UUID, name: str, file: UploadedFile[Any], near: Mapping[str, str],
    now: datetime,
) -> Taken:  # fmt: skip
    """Pages with what a document says and shows. Raises Refused.

    A presentation has one for each slide, a long text one for each chapter. The document itself is
    not kept; what could not come along is told. `near`: pictures beside a web page, as for a text.
    """
    sort, program = DOCUMENTS[ending_of(name)]
    data = _document_of(name, file.read(LARGEST_DOCUMENT + 1), program)
    with TemporaryDirectory(prefix="suluh-document-") as folder:
        page = _read_apart(data, Path(folder), sort=sort, program=program)
        _require_words(page, program)
        for part in _parts_of(page):
            _require_fit(part.text)
        places = _keep_pictures(
            page, Path(folder), actor=actor, training=training, now=now
        )  # fmt: skip
    first, *more = [
        Taken({"text": with_even_headings(_with_pictures(part.text, places, near))}, part.title)
        for part in _parts_of(page)
    ]
    gone = sum(bringing.missing(each.settings["text"]) for each in (first, *more))
    said = (rules.lost_words(page["lost"]), _not_found(gone))
    return replace(first, remark=" ".join(filter(None, said)), more=tuple(more))


def _parts_of(page: dict[str, Any]) -> list[rules.Part]:
    if page["parts"]:
        return [rules.Part(title, text) for title, text in page["parts"]]
    return rules.pages_of(page["title"], page["text"])


def _with_pictures(text: str, places: Mapping[str, str], near: Mapping[str, str]) -> str:
    placed = _PICTURE.sub(lambda match: _placed(match, places), bringing.with_addresses(text, near))
    return re.sub(r"\n{3,}", "\n\n", placed).strip() + "\n"


def _require_words(page: dict[str, Any], program: str) -> None:
    whole = "\n\n".join([page["text"], *(text for _title, text in page["parts"])])
    if not whole.strip():
        raise Refused(_("Berkas ini tidak berisi tulisan."))
    if rules.holds_questions(whole):
        raise Refused(
            _(
                "Berkas %(program)s ini berisi soal dengan kuncinya. Simpan sebagai teks biasa"
                " (.txt), tulis kunci tiap soal sebagai ANSWER: A, lalu impor lagi."
            )
            % {"program": program}
        )


def _document_of(name: str, data: bytes, program: str) -> bytes:
    shown = {"program": program, "ending": ending_of(name)}
    if data.startswith(_OLD_OFFICE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            locked = _(
                "Berkas %(program)s ini berkata sandi. Hapus kata sandinya, lalu impor lagi."
            )
            raise Refused(locked % shown)
        old = _("Ini berkas %(program)s lama. Simpan sebagai %(ending)s, lalu impor lagi.")
        raise Refused(old % shown)
    if program == "HTML":
        _require_web_page(data)
    else:
        checked(name, data, sorts=("dokumen",), most_octets=LARGEST_DOCUMENT)
    scanned(data)
    return data


def _require_web_page(data: bytes) -> None:
    if len(data) > LARGEST_DOCUMENT:
        raise Refused(_("Berkas HTML ini lebih dari 50 MB. Bagi menjadi beberapa."))
    if b"<" not in data[:4_096]:
        raise Refused(_("Isi berkas ini bukan HTML. Simpan ulang dari peramban, lalu impor lagi."))


def _read_apart(data: bytes, folder: Path, *, sort: str, program: str) -> dict[str, Any]:
    source, shown = folder / "document", {"program": program}
    source.write_bytes(data)
    large = _(
        "Isi berkas %(program)s ini terlalu besar atau terlalu banyak. Bagi menjadi beberapa."
    )
    try:
        fault = run_apart(
            "suluh.standards.documents", sort, str(source), str(folder), patience=PATIENCE
        )  # fmt: skip
    except TooLong as error:
        raise Refused(large % shown) from error
    if fault:
        raise Refused(str({"broken": _BROKEN, "locked": _LOCKED}.get(fault, large)) % shown)
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
