"""Documents of strangers as text with marks, read by a process of its own with limits.

`python -m suluh.standards.documents SORT FILE FOLDER` (SORT: one of _READERS) writes `page.json`
(title, text or parts, pictures in their order, what was lost) and the pictures; the text names them
`gambar:1`, `gambar:2`, … What is wrong with the file ends the process with code 3 and one word of
`REASONS` on stderr.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path

import defusedxml

from suluh.standards.archives import has_many_members

REASONS = ("broken", "large", "locked")
MEMORY = 1_000 * 2**20
SECONDS = 60
LARGEST_FILE = 50 * 2**20
MOST_PARTS = 3_000
MOST_UNPACKED = 300 * 2**20
MOST_PICTURES = 150
_READERS = {"word": "worddoc", "slides": "slides", "odt": "odtdoc", "html": "htmldoc"}
_KEPT = {"image/jpeg": ".jpg", "image/jpg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
_REDRAWN = {"image/gif": "GIF", "image/bmp": "BMP", "image/tiff": "TIFF", "image/x-ms-bmp": "BMP"}
_MADE_BY_MACHINE = re.compile(
    r"\s*(?:Description automatically generated.*|Deskripsi (?:di)?buat secara otomatis.*"
    r"|AI-generated content may be incorrect\.?)$",
    re.DOTALL,
)
_NO_WORDS = re.compile(r"(?:picture|image|gambar|img|foto)?[\s_-]*\d*(?:\.\w{3,4})?", re.IGNORECASE)


class TooLarge(Exception):
    """More than a course can take from one file."""


class Locked(Exception):
    """Nobody reads it without its password."""


@dataclass(slots=True)
class Page:
    """What a document became; `parts`: title and text, where the file itself says its pages."""

    title: str = ""
    text: str = ""
    parts: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)  # names of files beside it
    lost: dict[str, int] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    """The process: limits first, then the file."""
    sort, (source, folder) = arguments[0], map(Path, arguments[1:])
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    defusedxml.defuse_stdlib()  # mammoth reads its XML with the parser of Python
    read: Callable[[Path, Path], Page] = import_module(f"suluh.standards.{_READERS[sort]}").read
    try:
        found = asdict(read(source, folder)) if not _is_too_big(source) else None
    except (MemoryError, RecursionError, TooLarge):
        found = None
    except Locked:
        sys.stderr.write("locked")
        return 3
    except Exception:  # noqa: BLE001 -- the reader of documents fails in many ways on a broken one
        sys.stderr.write("broken")
        return 3
    if found is None:
        sys.stderr.write("large")
        return 3
    (folder / "page.json").write_text(json.dumps(found), encoding="utf-8")
    return 0


def _is_too_big(source: Path) -> bool:
    if not zipfile.is_zipfile(source):
        return False  # a text, or broken: its reader says so
    if has_many_members(source, MOST_PARTS):
        return True
    with zipfile.ZipFile(source) as archive:
        return sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED


class Keeper:
    """Keeps the pictures of a document in the order in which they come, each once."""

    def __init__(self, folder: Path, page: Page) -> None:
        self._folder, self._page = folder, page
        self._known: dict[bytes, int] = {}
        page.lost["pictures"] = 0

    def place_of(self, data: bytes, sort: str) -> str:
        """Where the text finds the picture; '' for one that browsers cannot show."""
        known = self._known.get(sha256(data).digest())
        if known:
            return f"gambar:{known}"
        number = len(self._page.pictures) + 1
        try:
            shown, ending = _shown(data, sort)
        except (OSError, ValueError, SyntaxError):  # not what it says
            shown, ending = b"", ""
        if not shown or number > MOST_PICTURES:
            self.count()
            return ""
        name = f"gambar-{number}{ending}"
        (self._folder / name).write_bytes(shown)
        self._page.pictures.append(name)
        self._known[sha256(data).digest()] = number
        return f"gambar:{number}"

    def count(self, what: str = "pictures") -> None:
        """Count what cannot come along, or wants a look."""
        self._page.lost[what] = self._page.lost.get(what, 0) + 1


def _shown(data: bytes, sort: str) -> tuple[bytes, str]:
    if sort in _REDRAWN:
        return _as_png(data, _REDRAWN[sort]), ".png"
    return (data, _KEPT[sort]) if sort in _KEPT else (b"", "")


def _as_png(data: bytes, sort: str) -> bytes:
    from PIL import Image

    made = BytesIO()
    with Image.open(BytesIO(data), formats=(sort,)) as picture:
        picture.convert("RGBA").save(made, "PNG")
    return made.getvalue()


def picture_words(said: str) -> str:
    """Words for a picture; what a machine or a file name wrote are none."""
    words = " ".join(_MADE_BY_MACHINE.sub("", said).split())
    return "" if _NO_WORDS.fullmatch(words) else words


if __name__ == "__main__":
    # By its own name, as the readers know it: a class of `__main__` is another one.
    sys.exit(import_module("suluh.standards.documents").main(sys.argv[1:]))
