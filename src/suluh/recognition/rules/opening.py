"""Opening a PDF in a process of its own, with limits: its text, and its first pages as pictures.

What people hand in is never opened inside the site: a broken file may cost the process, no more.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pypdfium2 as pdfium

MEMORY = 1_000 * 2**20
SECONDS = 30
MOST_PAGES = 4  # of a certificate: face, reverse, and what was stapled to them
MOST_TEXT = 20_000
WIDTH = 1_000
TALLEST = 2 * WIDTH
_LOCKED = 4  # FPDF_ERR_PASSWORD


def main(arguments: list[str]) -> int:
    """`source folder`: writes text.json and 1.webp, 2.webp …; 3 where the file is at fault."""
    source, folder = map(Path, arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        text = _open(source, folder)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _LOCKED or "password" in str(error).lower()
        sys.stderr.write("locked" if locked else "broken")
        return 3
    except (MemoryError, UnicodeError, ValueError):
        sys.stderr.write("broken")
        return 3
    (folder / "text.json").write_text(json.dumps(text), encoding="utf-8")
    return 0


def _open(source: Path, folder: Path) -> str:
    document = pdfium.PdfDocument(source)
    if not len(document):
        raise ValueError("no page")
    parts = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        parts.append(page.get_textpage().get_text_range())
        width, height = page.get_size()
        scale = float(min(WIDTH / max(width, 1), TALLEST / max(height, 1)))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        picture.save(folder / f"{number + 1}.webp", "WEBP", quality=70, method=4)
    text = "\n".join(parts).replace("\r\n", "\n")
    return "".join(sign for sign in text if sign >= " " or sign == "\n")[:MOST_TEXT]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
