"""From lines to blocks: comments, categories and blank lines of a GIFT file.

Backslashes are taken first: an escaped sign becomes a control character, which clean text does
not hold, so that whoever looks for ``~`` or ``}`` meets only those that mean something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from suluh.standards.questions.categories import read_path

_ESCAPES = ("\\\\", "\\~", "\\=", "\\#", "\\{", "\\}", "\\:", "\\n")
_MEANT = ("\\", "~", "=", "#", "{", "}", ":", "\n")
_HIDDEN = {escape: chr(place) for place, escape in enumerate(_ESCAPES, start=1)}
_SHOWN = {chr(place): meant for place, meant in enumerate(_MEANT, start=1)}
_ESCAPE = re.compile(r"\\[\\~=#{}:n]")
_RAW = {code: escape for escape, code in _HIDDEN.items()}
_CODE = re.compile("[\x01-\x08]")
_ID = re.compile(r"\[id:([^\x00-\x1f\]]{1,200})\]")
_TAG = re.compile(r"\[tag:([^\x00-\x1f<>`\]]{1,200})\]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")


@dataclass(slots=True)
class Block:
    """The lines of one question, with what the comment above it said."""

    category: tuple[str, ...]
    line: int = 0
    lines: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    id_number: str = ""
    opened: int = 0
    closed: int = 0

    @property
    def source(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)

    def add(self, line: str) -> None:
        """One more line, with its braces counted."""
        self.lines.append(line)
        self.opened += line.count("{")
        self.closed += line.count("}")

    @property
    def is_open(self) -> bool:
        """An answer part was begun and not ended."""
        return self.opened > self.closed

    @property
    def is_complete(self) -> bool:
        """The answer part has ended."""
        return self.closed > 0 and not self.is_open


def hide(text: str) -> str:
    """Escaped signs as control characters."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[0]], text)


def show(text: str) -> str:
    """The signs that were meant."""
    return _CODE.sub(lambda found: _SHOWN[found[0]], text)


def raw(text: str) -> str:
    """The text as it stood in the file: categories and remarks know no escapes."""
    return _CODE.sub(lambda found: _RAW[found[0]], text)


def escape(text: str) -> str:
    """Text that reads back as it is."""
    for escaped, meant in zip(_ESCAPES, _MEANT, strict=True):
        text = text.replace(meant, escaped)
    return text


def blocks(text: str) -> Iterator[Block]:
    """The questions of a file, each on its own."""
    splitter = _Splitter()
    lines = hide(text).split("\n")
    for place, line in enumerate(lines):
        if line.strip() or not splitter.block.is_open or not _closes(lines, place):
            yield from splitter.take(place + 1, line)
    yield from splitter.end()


def _closes(lines: list[str], place: int) -> bool:
    """Whether, after this blank line, an open answer part ends before another one begins."""
    for line in lines[place + 1 : place + 200]:
        if "{" in line or line.startswith(("::", "$CATEGORY:")):
            return False
        if "}" in line:
            return True
    return False


class _Splitter:
    def __init__(self) -> None:
        self.block = Block(())

    def take(self, number: int, line: str) -> Iterator[Block]:
        category = _CATEGORY.fullmatch(line)
        if line.lstrip().startswith("//"):
            if self.block.is_complete:
                yield from self.end()
            self._remark(raw(line))
        elif category:
            yield from self.end()
            self.block = Block(read_path(raw(category[1])))
        elif not line.strip():
            yield from self.end()
        else:
            if line.startswith("::") and self.block.is_complete:
                yield from self.end()
            self.block.line = self.block.line or number
            self.block.add(line)

    def _remark(self, line: str) -> None:
        """Moodle keeps the number and the tags of a question in the comment above it."""
        if self.block.lines:
            return
        found = _ID.search(line)
        self.block.id_number = found[1].strip() if found else self.block.id_number
        self.block.tags += tuple(tag.strip() for tag in _TAG.findall(line))

    def end(self) -> Iterator[Block]:
        """Give the block away, if it has lines, and begin the next."""
        if self.block.lines:
            block, self.block = self.block, Block(self.block.category)
            yield block
