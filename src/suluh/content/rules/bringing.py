"""A folder of files as a course: which part, which title, in which order. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from posixpath import normpath
from urllib.parse import unquote

from suluh.base.uploads import clean_name, ending_of
from suluh.standards.marks import place_of

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
WEB_PAGES = (".html", ".htm")
TEXTS = (".md", ".txt", *WEB_PAGES)  # that show pictures beside them
_NUMBER = re.compile(r"^\s*\d{1,3}\s*[-._)]*\s*(?=\D)")
_DIGITS = re.compile(r"(\d+)")
_IMAGE = re.compile(r"<img\b[^>]*?\ssrc\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
_SHOWN = re.compile(r"(!\[[^\]]*\]\()([^)\s]+)(\))")


def parts_of(path: str) -> list[str]:
    """The folders and the name in a path as browsers tell it, without what would leave it."""
    found = (part.strip() for part in path.replace("\\", "/").split("/"))
    return [clean_name(part) for part in found if part not in {"", ".", ".."}]


def chapter_of(path: str, *, is_folder: bool) -> str:
    """The title of the section for a file: the folder below the chosen one; '' for none of its own."""
    folders = parts_of(path)[:-1][1 if is_folder else 0 :]
    return title_of(folders[0], is_file=False) if folders else ""


def title_of(name: str, *, is_file: bool = True) -> str:
    """A name as people read it: "02_surat-masuk.pdf" is "Surat masuk"."""
    ending = ending_of(name) if is_file else ""
    bare = (name[: len(name) - len(ending)] if ending else name).removesuffix(".gift")
    words = " ".join(_NUMBER.sub("", bare).replace("_", " ").split())
    words = words.replace("-", " ") if " " not in words else words
    return (words[:1].upper() + words[1:])[:200] or bare[:200]


def in_order(path: str) -> list[tuple[int, int, str]]:
    """A key that puts "2 Surat" before "10 Arsip", folder by folder."""
    return [
        (0, int(piece[:9]), "") if piece.isdecimal() else (1, 0, piece)
        for part in path.lower().split("/")
        for piece in [*_DIGITS.split(part), ""]
    ]


def is_hidden(path: str) -> bool:
    """What systems leave in folders and nobody means to bring."""
    return any(
        part.startswith((".", "__MACOSX", "~$")) or part.lower() in {"thumbs.db", "desktop.ini"}
        for part in path.replace("\\", "/").split("/")
    )


def is_packed(path: str) -> bool:
    """A ZIP that was chosen by itself; one that lies in a folder stays closed."""
    return ending_of(path) == ".zip" and len(parts_of(path)) == 1


def shown_in(text: str, path: str) -> dict[str, str]:
    """Pictures that a text of that path shows by a place beside it: place as written, whole path."""
    folder = "/".join(parts_of(path)[:-1])
    found = {}
    for place in _places_in(text, is_web_page=ending_of(path) in WEB_PAGES):
        if not re.match(r"[a-z]+:|/", place, re.IGNORECASE):
            whole = normpath(f"{folder}/{unquote(place)}").lstrip("/")
            found[place] = "/".join(parts_of(whole))
    return found


def _places_in(text: str, *, is_web_page: bool) -> list[str]:
    if not is_web_page:
        return [place for _, place, _ in _SHOWN.findall(text)]
    return [place_of(unescape(found.strip("\"'"))) for found in _IMAGE.findall(text)]


def with_addresses(text: str, known: Mapping[str, str]) -> str:
    """The text with pictures at their address here, by the place as written."""
    return _SHOWN.sub(lambda m: f"{m[1]}{known.get(m[2], m[2])}{m[3]}", text)


def missing(text: str) -> int:
    """How many pictures the text still shows by a place that is nowhere here."""
    return sum(not place.startswith("/") for _, place, _ in _SHOWN.findall(text))


def sorted_paths(paths: Iterable[str]) -> list[str]:
    """As people would read the folder."""
    return sorted(paths, key=in_order)
