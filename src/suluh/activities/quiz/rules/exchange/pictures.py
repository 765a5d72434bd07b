"""Pictures of questions between files and the bank: which, by what address, with what bytes. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import unquote

from suluh.activities.quiz.rules.showing import picture_url
from suluh.content.rules import richtext
from suluh.standards.questions.types import EmbeddedFile, Markers, Question, Text, TextFormat

_IN_FILE = re.compile(r"@@PLUGINFILE@@/([^\"'\s>?]+)(?:\?[^\"'\s>]*)?")
_OWN = re.compile(r"<img\b[^>]*\bsrc=[\"'](/soal-gambar/[0-9a-f-]{36}/)[\"'][^>]*>", re.IGNORECASE)
_MEDIA = re.compile(r"<(img|audio|video|object|embed|iframe|source|svg|picture)\b", re.IGNORECASE)
_DRAWN = re.compile(r'<img loading="lazy" src="/soal-gambar/([0-9a-f-]{36})/"')
_SHOWN = re.compile(r"!\[[^\]]*\]\(/soal-gambar/([0-9a-f-]{36})/\)")


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture of a file as the bank keeps it; width and height as the file had it."""

    uuid: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture of the bank with its size, which places on it are counted by."""

    content: bytes
    width: int
    height: int


Pictures = Mapping[str, Kept]  # by `mark_of` the file


def mark_of(file: EmbeddedFile) -> str:
    """Tells one content from another; the bank's own pictures are known by it."""
    return sha256(file.content).hexdigest()


def files_of(question: Question) -> Iterator[EmbeddedFile]:
    """What the bank may keep of it."""
    yield from question.text.files
    if isinstance(question, Markers):
        yield question.picture


def with_addresses(text: Text, known: Pictures) -> Text:
    """The text with kept pictures at their address in the bank; what is not kept stays a file."""
    here = {file.name: known[mark] for file in text.files if (mark := mark_of(file)) in known}

    def moved(match: re.Match[str]) -> str:
        kept = here.get(unquote(match[1]))
        return picture_url(kept.uuid) if kept else match[0]

    left = tuple(file for file in text.files if file.name not in here)
    return replace(text, content=_IN_FILE.sub(moved, text.content), files=left)


def has_media(text: Text, known: Pictures, *, may_show: bool = True) -> bool:
    """Whether pictures or sound that the bank does not have belong to the text."""
    own = {picture_url(kept.uuid) for kept in known.values()} if may_show else set()
    rest = _OWN.sub(lambda m: "" if m[1] in own else m[0], text.content)
    return bool(text.files) or (text.format is TextFormat.HTML and bool(_MEDIA.search(rest)))


def shown_in(rich: str) -> list[str]:
    """Uuids of the bank's pictures that a text shows."""
    return _SHOWN.findall(rich)


def with_files(rich: str, drawn: Mapping[str, Drawn]) -> Text:
    """The text as a file carries it, with its pictures inside."""
    html = richtext.to_html(rich).strip()
    html = _DRAWN.sub(lambda m: f'<img src="@@PLUGINFILE@@/{m[1]}.webp"', html)
    html = html.replace('<div class="table-wrap">', "").replace("</table></div>", "</table>")
    names = dict.fromkeys(shown_in(rich))
    files = tuple(EmbeddedFile(f"{uuid}.webp", drawn[uuid].content) for uuid in names)
    return Text(html, TextFormat.HTML, files)


def all_there(uuids: Collection[str], drawn: Mapping[str, Drawn]) -> bool:
    """Whether the bank has each of them."""
    return bool(uuids) and all(uuid in drawn for uuid in uuids)
