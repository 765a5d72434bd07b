"""The process: limits first, then the file."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from suluh.library.rules.unpack import Unreadable, bundle, epub, facts, pdf

MEMORY = 1_500 * 2**20
SECONDS = 120
LARGEST_FILE = 200 * 2**20


def main(arguments: list[str]) -> int:
    """Do what is asked; 3 where the document is at fault."""
    what, source, folder, *numbers = arguments
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    try:
        if what == "draw":
            pdf.draw(Path(source), Path(folder), [int(number) for number in numbers])
        elif what == "split":
            _write(Path(folder), bundle.split(Path(source), Path(folder)))
        else:
            _write(Path(folder), _read(Path(source), Path(folder), is_book=what == "book"))
    except Unreadable as fault:
        sys.stderr.write(str(fault))
        return 3
    except (MemoryError, RecursionError):
        sys.stderr.write("large")
        return 3
    return 0


def _write(folder: Path, found: object) -> None:
    (folder / "pages.json").write_text(json.dumps(found), encoding="utf-8")


def _read(source: Path, folder: Path, *, is_book: bool) -> dict[str, object]:
    with source.open("rb") as file:
        start = file.read(1024)
    if b"%PDF-" in start:
        pages = pdf.read(source)
        said = facts.of_pdf(source, folder) if is_book else {}
        return {"format": "pdf", "pages": pages, "facts": said}
    if start[:4] == b"PK\x03\x04":
        pages = epub.read(source, folder)
        said = facts.of_epub(source, folder) if is_book else {}
        return {"format": "epub", "pages": pages, "facts": said}
    raise Unreadable("kind")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
