"""Word documents of strangers (DOCX) as text with marks, read by a process of its own with limits.

`python -m suluh.standards.worddoc FILE FOLDER` writes `page.json` (title, text, pictures in their
order, what was lost) and the pictures; the text names them `gambar:1`, `gambar:2`, … What is wrong
with the file ends the process with code 3 and one word of `REASONS` on stderr.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
from dataclasses import asdict, dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import defusedxml
import lxml.html

from suluh.standards import wordlists
from suluh.standards.archives import has_many_members
from suluh.standards.marks import Lost, parsed, to_marks

REASONS = ("broken", "large")
MEMORY = 1_000 * 2**20
SECONDS = 60
LARGEST_FILE = 50 * 2**20
MOST_PARTS = 3_000
MOST_UNPACKED = 300 * 2**20
MOST_PICTURES = 100
_KEPT = {"image/jpeg": ".jpg", "image/jpg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
_REDRAWN = {"image/gif": "GIF", "image/bmp": "BMP", "image/tiff": "TIFF", "image/x-ms-bmp": "BMP"}
_STYLES = "\n".join([
    "p[style-name='Title'] => h1.judul:fresh", "p[style-name='title'] => h1.judul:fresh",
    "p[style-name='Subtitle'] => p:fresh", "p[style-name='Quote'] => blockquote:fresh",
    "p[style-name='Intense Quote'] => blockquote:fresh",
    "p[style-name='Quotations'] => blockquote:fresh", "strike => s",
    "r[style-name='Emphasis'] => em", "r[style-name='Intense Emphasis'] => em",
    *(f"p[style-name^='{name}'] => !" for name in ("toc ", "TOC ", "Contents ", "table of figures")),
])  # fmt: skip
_PARTS = {  # of the file, which no page can hold
    "formulas": rb"<m:oMath[ />]",
    "drawings": rb"<(?:c:chart|dgm:relIds|o:OLEObject)[ />]",
}
_MADE_BY_MACHINE = re.compile(
    r"\s*(?:Description automatically generated.*|Deskripsi (?:di)?buat secara otomatis.*)$",
    re.DOTALL,
)
_NO_WORDS = re.compile(r"(?:picture|image|gambar|img|foto)?[\s_-]*\d*(?:\.\w{3,4})?", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """What a document became."""

    title: str = ""
    text: str = ""
    pictures: list[str] = field(default_factory=list)  # names of files beside it
    lost: dict[str, int] = field(default_factory=dict)


def main(arguments: list[str]) -> int:
    """The process: limits first, then the file."""
    source, folder = map(Path, arguments)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    defusedxml.defuse_stdlib()  # mammoth reads its XML with the parser of Python
    try:
        found = asdict(read(source, folder)) if not _is_too_big(source) else None
    except (MemoryError, RecursionError):
        found = None
    except Exception:  # noqa: BLE001 -- the reader of documents fails in many ways on a broken one
        sys.stderr.write("broken")
        return 3
    if found is None:
        sys.stderr.write("large")
        return 3
    (folder / "page.json").write_text(json.dumps(found), encoding="utf-8")
    return 0


def _is_too_big(source: Path) -> bool:
    if has_many_members(source, MOST_PARTS):
        return True
    with zipfile.ZipFile(source) as archive:
        return sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED


def read(source: Path, folder: Path) -> Page:
    """The document; pictures are written into the folder."""
    import mammoth

    page, lost = Page(), Lost()
    keep = _Keeper(folder, page)
    with source.open("rb") as file, wordlists.named():
        made = mammoth.convert_to_html(
            file, style_map=_STYLES, include_embedded_style_map=False,
            transform_document=wordlists.marked, external_file_access=False,
            convert_image=mammoth.images.img_element(keep.picture),
        )  # fmt: skip
    root = parsed(made.value)
    wordlists.count_on(root)
    _set_notes_apart(root)
    _mend_words(root)
    page.title = _take_title(root)
    _even_headings(root)
    page.text = to_marks(root, lost)
    page.lost |= _lost_parts(source) | asdict(lost)
    return page


class _Keeper:
    """Keeps the pictures of a document in the order in which they come."""

    def __init__(self, folder: Path, page: Page) -> None:
        self._folder, self._page = folder, page
        page.lost["pictures"] = 0

    def picture(self, image: Any) -> dict[str, str]:
        """Where the text finds it; nowhere for one that browsers cannot show."""
        number = len(self._page.pictures) + 1
        try:
            data, ending = self._data(image)
        except (OSError, KeyError, ValueError, SyntaxError):  # not there, or not what it says
            data, ending = b"", ""
        if not data or number > MOST_PICTURES:
            self._page.lost["pictures"] += 1
            return {"src": ""}
        name = f"gambar-{number}{ending}"
        (self._folder / name).write_bytes(data)
        self._page.pictures.append(name)
        return {"src": f"gambar:{number}"}

    def _data(self, image: Any) -> tuple[bytes, str]:
        sort = str(image.content_type)
        with image.open() as opened:
            data: bytes = opened.read()
        if sort in _REDRAWN:
            return _as_png(data, _REDRAWN[sort]), ".png"
        return (data, _KEPT[sort]) if sort in _KEPT else (b"", "")


def _as_png(data: bytes, sort: str) -> bytes:
    from PIL import Image

    made = BytesIO()
    with Image.open(BytesIO(data), formats=(sort,)) as picture:
        picture.convert("RGBA").save(made, "PNG")
    return made.getvalue()


def _set_notes_apart(root: Any) -> None:
    """Footnotes stand below a line, as on paper."""
    for notes in root.xpath(
        "ol[li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]]"
    ):
        notes.addprevious(lxml.html.Element("hr"))


def _mend_words(root: Any) -> None:
    """Words for a picture that a machine or a file name wrote are none."""
    for picture in root.iter("img"):
        words = _MADE_BY_MACHINE.sub("", picture.get("alt", "")).strip()
        picture.set("alt", "" if _NO_WORDS.fullmatch(words) else words)


def _take_title(root: Any) -> str:
    """The title leaves the text: what is styled so, else a first heading that has no equal."""
    firsts = list(root.iter("h1"))
    styled = [each for each in firsts if each.get("class") == "judul"]
    alone = firsts if len(firsts) == 1 and root[0] is firsts[0] else []
    for heading in (styled or alone)[:1]:
        words = " ".join(heading.text_content().split())
        if words and heading.find(".//img") is None:
            heading.getparent().remove(heading)
            return words[:200]
    return ""


def _even_headings(root: Any) -> None:
    """The highest level of headings is the second: the first is the page's own title.

    Many write headings as bold lines. Guessing is clever, so it is done only in a document that has
    no heading at all: a short bold line that ends no sentence is one.
    """
    levels = [f"h{number}" for number in range(1, 7)]
    found = [element for element in root.iter(*levels) if element.text_content().strip()]
    if not found:
        for paragraph in root.iterchildren("p"):
            if _is_bold_line(paragraph):
                paragraph.tag = "h2"
        return
    highest = min(int(element.tag[1]) for element in found)
    for element in found:
        element.tag = f"h{min(int(element.tag[1]) + 2 - highest, 4)}"


def _is_bold_line(paragraph: Any) -> bool:
    words = paragraph.text_content().strip()
    bold = "".join(each.text_content() for each in paragraph.iter("strong")).strip()
    is_line = 2 < len(words) <= 80 and words[-1] not in ".,;:?!" and words[0] not in '-•("“'
    return is_line and bold == words and paragraph.find(".//img") is None


def _lost_parts(source: Path) -> dict[str, int]:
    with zipfile.ZipFile(source) as archive:
        names = [
            name for name in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", name)
        ]
        body = archive.read(names[0]) if names else b""
    return {name: len(re.findall(pattern, body)) for name, pattern in _PARTS.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
