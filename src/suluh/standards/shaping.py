"""HTML of a stranger's document put into the shape of a page: its title, its headings, its pictures' words."""

from __future__ import annotations

from typing import Any

from suluh.standards.documents import picture_words


def mend_words(root: Any) -> None:
    """Words for a picture that a machine or a file name wrote are none."""
    for picture in root.iter("img"):
        picture.set("alt", picture_words(picture.get("alt", "")))


def take_title(root: Any) -> str:
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


def even_headings(root: Any) -> None:
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
