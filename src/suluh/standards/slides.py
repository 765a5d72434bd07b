"""Presentations (PPTX) as pages, one for each slide: the reader `slides` of `documents.py`.

Title, texts, lists, tables, pictures, and what the speaker was to say in a fold below.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from lxml.etree import SubElement

from suluh.standards.documents import Keeper, Page, TooLarge
from suluh.standards.marks import Lost, to_marks
from suluh.standards.sentences import gettext_noop as _
from suluh.standards.slideshapes import Drawer, is_title, pictures_in
from suluh.standards.slidetext import P, blank, line_of, write_text

MOST_SLIDES = 150
NOTES = _("Catatan pemateri")
_FEW = 4  # slides: in fewer, nothing is "on most of them"
_LONGEST = 80


def read(source: Path, folder: Path) -> Page:
    """The slides that are shown; pictures are written into the folder."""
    import pptx

    with source.open("rb") as file:
        deck = pptx.Presentation(file)
    slides = list(deck.slides)
    shown = [slide for slide in slides if slide._element.get("show") not in {"0", "false"}]
    if len(shown) > MOST_SLIDES:
        raise TooLarge
    page, lost = Page(title=_plain(deck.core_properties.title)), Lost()
    drawer = Drawer(Keeper(folder, page), _repeated(shown))
    page.parts = list(_parts([_of_slide(slide, drawer, lost) for slide in shown]))
    page.lost |= asdict(lost) | {"hidden": len(slides) - len(shown)}
    return page


def _of_slide(slide: Any, drawer: Drawer, lost: Lost) -> tuple[str, str]:
    """Title and text."""
    master = slide.slide_layout.slide_master
    drawer.styles = master._element.find(f"{P}txStyles/{P}bodyStyle")
    root = blank()
    drawer.write_all(slide.shapes, root)
    _write_notes(slide, root, drawer.keeper)
    title = " ".join(line_of(each.text_frame) for each in slide.shapes if is_title(each))
    return title.strip()[:200], to_marks(root, lost)


def _write_notes(slide: Any, root: Any, keeper: Keeper) -> None:
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if frame is not None and frame.text.strip():
        keeper.count("notes")  # not lost, but told: they may not be meant for learners
        fold = SubElement(root, "details")
        SubElement(fold, "summary").text = NOTES
        write_text(frame, fold)


def _parts(slides: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Each slide that says something; the title of one that has nothing else goes to the next."""
    waiting, before, times = "", "", 1
    for number, (title, text) in enumerate(slides, start=1):
        if not text.strip():
            waiting = title or waiting
            continue
        name = title or _first_line(text) or f"{_('Slaid')} {number}"
        if waiting and waiting != name:
            name = f"{waiting}: {name}"[:200]
        waiting = ""
        times = times + 1 if name == before else 1
        before = name
        yield (f"{name[:190]} ({times})" if times > 1 else name), text


def _first_line(text: str) -> str:
    """The first words, where they are a line such as a title is."""
    line = text.lstrip().partition("\n")[0].strip("*~ ")
    return line if 2 < len(line) <= _LONGEST and line[0].isalnum() and "](" not in line else ""


def _repeated(slides: list[Any]) -> set[bytes]:
    """Pictures that stand on more than half of the slides: logos, which say nothing."""
    found: Counter[bytes] = Counter()
    for slide in slides:
        found.update({sha256(each.blob).digest() for each in pictures_in(slide.shapes)})
    return {key for key, count in found.items() if len(slides) >= _FEW and count * 2 > len(slides)}


def _plain(title: str) -> str:
    return " ".join(title.split())[:200]
