"""HTML of a file made into the bank's own text, and back. Whatever is not harmless words goes."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import nh3

from suluh.content.rules import richtext
from suluh.standards.questions.types import Text, TextFormat

_TAGS = {
    "p", "div", "br", "strong", "b", "em", "i", "s", "del", "ul", "ol", "li", "h1", "h2", "h3", "h4",
    "h5", "h6", "a", "blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "sub",
    "sup", "hr", "img",
}  # fmt: skip
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "code": "`"}
_BLOCKS = {"p", "div", "blockquote", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_SUPER = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUB = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SPECIAL = re.compile(r"([\\`*\[\]]|(?<!\w)_|_(?!\w)|~~|&(?=#?\w+;))")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def plain_of(text: Text) -> str:
    """The words alone, lines kept."""
    if text.format is TextFormat.PLAIN:
        return text.content.strip()
    drawn = _Writer(is_plain=True)
    return drawn.write(_clean(text.content))


def words_of(text: Text) -> str:
    """The words alone, on one line: for choices, pairs and patterns."""
    return " ".join(plain_of(text).split())


def rich_of(text: Text) -> str:
    """The text with the bank's own marks; no sign of it is mistaken for a mark."""
    if text.format is TextFormat.PLAIN:
        lines = text.content.strip()
        raw, safe = (_broken(each) for each in (lines, _escaped(lines)))
    else:
        clean = _clean(text.content)
        raw, safe = _Writer().write(clean), _Writer(escapes=True).write(clean)
    return raw if richtext.to_html(raw) == richtext.to_html(safe) else safe


def text_of(rich: str) -> Text:
    """The bank's text as a file carries it: plain where it is plain."""
    if not rich.strip():
        return Text()
    drawn = richtext.to_html(rich).strip()
    if drawn == f"<p>{html.escape(rich.strip())}</p>":
        return Text(rich.strip())
    drawn = drawn.replace('<div class="table-wrap">', "").replace("</table></div>", "</table>")
    return Text(drawn, TextFormat.HTML)


def _clean(content: str) -> str:
    return nh3.clean(
        content, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}}, link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )  # fmt: skip


def _escaped(text: str) -> str:
    return _LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _broken(text: str) -> str:
    """Each line end of a plain text starts a line."""
    return re.sub(r"(?<!\n)\n(?!\n)", "  \n", text)


class _Writer(HTMLParser):
    """Cleaned HTML written as marked text, or as words alone."""

    def __init__(self, *, escapes: bool = False, is_plain: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self.escapes, self.is_plain = escapes, is_plain
        self.parts: list[str] = []
        self.lists: list[int] = []  # 0 for bullets, else the next number
        self.links: list[str] = []
        self.raised: list[str] = []
        self.cells, self.rows, self.fences = 0, 0, 0

    def write(self, content: str) -> str:
        """The whole text."""
        self.feed(content)
        self.close()
        text = "".join(self.parts).replace("\xa0", " ")
        text = re.sub(r"[ \t]+\n(?!\n)", "\n" if self.is_plain else "  \n", text)
        text = re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", text)
        return "\n".join(line.rstrip("\t") for line in text.strip().split("\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a mark or a block."""
        given = dict(attrs)
        if tag == "br":
            self.parts.append("\n" if self.is_plain or self.cells else "  \n")
        elif tag in {"ul", "ol"}:
            self._gap("\n" if self.lists else "\n\n")
            start = given.get("start") or "1"
            self.lists.append(0 if tag == "ul" else int(start) if start.isdecimal() else 1)
        elif tag == "li":
            self._item()
        elif tag == "tr":
            self._gap("\n")
            self.cells = 0
        elif tag in {"td", "th"}:
            self.parts.append(
                " | " if self.cells and self.is_plain else "" if self.is_plain else "| "
            )
            self.cells += 1
        elif tag in _BLOCKS:
            self._open_block(tag)
        elif tag == "a":
            self.links.append(given.get("href") or "")
            self._mark("[" if self.links[-1] else "")
        elif tag in {"sub", "sup"}:
            self.raised.append(tag)
        elif tag in {"hr", "img"}:
            self._alone(tag, given.get("alt") or "", given.get("src") or "")
        else:
            self._mark(_MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close it again."""
        if tag in {"ul", "ol"}:
            self.lists = self.lists[:-1]
            self._gap("\n" if self.lists else "\n\n")
        elif tag in {"td", "th"} and not self.is_plain:
            self.parts.append(" ")
        elif tag == "tr":
            self._end_row()
        elif tag == "table":
            self.cells = self.rows = 0
            self._gap("\n\n")
        elif tag in _BLOCKS:
            if tag == "pre" and not self.is_plain:
                self.fences -= 1
                self._gap("\n")
                self.parts.append("```")
            if not self.cells and not (self.lists and tag in {"p", "div"}):
                self._gap("\n\n")
        elif tag == "a" and self.links:
            address = self.links.pop()
            self._mark(f"]({address})" if address else "")
        elif tag in {"sub", "sup"}:
            self.raised = self.raised[:-1]
        else:
            self._mark(_MARKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        """Words."""
        if self.raised:
            data = _raise(data, is_super=self.raised[-1] == "sup")
        if not self.fences:
            data = re.sub(r"\s+", " ", data)
            if not self.parts or self.parts[-1].endswith("\n"):
                data = data.lstrip()
        if self.escapes and not self.fences:
            is_start = not self.parts or self.parts[-1].endswith("\n")
            data = _escaped(data) if is_start else _SPECIAL.sub(r"\\\1", data)
        if data:
            self.parts.append(data)

    def _gap(self, ends: str) -> None:
        """Blank space before the next block, never twice."""
        if self.parts:
            self.parts.append(ends)

    def _alone(self, tag: str, words: str, address: str) -> None:
        """A line, or a picture of the bank; of other pictures only the words stay."""
        if tag == "hr":
            self._gap("\n\n")
        elif self.is_plain or not address.startswith("/soal-gambar/"):
            self.handle_data(words)
        else:
            self.parts.append(richtext.picture_mark(words, address))

    def _mark(self, sign: str) -> None:
        if sign and not self.is_plain and (not self.fences or sign != "`"):
            self.parts.append(sign)

    def _open_block(self, tag: str) -> None:
        if not self.cells and not (self.lists and tag in {"p", "div"}):
            self._gap("\n\n")
        if self.is_plain:
            return
        if tag == "pre":
            self.fences += 1
            self.parts.append("```\n")
        elif tag == "blockquote":
            self.parts.append("> ")
        elif tag[0] == "h":
            self.parts.append("#" * max(2, int(tag[1])) + " ")

    def _item(self) -> None:
        self._gap("\n")
        depth = max(0, len(self.lists) - 1)
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] += 1
        self.parts.append("   " * depth + (f"{number}. " if number else "- "))

    def _end_row(self) -> None:
        if self.is_plain or not self.cells:
            return
        self.parts.append("|")
        if not self.rows:
            self.parts.append("\n" + "| --- " * self.cells + "|")
        self.rows += 1


def _raise(text: str, *, is_super: bool) -> str:
    """Raised and lowered digits have signs of their own; words keep a mark."""
    table, sign = (_SUPER, "^") if is_super else (_SUB, "_")
    moved = text.translate(table)
    return moved if not set(moved) & set(text.replace(" ", "")) else f"{sign}{text}"
