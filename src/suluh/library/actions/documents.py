"""Writes of documents: taking an upload apart, keeping it, drawing its pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.apart import TooLong, run_apart
from suluh.base.errors import DomainError
from suluh.base.jobs import enqueue
from suluh.base.uploads import Refused, clean_name, scanned
from suluh.library.models import Document, DocumentPage
from suluh.library.queries.documents import COVER, get_document, has_picture, picture_name
from suluh.library.types import Unpacked

PATIENCE = 150  # seconds for taking a document apart
_SENTENCES = {
    "locked": _(
        "Dokumen ini dikunci. Simpan ulang tanpa kata sandi atau perlindungan, lalu unggah."
    ),
    "empty": _("Dokumen ini tidak berisi halaman."),
    "long": _("Dokumen ini lebih dari 600 halaman. Unggah bagian yang perlu saja."),
    "large": _(
        "Isi dokumen ini terlalu besar setelah dibuka. Kecilkan gambarnya, lalu unggah lagi."
    ),
    "many": _("Arsip ini berisi lebih dari 300 berkas. Bagi menjadi beberapa arsip."),
    "kind": _("Berkas ini bukan PDF dan bukan EPUB. Simpan sebagai PDF, lalu unggah lagi."),
}
_BROKEN = _(
    "Berkas ini rusak dan tidak dapat dibuka. Simpan ulang dari aplikasi asalnya, lalu unggah."
)


class UnreadableDocument(DomainError):
    """The upload cannot be taken apart."""

    code = "document_unreadable"
    sentence = _BROKEN


def unpack(data: bytes, *, as_book: bool = False) -> Unpacked:
    """Take an upload apart, in a process with limits; raises UnreadableDocument, which says why.

    The scanner looks first, where there is one: nobody gets to see what it finds. As a book it also
    has a cover and what the file says of itself.
    """
    _scan(data)
    with TemporaryDirectory(prefix="suluh-document-") as folder:
        source = Path(folder) / "document"
        source.write_bytes(data)
        _run("book" if as_book else "read", source, Path(folder))
        book = json.loads((Path(folder) / "pages.json").read_text(encoding="utf-8"))
        pictures = {path.stem: path.read_bytes() for path in Path(folder).glob("g*.webp")}
        cover = Path(folder) / "cover.webp"
        drawn = cover.read_bytes() if cover.exists() else b""
    return Unpacked(book["format"], book["pages"], pictures, book["facts"], drawn)


def split(data: bytes) -> list[tuple[str, bytes | str]]:
    """The books in a ZIP of many: name, and its content or the sentence why it was left out."""
    _scan(data)
    with TemporaryDirectory(prefix="suluh-document-") as folder:
        source = Path(folder) / "bundle"
        source.write_bytes(data)
        _run("split", source, Path(folder))
        found = json.loads((Path(folder) / "pages.json").read_text(encoding="utf-8"))
        return [
            (
                each["name"],
                (Path(folder) / each["file"]).read_bytes()
                if "file" in each
                else str(_SENTENCES.get(each["reason"], _BROKEN)),
            )
            for each in found
        ]


def _scan(data: bytes) -> None:
    try:
        scanned(data)
    except Refused as error:
        raise UnreadableDocument(str(error)) from error


def keep_document(
    *, tenant_id: int, name: str, data: bytes, book: Unpacked, by_id: int | None, now: datetime
) -> Document:
    """Store a document with its pages; the same file a second time is the one that is there."""
    digest = hashlib.sha256(data).hexdigest()
    known = Document.objects.filter(tenant_id=tenant_id, sha256=digest).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            made = Document(
                tenant_id=tenant_id, name=clean_name(name), format=book.format, sha256=digest,
                created_by_id=by_id, created_at=now,
            )  # fmt: skip
            return _store(made, data, book)
    except IntegrityError:  # somebody uploads the same at this moment
        return Document.objects.get(tenant_id=tenant_id, sha256=digest)


def _store(made: Document, data: bytes, book: Unpacked) -> Document:
    made.file.save(f"{made.uuid}.{book.format}", ContentFile(data), save=False)
    made.save()
    DocumentPage.objects.bulk_create(
        DocumentPage(tenant_id=made.tenant_id, document=made, number=number, **page)
        for number, page in enumerate(book.pages, start=1)
    )
    for picture, drawn in book.pictures.items():
        _put(made.uuid, picture, drawn)
    if book.format == "pdf":
        enqueue("library.draw_pages", document=str(made.uuid), tenant_id=made.tenant_id)
    return made


def keep_cover(document: Document, drawn: bytes) -> None:
    """Store a book's cover beside its pages."""
    if drawn:
        _put(document.uuid, COVER, drawn)


def draw_pages(*, document: UUID, numbers: Iterable[int] | None = None) -> int:
    """Draw the pages of a PDF that are not drawn yet; gives how many. Running twice changes nothing."""
    found = get_document(document)
    wanted = numbers or found.pages.values_list("number", flat=True)
    missing = [n for n in wanted if not has_picture(found.uuid, str(n))]
    for start in range(0, len(missing), 20):  # little to lose when a worker is stopped
        some = missing[start : start + 20]
        with TemporaryDirectory(prefix="suluh-document-") as folder:
            source = Path(folder) / "document"
            with found.file.open("rb") as file:
                source.write_bytes(file.read())
            _run("draw", source, Path(folder), *map(str, some))
            for number in some:
                _put(found.uuid, str(number), (Path(folder) / f"{number}.webp").read_bytes())
    return len(missing)


def _run(what: str, source: Path, folder: Path, *numbers: str) -> None:
    words = (what, str(source), str(folder), *numbers)
    try:
        fault = run_apart("suluh.library.rules.unpack", *words, patience=PATIENCE)
    except TooLong as error:
        raise UnreadableDocument(_SENTENCES["large"]) from error
    if fault:
        raise UnreadableDocument(_SENTENCES.get(fault, _BROKEN))


def _put(document: UUID, name: str, drawn: bytes) -> None:
    place = picture_name(document, name)
    if not default_storage.exists(place):
        default_storage.save(place, ContentFile(drawn))
