"""Keeping the file behind a claim: told by its content, scanned, opened apart, drawn as pictures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from suluh.base.apart import TooLong, run_apart
from suluh.base.errors import DomainError
from suluh.base.ids import uuid7
from suluh.base.uploads import Refused, checked, clean_name, ending_of, scanned
from suluh.recognition.models import Evidence
from suluh.recognition.queries.files import picture_name

MOST_OCTETS = 10 * 1024 * 1024
PATIENCE = 45  # seconds for opening a PDF
_PHOTO_SIDE = 1_600
_SENTENCES = {
    "locked": _("PDF ini dikunci. Simpan ulang tanpa kata sandi, lalu unggah lagi."),
    "broken": _("PDF ini rusak dan tidak dapat dibuka. Simpan ulang, atau unggah fotonya."),
}


class FileRefused(DomainError):
    """A file that is not taken; its sentence says why and what to do."""

    code = "file_refused"


@dataclass(frozen=True, slots=True)
class Upload:
    """What somebody hands in: the name a browser gave, and the content."""

    name: str
    data: bytes

    @property
    def sha256(self) -> bytes:
        """Of the file as it came."""
        return sha256(self.data).digest()


@dataclass(frozen=True, slots=True)
class Kept:
    """The stored file, and the text that stood in it."""

    evidence: Evidence
    text: str


def keep_evidence(*, upload: Upload, person_id: int, tenant_id: int, now: datetime) -> Kept:
    """Check, scan, open and store a file; raises FileRefused, which says why.

    Opening happens before the row is written: what cannot be looked at is no evidence.
    """
    try:
        data = checked(upload.name, upload.data, sorts=("pdf", "gambar"), most_octets=MOST_OCTETS)
    except Refused as error:
        raise FileRefused(str(error)) from error
    is_scanned = _scan(data)
    is_pdf = ending_of(upload.name) == ".pdf"
    text, pictures = _open_pdf(data) if is_pdf else ("", [_small(data)])
    made = Evidence.objects.create(
        tenant_id=tenant_id, person_id=person_id, name=clean_name(upload.name),
        sort=Evidence.Sort.PDF if is_pdf else Evidence.Sort.PICTURE,
        file=ContentFile(data, name=f"{uuid7().hex}{ending_of(upload.name)}"), size=len(data),
        sha256=upload.sha256, pages=len(pictures), is_scanned=is_scanned, created_at=now,
    )  # fmt: skip
    for number, picture in enumerate(pictures, start=1):
        default_storage.save(picture_name(made.uuid, number), ContentFile(picture))
    return Kept(made, text)


def _scan(data: bytes) -> bool:
    try:
        return scanned(data)
    except Refused as error:
        raise FileRefused(str(error)) from error


def _open_pdf(data: bytes) -> tuple[str, list[bytes]]:
    with TemporaryDirectory(prefix="suluh-claim-") as folder:
        source = Path(folder) / "file.pdf"
        source.write_bytes(data)
        words = ("suluh.recognition.rules.opening", str(source), folder)
        try:
            fault = run_apart(*words, patience=PATIENCE)
        except TooLong as error:
            raise FileRefused(_SENTENCES["broken"]) from error
        if fault:
            raise FileRefused(_SENTENCES.get(fault, _SENTENCES["broken"]))
        text = json.loads((Path(folder) / "text.json").read_text(encoding="utf-8"))
        pictures = sorted(Path(folder).glob("*.webp"), key=lambda each: int(each.stem))
        return text, [picture.read_bytes() for picture in pictures]


def _small(data: bytes) -> bytes:
    """The photo as it is looked at; `checked` has drawn it anew already."""
    from PIL import Image  # large, and few upload a picture

    with Image.open(BytesIO(data)) as picture:
        drawn = picture.convert("RGB")
        drawn.thumbnail((_PHOTO_SIDE, _PHOTO_SIDE))
        made = BytesIO()
        drawn.save(made, "WEBP", quality=72, method=4)
    return made.getvalue()
