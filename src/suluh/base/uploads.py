"""What people upload: told by its content, named by us, looked at by a scanner, served as inert.

Neither the name nor the type that a browser gives is believed. A file is of a sort because its
first bytes say so and its ending agrees; pictures are drawn anew, which drops positions and whatever
else was hidden in them. Nothing that was uploaded is ever shown as a page of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Protocol

from csp.utils import build_policy
from django.conf import settings
from django.http import FileResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 100
MOST_PIXELS = 60_000_000
MOST_SIDE = 3_000
_LOOK = 256 * 1024  # of an office file's end: the names of its parts stand there
_OFFICE = {
    ".docx": b"word/", ".xlsx": b"xl/", ".pptx": b"ppt/",
    ".odt": b"opendocument.text", ".ods": b"opendocument.spreadsheet",
    ".odp": b"opendocument.presentation",
}  # fmt: skip
_PICTURES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file: its name for people, endings, and how its content is known."""

    label: Any
    endings: tuple[str, ...]
    is_it: Callable[[bytes, str], bool]


def _is_pdf(data: bytes, _ending: str) -> bool:
    return data.startswith(b"%PDF-")


def _is_office(data: bytes, ending: str) -> bool:
    """A package with the part of its ending and without macros; it is never unpacked."""
    if not data.startswith(b"PK\x03\x04") or b"vbaProject.bin" in data[-_LOOK:]:
        return False
    part = _OFFICE[ending]
    if ending.startswith(".od"):
        return b"mimetypeapplication/vnd.oasis." + part in data[:200]
    names = data[:_LOOK] + data[-_LOOK:]
    return b"[Content_Types].xml" in names and part in names


def _is_picture(data: bytes, ending: str) -> bool:
    return any(
        ending in endings and data.startswith(mark)
        for mark, endings in (
            (b"\xff\xd8\xff", _PICTURES["JPEG"]),
            (b"\x89PNG\r\n\x1a\n", _PICTURES["PNG"]),
            (b"RIFF", _PICTURES["WEBP"]),
        )
    )


def _is_text(data: bytes, _ending: str) -> bool:
    try:
        return "\0" not in data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False


SORTS: dict[str, Sort] = {
    "pdf": Sort(_("PDF"), (".pdf",), _is_pdf),
    "dokumen": Sort(_("dokumen (Word, Excel, PowerPoint, ODF)"), tuple(_OFFICE), _is_office),
    "gambar": Sort(_("foto (JPG, PNG, WebP)"), (".jpg", ".jpeg", ".png", ".webp"), _is_picture),
    "teks": Sort(_("teks (TXT, CSV)"), (".txt", ".csv"), _is_text),
}


class Refused(ValueError):
    """A file that is not taken; its sentence says why and what to do."""


def checked(name: str, data: bytes, *, sorts: Iterable[str], most_octets: int) -> bytes:
    """The content to keep, where the file is of one of the sorts; raises Refused otherwise."""
    shown = {"name": clean_name(name)}
    if not data:
        raise Refused(_("Berkas “%(name)s” kosong.") % shown)
    if len(data) > most_octets:
        most = shown | {"mb": most_octets // 1024**2}
        raise Refused(_("Berkas “%(name)s” lebih dari %(mb)d MB. Perkecil dulu.") % most)
    ending = ending_of(name)
    for slug in sorts:
        if ending in SORTS[slug].endings and SORTS[slug].is_it(data, ending):
            return _drawn_anew(data, shown) if slug == "gambar" else data
    raise Refused(
        _(
            "Berkas “%(name)s” tidak dapat diterima: jenisnya lain, atau isinya tidak sesuai namanya."
        )
        % shown
    )


def _drawn_anew(data: bytes, shown: dict[str, str]) -> bytes:
    from PIL import Image, ImageOps  # large, and few upload a picture

    try:
        with Image.open(BytesIO(data), formats=tuple(_PICTURES)) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("Foto “%(name)s” terlalu besar. Perkecil dulu.") % shown)
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            upright = upright if kind == "PNG" else upright.convert("RGB")
            upright.info = {}
            upright.thumbnail((MOST_SIDE, MOST_SIDE))
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(
            _("Foto “%(name)s” tidak dapat dibaca. Simpan ulang dulu.") % shown
        ) from error
    made = BytesIO()
    upright.save(made, kind, **({} if kind == "PNG" else {"quality": 88}))
    return made.getvalue()


def ending_of(name: str) -> str:
    """The ending with its dot, small letters; '' where there is none."""
    _stem, dot, ending = clean_name(name).rpartition(".")
    return f".{ending.lower()}" if dot else ""


def clean_name(name: str) -> str:
    """A name to show and to save under: no path, no control or direction signs, never hidden."""
    plain = unicodedata.normalize("NFKC", name).replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    plain = re.sub(r'[<>:"|?*%\s]+', " ", plain).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 5:
        plain = f"{stem.strip(' .')[: LONGEST_NAME - 6] or 'berkas'}.{ending}"
    return plain[:LONGEST_NAME] or "berkas"


def served(file: Any, *, name: str) -> FileResponse:
    """The file to keep, never to show: a browser neither draws it nor guesses what it is."""
    answer = FileResponse(
        file, as_attachment=True, filename=clean_name(name), content_type="application/octet-stream"
    )
    answer.headers["Content-Security-Policy"] = f"{build_policy()}; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def shown(file: Any, *, kept: str = "private, max-age=86400") -> FileResponse:
    """A WebP that we drew ourselves, to show in place; `kept` says for how long browsers keep it."""
    answer = FileResponse(file, content_type="image/webp")
    answer.headers["Cache-Control"] = kept
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


class Scanner(Protocol):
    """Looks for harmful software in what was uploaded."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        """The name of what was found, '' for nothing. Raises OSError where it cannot look now."""
        ...


def scanned(data: bytes) -> bool:
    """Whether a scanner looked at a whole file and found nothing; False where none is set.

    Raises Refused where it found something, or cannot look now.
    """
    asked = scanner()
    if asked is None:
        return False
    try:
        named = asked.scan([data])
    except OSError as error:
        raise Refused(
            _("Berkas belum dapat diperiksa pemindai. Unggah lagi beberapa menit lagi.")
        ) from error
    if named:
        raise Refused(_("Pemindai menemukan perangkat berbahaya. Berkas tidak disimpan."))
    return True


def scanner() -> Scanner | None:
    """The scanner of the settings; None where none is set: files then count as not looked at."""
    if not settings.UPLOAD_SCANNER:
        return None
    found: Scanner = import_string(settings.UPLOAD_SCANNER)
    return found
