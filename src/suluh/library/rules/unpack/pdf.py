"""PDF: the text of each page, and each page as a picture. By PDFium, the engine of Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from suluh.library.rules.unpack import Unreadable

MOST_PAGES = 600
MOST_TEXT = 20_000  # characters of a page
WIDTH = 1_000  # pixels: sharp on a phone, readable on a desk
TALLEST = 3 * WIDTH
_LOCKED = 4  # FPDF_ERR_PASSWORD


def read(source: Path) -> list[dict[str, Any]]:
    """`text`, `width`, `height` (pixels as drawn) of each page."""
    document = open_document(source)
    if not len(document):
        raise Unreadable("empty")
    if len(document) > MOST_PAGES:
        raise Unreadable("long")
    return [_page(document, number) for number in range(len(document))]


def draw(source: Path, folder: Path, numbers: list[int]) -> None:
    """`<number>.webp` of each page asked for, the first being 1."""
    document = open_document(source)
    for number in numbers:
        page = document[number - 1]
        scale = _scale(*page.get_size())
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        picture.save(folder / f"{number}.webp", "WEBP", quality=60, method=4)


def open_document(source: Path) -> pdfium.PdfDocument:
    """The document; raises Unreadable where it is locked or broken."""
    try:
        return pdfium.PdfDocument(source)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _LOCKED or "password" in str(error).lower()
        raise Unreadable("locked" if locked else "broken") from error


def _page(document: pdfium.PdfDocument, number: int) -> dict[str, Any]:
    try:
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage().get_text_range()
    except (pdfium.PdfiumError, UnicodeError) as error:
        raise Unreadable("broken") from error
    scale = _scale(width, height)
    clean = "".join(sign for sign in text.replace("\r\n", "\n") if sign >= " " or sign == "\n")
    return {
        "text": clean[:MOST_TEXT].strip(),
        "width": round(width * scale),
        "height": round(height * scale),
    }


def _scale(width: float, height: float) -> float:
    return float(min(WIDTH / max(width, 1), TALLEST / max(height, 1)))
