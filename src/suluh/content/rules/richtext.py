"""Text that authors write in a safe subset of Markdown, made into harmless HTML. Pure.

One writer and one sanitiser for all kinds: pages, instructions, feedback. Pictures come only from
this site (`/gambar/...`); links open the web without handing over who came.
"""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

from suluh.base.text import word_count
from suluh.content.rules import folds, letterlists

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_MARKDOWN.block.ruler.before(
    "fence", "fold", folds.fold, {"alt": ["paragraph", "reference", "blockquote", "list"]}
)
_MARKDOWN.core.ruler.after("block", "letterlists", letterlists.restore)
_TAGS = {
    "p", "br", "strong", "em", "s", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote", "code",
    "pre", "hr", "table", "thead", "tbody", "tr", "th", "td", "img", "details",
    "summary",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "ol": {"start", "type"}}
_HEADING = re.compile(r"^(#{1,6})\s+(.*)$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(")
DECORATION = "hiasan"
EMPTY_LINK_WORDS = {"klik di sini", "di sini", "klik", "sini", "link", "tautan", "baca", "here"}


@lru_cache(maxsize=256)
def to_html(text: str) -> str:
    """HTML of the text: one level of headings below the page's own, tables one can scroll."""
    if not text.strip():
        return ""
    lettered = letterlists.numbered(text)
    rendered = _MARKDOWN.render(lettered.text, {"letters": lettered.items})
    for level in (6, 5, 4, 1):
        rendered = _level(rendered, level, 2 if level == 1 else 4)
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener nofollow",
        attribute_filter=_pictures,
    )
    return (
        clean.replace("<img ", '<img loading="lazy" ')
        .replace("<table>", '<div class="table-wrap"><table>')
        .replace("</table>", "</table></div>")
    )


def _level(html: str, found: int, wanted: int) -> str:
    return html.replace(f"<h{found}>", f"<h{wanted}>").replace(f"</h{found}>", f"</h{wanted}>")


def _pictures(tag: str, attribute: str, value: str) -> str | None:
    """Pictures of this site alone; decoration stays silent."""
    if tag == "img" and attribute == "alt" and value.strip().lower() == DECORATION:
        return ""
    outside = tag == "img" and attribute == "src" and not re.match(r"/(?!/)", value)
    return None if outside else value


def reading_minutes(text: str) -> int:
    """Minutes of calm reading with thought: 130 words each, at least one."""
    return max(1, -(-word_count(text) // 130))


def picture_mark(words: str, address: str) -> str:
    """How a text names a picture; brackets in the words would end them early."""
    plain = " ".join(words.replace("[", "(").replace("]", ")").split())
    return f"![{plain}]({address})"


def pictures_without_words(text: str) -> int:
    """Pictures that say nothing to who cannot see them."""
    return sum(1 for words, _ in _PICTURE.findall(text) if not words.strip())


def empty_links(text: str) -> list[str]:
    """Link words that do not say where they lead."""
    return [
        words for words in _LINK.findall(text) if words.strip().lower() in EMPTY_LINK_WORDS | {""}
    ]


def skipped_headings(text: str) -> list[str]:
    """Headings that jump over a level."""
    found, before = [], 1
    for marks, words in _HEADING.findall(text):
        level = len(marks)
        if level > before + 1:
            found.append(words.strip())
        before = max(level, 2)
    return found


def with_decorations(text: str) -> str:
    """The text with pictures that have no words marked as decoration, which nobody reads out."""
    return _PICTURE.sub(lambda m: m[0] if m[1].strip() else f"![{DECORATION}]({m[2]})", text)


def with_even_headings(text: str) -> str:
    """The text without jumps over a level of headings: each is at most one below the one before."""
    before = 1

    def even(match: re.Match[str]) -> str:
        nonlocal before
        level = min(max(len(match[1]), 2), before + 1)
        before = level
        return f"{'#' * level} {match[2]}"

    return _HEADING.sub(even, text)


def with_named_links(text: str) -> str:
    """The text with links that say at least whose page they open: the name of the site."""

    def named(match: re.Match[str]) -> str:
        words, address = match[1], match[2]
        if words.strip().lower() not in EMPTY_LINK_WORDS | {""}:
            return match[0]
        site = re.sub(r"^(?:[a-z]+://)?(?:www\.)?", "", address).partition("/")[0] or words
        return f"[{site}]({address})"

    return _WHOLE_LINK.sub(named, text)


_WHOLE_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]*)\)")
