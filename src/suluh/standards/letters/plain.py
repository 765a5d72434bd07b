"""From HTML of a mail to its words; what is quoted in it stays out."""

from __future__ import annotations

from html.parser import HTMLParser

_BREAKS = {"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol"}
_SILENT = {"style", "script", "head", "title", "blockquote"}
_QUOTES = ("gmail_quote", "moz-cite-prefix", "yahoo_quoted", "gmail_signature")
_VOID = {"br", "img", "hr", "meta", "link", "input", "col", "wbr", "area", "base", "source"}
_DEEPEST = 200


def plain_text(html: str) -> str:
    """The words, a line for each block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.words).split("\n")]
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent: list[str] = []  # open tags inside what is left out, outermost first

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, or what is left out."""
        if tag in _VOID:
            self.words.append("\n" if tag == "br" and not self.silent else "")
            return
        if self.silent or tag in _SILENT or _is_quote(attrs):
            if len(self.silent) < _DEEPEST:
                self.silent.append(tag)
            return
        if tag in _BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close it; tags that were never closed end with the one around them."""
        if tag in self.silent:
            while self.silent.pop() != tag:
                pass
        elif tag in _BREAKS and not self.silent:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words that are not left out."""
        if not self.silent:
            self.words.append(data.replace("\n", " "))


def _is_quote(attrs: list[tuple[str, str | None]]) -> bool:
    named = " ".join(value or "" for name, value in attrs if name in {"class", "id"})
    return any(each in named for each in _QUOTES) or "divRplyFwdMsg" in named
