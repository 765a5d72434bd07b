"""The HTML that is left of a book's chapter: words, structure and the book's own pictures."""

from __future__ import annotations

import re

import nh3

_TAGS = {
    "p", "br", "strong", "b", "em", "i", "u", "s", "sub", "sup", "small", "ul", "ol", "li", "dl", "dt",
    "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "code", "pre", "hr", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "img", "figure", "figcaption", "ruby", "rt",
}  # fmt: skip
_ATTRIBUTES = {
    "img": {"src", "alt"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
_OWN = re.compile(r"gambar:(g\d{1,4})")
_TAG = re.compile(r"<[^>]+>")


def clean(html: str, *, address: str = "") -> str:
    """Harmless HTML of a chapter; its pictures at `address` + name + "/", where one is given."""

    def own_pictures(tag: str, attribute: str, value: str) -> str | None:
        if (tag, attribute) != ("img", "src"):
            return value
        found = _OWN.fullmatch(value)
        if not found:
            return None
        return f"{address}{found[1]}/" if address else value

    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"gambar"},
        clean_content_tags={"script", "style", "title", "template"},
        attribute_filter=own_pictures,
    )


def text_of(html: str) -> str:
    """The words alone."""
    return " ".join(_TAG.sub(" ", html).split())
