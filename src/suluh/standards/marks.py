"""HTML as text with the marks of Markdown that pages are written in: what stays when a document comes in.

Words, headings, lists, tables, quotations, links, pictures; no colours, sizes or positions. What
words look like marks by chance is escaped; a list somebody typed by hand (`1. …`) becomes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

import lxml.html

from suluh.standards.lettering import is_lettered, list_kind, number_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *_HEADINGS, "p", "div", "ul", "ol", "table", "blockquote", "pre", "hr", "section", "article",
    "main", "header", "footer", "figure", "figcaption", "dl", "dt", "dd", "address", "center",
    "aside", "details",
}  # fmt: skip
_SILENT = {"script", "style", "template", "head", "title", "iframe", "object", "svg", "nav", "form"}
_STYLES = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "del": "~~", "strike": "~~"}
_HIGH = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_BREAK = "\v"
_LIKE_MARKS = re.compile(
    r"[\\`*]|_(?![^\W_])|(?<![^\W_])_|~(?=~)|\](?=[(\[:])|&(?=#?\w+;)|<(?=[a-z]+:)"
)
_LIKE_BLOCKS = re.compile(
    r"^(?=#{1,6}(?:\s|$)|>|\+{3}(?:\s|$)|[-=]{2,}\s*$|[-+](?:\s*$)|(?:- ?){3,}$|~~~|\|)"
)
_LONG_NUMBER = re.compile(r"^(\d{3,9})(?=[.)](?:\s|$))")
_BULLET = re.compile("^[•●▪◦‣∙·\uf0b7\uf0a7\uf0d8]\\s+")  # the last three are of Word's own fonts
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)


@dataclass(slots=True)
class Lost:
    """What a table could not carry over."""

    merged: int = 0  # cells that stretched over others
    nested: int = 0  # tables in tables


class _List(str):
    """A block that is a list: in an item it stands right below the words."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """Words in one style; a picture is a run that is written as it is."""

    text: str
    style: frozenset[str] = frozenset()
    href: str = ""
    is_mark: bool = False


def parsed(html: str) -> Any:
    """The HTML as a tree, below one element."""
    return lxml.html.fragment_fromstring(html, create_parent="div")


def to_marks(root: Any, lost: Lost) -> str:
    """The text of everything below the element."""
    return "\n\n".join(_blocks(root, lost)).strip() + "\n"


def _blocks(element: Any, lost: Lost) -> Iterator[str]:
    """Its blocks; words that stand in none are a paragraph."""
    loose = [_Run(element.text or "")]
    for child in element:
        if child.tag in _BLOCKS or _holds_blocks(child):
            yield from _paragraphs(loose)
            yield from _block(child, lost)
            loose = [_Run(child.tail or "")]
        else:
            loose += [*_runs_of(child, frozenset(), ""), _Run(child.tail or "")]
    yield from _paragraphs(loose)


def _holds_blocks(element: Any) -> bool:
    return element.tag not in _SILENT and any(
        each.tag in _BLOCKS for each in element.iterdescendants()
    )


def _block(element: Any, lost: Lost) -> Iterator[str]:
    tag = element.tag
    if tag in _HEADINGS:
        yield from _heading(element, _HEADINGS[tag])
    elif tag in {"ul", "ol"}:
        yield from filter(None, [_List(_list(element, lost))])
    elif tag == "table":
        yield from _table(element, lost)
    elif tag == "blockquote":
        yield from _quoted(_blocks(element, lost))
    elif tag == "details":
        yield from _fold(element, lost)
    elif tag == "pre":
        yield "\n".join(f"    {line}" for line in element.text_content().rstrip().splitlines())
    elif tag == "hr":
        yield "---"
    else:
        yield from _blocks(element, lost)


def _heading(element: Any, level: int) -> Iterator[str]:
    runs = list(_runs(element, frozenset(), ""))
    words = _written([run for run in runs if not run.is_mark], is_heading=True)
    yield from (run.text for run in runs if run.is_mark)
    if words := words.replace("  \n", " ").strip():
        yield f"{'#' * level} {words}"


def _fold(element: Any, lost: Lost) -> Iterator[str]:
    """What a reader opens, under its name."""
    name = element.find("summary")
    words = _written(list(_runs(name, frozenset(), ""))) if name is not None else ""
    if name is not None:
        name.drop_tree()
    if next(element.iterancestors("details"), None) is not None:  # a fold holds no other
        yield from filter(None, [words])
        yield from _blocks(element, lost)
    elif text := "\n\n".join(_blocks(element, lost)):
        words = words.replace("  \n", " ").strip() or "…"
        yield f"+++ {words}\n{text}\n+++"


def _quoted(blocks: Iterator[str]) -> Iterator[str]:
    if text := "\n\n".join(blocks):
        yield "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _list(element: Any, lost: Lost) -> str:
    """Items one below the other; what belongs to an item stands below its words."""
    start = element.get("start", "")
    number = int(start) if start.isdecimal() and len(start) < 6 else 1
    dot, dash = (")", "*") if _follows_its_like(element) else (".", "-")
    items = [blocks for item in element.iterchildren("li") if (blocks := list(_blocks(item, lost)))]
    kind = list_kind(element)
    if not (is_lettered(kind, number) and is_lettered(kind, number + len(items) - 1)):
        kind = ""
    lines = []
    for blocks in items:
        mark = f"{number_of(kind, number)}{dot} " if element.tag == "ol" else f"{dash} "
        text = "".join(("\n" if _begins_list(each) else "\n\n") + each for each in blocks).lstrip(
            "\n"
        )
        lines.append(mark + text.replace("\n", f"\n{' ' * len(mark)}"))
        number += 1
    return re.sub(r"\n +\n", "\n\n", "\n".join(lines))


def _follows_its_like(element: Any) -> bool:
    """Two lists without a word between them would be one: every second has the other signs."""
    before, count = element.getprevious(), 0
    while before is not None and before.tag == element.tag:
        before, count = before.getprevious(), count + 1
    return count % 2 == 1


def _begins_list(block: str) -> bool:
    return isinstance(block, _List) or re.match(r"(?:[-*]|\d+[.)]) ", block) is not None


def _table(element: Any, lost: Lost) -> Iterator[str]:
    """Rows with their first as the head. One column is a box around words: a quotation."""
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    lost.nested += sum(1 for _ in element.iterdescendants("table"))
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    if all(len(row) < 2 for row in cells):
        for row in cells:
            yield from _quoted(each for cell in row for each in _blocks(cell, lost))
        return
    grid = [row for row in _grid(cells, lost) if any(row)]
    width = max(map(len, grid), default=0)
    if grid:
        head, *body = [row + [""] * (width - len(row)) for row in grid]
        yield "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))


def _grid(rows: list[list[Any]], lost: Lost) -> list[list[str]]:
    """Each cell in its column; where one stretches, what it covers stays empty."""
    covered: dict[int, int] = {}  # column: rows still covered from above
    grid = []
    for cells in rows:
        line: list[str] = []
        for cell in cells:
            while covered.get(len(line), 0):
                line.append("")
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            lost.merged += across > 1 or down > 1
            for column in range(len(line), len(line) + across):
                covered[column] = down
            line += [_cell_text(cell), *[""] * (across - 1)]
        covered = {column: left - 1 for column, left in covered.items() if left > 1}
        grid.append(line)
    return grid


def _span(cell: Any, name: str) -> int:
    found = cell.get(name, "1")
    return min(max(int(found), 1), 100) if found.isdecimal() and len(found) < 5 else 1


def _cell_text(cell: Any) -> str:
    """One line: a table has no place for more."""
    items = [each for each in cell.iter("li") if next(each.iterancestors("td", "th")) is cell]
    between = "; " if items else " "
    lines = between.join(_flat(cell)).replace("  \n", " ")
    return " ".join(lines.split()).replace("|", "\\|")


def _flat(element: Any) -> Iterator[str]:
    loose = [_Run(element.text or "")]
    for child in element:
        if child.tag in _BLOCKS | {"li", "tr", "td", "th", "tbody", "thead"}:
            yield from filter(None, [_written(loose), *_flat(child)])
            loose = [_Run(child.tail or "")]
        else:
            loose += [*_runs_of(child, frozenset(), ""), _Run(child.tail or "")]
    yield from filter(None, [_written(loose)])


def _paragraphs(runs: list[_Run]) -> Iterator[str]:
    """A paragraph; pictures without words around them stand each by itself."""
    if any(run.is_mark for run in runs) and not any(r.text.strip() for r in runs if not r.is_mark):
        yield from (run.text for run in runs if run.is_mark)
        return
    lines = _written(runs).split("\n")
    text = "\n".join(_begun(line.lstrip()) for line in lines).strip()
    if text:
        yield text


def _begun(line: str) -> str:
    """A bullet typed by hand begins an item; what only looks like the mark of a block does not."""
    line = _BULLET.sub("- ", line)
    return _LONG_NUMBER.sub(r"\1\\", _LIKE_BLOCKS.sub(r"\\", line))


def _runs(element: Any, style: frozenset[str], href: str) -> Iterator[_Run]:
    """The words of an element, each with its style."""
    yield _Run(element.text or "", style, href)
    for child in element:
        yield from _runs_of(child, style, href)
        yield _Run(child.tail or "", style, href)


def _runs_of(element: Any, style: frozenset[str], href: str) -> Iterator[_Run]:
    tag = element.tag
    if tag in _SILENT or not isinstance(tag, str):  # comments have no word for a tag
        return
    if tag == "br":
        yield _Run(_BREAK, style, href)
    elif tag == "img":
        yield from _picture(element)
    elif tag in {"sup", "sub"}:
        yield from _raised(element, style, href, _HIGH if tag == "sup" else _LOW)
    elif tag == "a":
        yield from _linked(element, style)
    else:
        more = frozenset({_STYLES[tag]}) if tag in _STYLES else frozenset()
        yield from _runs(element, style | more, href)


def _picture(element: Any) -> Iterator[_Run]:
    if address := element.get("src", "").strip():
        words = element.get("alt", "").replace("[", "(").replace("]", ")").replace("\\", "/")
        yield _Run(f"![{' '.join(words.split())}]({place_of(address)})", is_mark=True)


def place_of(address: str) -> str:
    """The address of a picture as a text names it."""
    return quote(address.strip(), safe="/:%#?&=.,-_~+@")


def _raised(
    element: Any, style: frozenset[str], href: str, signs: dict[int, int]
) -> Iterator[_Run]:  # fmt: skip
    words = element.text_content()
    if words and all(ord(sign) in signs for sign in words):
        yield _Run(words.translate(signs), style, href)
    else:
        yield from _runs(element, style, href)


def _linked(element: Any, style: frozenset[str]) -> Iterator[_Run]:
    """Links into the document go nowhere here; the arrows back from footnotes are left out."""
    address = element.get("href", "").strip()
    if address.startswith("#") and element.text_content().strip() == "↑":
        return
    is_outside = _ADDRESS.match(address) is not None
    place = quote(address, safe="/:%#?&=.,-_~+@;!'*$") if is_outside else ""
    yield from _runs(element, style, place)


def _written(runs: list[_Run], *, is_heading: bool = False) -> str:
    """The runs with their marks, as one paragraph."""
    whole = _merged(runs)
    found = ""
    for href, group in groupby(whole, key=lambda run: run.href):
        words = _styled(list(group), found[-1:], is_heading=is_heading)
        if href and words.strip():
            lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
            before = found[:-1] + "\\!" if found.endswith("!") else found
            found = f"{before}{lead}[{words.strip()}]({href}){tail}"
        else:
            found += words
    lines = (" ".join(line.split(" ")).strip(" ") for line in found.split(_BREAK))
    return "  \n".join(line for line in lines if line)


def _merged(runs: list[_Run]) -> list[_Run]:
    """Neighbours of one style are one run, and blanks are single: Word cuts words to pieces."""
    found: list[_Run] = []
    for run in runs:
        text = run.text if run.is_mark else _plain(run.text)
        last = found[-1] if found else None
        if (
            last
            and not (run.is_mark or last.is_mark)
            and (last.style, last.href) == (run.style, run.href)
        ):
            found[-1] = _Run(re.sub(" +", " ", last.text + text), run.style, run.href)
        elif text:
            found.append(_Run(text, run.style, run.href, run.is_mark))
    return found


def _plain(text: str) -> str:
    """Blanks of every width as one; what nobody sees is gone."""
    seen = re.sub("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]", "", text)
    return re.sub(r"[^\S\v]+", " ", seen.replace("\t", " "))


def _styled(runs: list[_Run], before: str, *, is_heading: bool) -> str:
    found = before
    for place, run in enumerate(runs):
        if run.is_mark:
            found += run.text
            continue
        after = runs[place + 1].text[:1] if place + 1 < len(runs) else ""
        kept = run.style - {"**"} if is_heading else run.style
        found += _marked(run.text, "".join(sorted(kept)), found[-1:], after)
    return found[len(before) :]


def _marked(text: str, marks: str, before: str, after: str) -> str:
    """Words between marks. These hold to words alone: blanks, and signs beside a word, go outside."""
    if not marks:
        return _escaped(text)
    match = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL)
    assert match is not None, "every text has that shape"
    lead, core, tail = match.groups()
    if not lead and before.isalnum():
        cut = len(core) - len(core.lstrip(_SIGNS))
        lead, core = core[:cut], core[cut:]
    if not tail and after.isalnum():
        cut = len(core.rstrip(_SIGNS))
        core, tail = core[:cut], core[cut:]
    if not core:
        return _escaped(text)
    parts = (_escaped(part.strip()) for part in core.split(_BREAK))
    inside = _BREAK.join(part and f"{marks}{part}{marks[::-1]}" for part in parts)
    return f"{_escaped(lead)}{inside}{_escaped(tail)}"


_SIGNS = "".join(chr(n) for n in range(33, 127) if not chr(n).isalnum()) + "“”‘’…–—•"


def _escaped(text: str) -> str:
    return _LIKE_MARKS.sub(lambda match: "\\" + match[0], text)
