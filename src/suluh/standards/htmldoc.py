"""Web pages (HTML) as text with marks: the reader `html` of `documents.py`.

Words, headings, lists, tables, links, folds and pictures; no looks, no scripts. A picture inside the
file comes along, one beside it keeps its place, which the folder may know; one on the web is lost.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import lxml.html

from suluh.standards.documents import Keeper, Page
from suluh.standards.marks import Lost, to_marks
from suluh.standards.shaping import even_headings, mend_words, take_title

_NEVER = (
    "script",
    "style",
    "template",
    "noscript",
    "nav",
    "input",
    "select",
    "textarea",
    "button",
    "head",
)
_COUNTED = {
    "video": "media", "audio": "media", "iframe": "media", "object": "media", "embed": "media",
    "canvas": "drawings", "math": "formulas",
}  # fmt: skip
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_INSIDE = re.compile(
    r"data:(image/[a-z0-9.+-]+)((?:;[a-z0-9=-]+)*),(.*)", re.IGNORECASE | re.DOTALL
)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]+)", re.IGNORECASE)


def read(source: Path, folder: Path) -> Page:
    """The page; pictures inside it are written into the folder."""
    page, lost = Page(), Lost()
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    text = _DECLARED.sub("", _decoded(source.read_bytes()))
    whole = lxml.html.document_fromstring(text.encode(), parser=parser)
    said = " ".join((whole.findtext(".//title") or "").split())[:200]
    root = _main_of(whole)
    keeper = Keeper(folder, page)
    _leave_out(root, keeper)
    _keep_pictures(root, keeper)
    _style(root)
    mend_words(root)
    page.title = _title_of(root) or said
    even_headings(root)
    page.text = to_marks(root, lost)
    page.lost |= asdict(lost)
    return page


def _decoded(data: bytes) -> str:
    """The words: as UTF-8 where they are it, else as the page says, else as old Windows wrote."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4_096])
    try:
        return data.decode(said[1].decode() if said else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _main_of(whole: Any) -> Any:
    """What the page is about, where it says so."""
    body = whole.find("body")
    body = whole if body is None else body
    for name in ("main", "article"):
        found = list(body.iter(name))
        if len(found) == 1 and found[0].text_content().strip():
            found[0].tag = "div"
            found[0].tail = None
            return found[0]
    return body


def _leave_out(root: Any, keeper: Keeper) -> None:
    for element in list(root.iter()):
        tag = element.tag
        if element is root or not isinstance(tag, str):
            continue
        if tag in _COUNTED or (tag == "svg" and element.get("role") == "img"):
            keeper.count(_COUNTED.get(tag, "drawings"))
        if tag in _NEVER or tag in _COUNTED or tag == "svg" or _is_unseen(element):
            element.drop_tree()
        elif tag == "form":  # a page may be one whole form
            element.drop_tag()


def _is_unseen(element: Any) -> bool:
    is_said = "hidden" in element.attrib or element.get("aria-hidden") == "true"
    return is_said or _UNSEEN.search(element.get("style", "")) is not None


def _keep_pictures(root: Any, keeper: Keeper) -> None:
    for image in list(root.iter("img")):
        address = image.get("src", "").strip()
        inside = _INSIDE.match(address)
        if inside:
            image.set("src", keeper.place_of(_data_in(inside), inside[1].lower()))
        elif not address or re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
            keeper.count()
            image.drop_tree()


def _data_in(inside: re.Match[str]) -> bytes:
    if "base64" not in inside[2].lower():
        return unquote_to_bytes(inside[3])
    try:
        return b64decode(inside[3])
    except Error:
        return b""


def _style(root: Any) -> None:
    """Words that are only made to look bold or slanted are it."""
    for element in list(root.iter("span", "font")):
        looks = element.get("style", "")
        if _BOLD.search(looks):
            element.tag = "strong"
        elif _SLANTED.search(looks):
            element.tag = "em"


def _title_of(root: Any) -> str:
    firsts = list(root.iter("h1"))
    if len(firsts) == 1:
        firsts[0].set("class", "judul")
    return take_title(root)
