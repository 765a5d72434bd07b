"""Questions as authors type them: plain lines, and back."""

from __future__ import annotations

import re
from dataclasses import replace

from suluh.activities.quiz.rules.items import GAP
from suluh.activities.quiz.types import Criterion, Item, Option, Pair, Region, Sort

_WRITTEN_GAP = re.compile(r"\[\[(.+?)\]\]")
_TRUE = {"benar", "b", "true", "ya", "*benar"}


def item_from(sort: Sort, *, text: str, lines: str, feedback: str = "", points: int = 1) -> Item:
    """The question that the author typed; `flaw_of` says what is wrong with it."""
    text = text.replace("\r\n", "\n").strip()
    rows = [" ".join(line.split()) for line in lines.splitlines() if line.strip()]
    common = Item(sort, text, feedback=feedback.strip(), points=points)
    return _READERS.get(sort, _choices)(common, rows)


def _with(item: Item, **parts: object) -> Item:
    return replace(item, **parts)  # type: ignore[arg-type]


def _choices(item: Item, rows: list[str]) -> Item:
    made = (
        Option(row.removeprefix("*").strip(), 100 if row.startswith("*") else 0) for row in rows
    )
    return _with(item, options=tuple(each for each in made if each.text))


def _true_false(item: Item, rows: list[str]) -> Item:
    if not rows:
        return item
    is_true = rows[0].lower() in _TRUE
    return _with(
        item, options=(Option("Benar", 100 * is_true), Option("Salah", 100 * (not is_true)))
    )


def _matching(item: Item, rows: list[str]) -> Item:
    halves = (row.partition("=") for row in rows)
    pairs = (Pair(left.strip(), right.strip()) for left, _sign, right in halves)
    return _with(item, pairs=tuple(pair for pair in pairs if pair.right))


def _ordering(item: Item, rows: list[str]) -> Item:
    return _with(item, options=tuple(Option(row) for row in rows))


def _numeric(item: Item, rows: list[str]) -> Item:
    value, _sign, width = (rows[0] if rows else "").replace("+-", "±").partition("±")
    return _with(item, value=value.strip(), tolerance=width.strip() or "0")


def _short(item: Item, rows: list[str]) -> Item:
    return _with(item, options=tuple(Option(row, 100) for row in rows))


def _cloze(item: Item, _rows: list[str]) -> Item:
    gaps: list[tuple[Option, ...]] = []

    def number(found: re.Match[str]) -> str:
        words = (word.strip() for word in found[1].split("|"))
        gaps.append(tuple(Option(word, 100) for word in words if word))
        return f"{{{len(gaps)}}}"

    text = _WRITTEN_GAP.sub(number, GAP.sub(r"(\1)", item.text))
    return _with(item, text=text, gaps=tuple(gaps))


def _essay(item: Item, rows: list[str]) -> Item:
    found = (re.fullmatch(r"(.+?)\s*=\s*(\d{1,3})", row) for row in rows)
    return _with(item, rubric=tuple(Criterion(each[1], int(each[2])) for each in found if each))


_PART = r"(\d{1,3}(?:[.,]\d)?)"
_REGION = re.compile(rf"(?:(.+?)\s*=\s*)?{_PART}[\s;]+{_PART}[\s;]+{_PART}[\s;]+{_PART}")


def _hotspot(item: Item, rows: list[str]) -> Item:
    """`name = left top width height` in percent; lines that are none are left out."""
    found = (_REGION.fullmatch(row) for row in rows)
    made = (_region(*each.groups("")) for each in found if each)
    return _with(item, regions=tuple(each for each in made if each.width and each.height))


def _region(name: str, *parts: str) -> Region:
    left, top, width, height = (round(float(part.replace(",", ".")) * 10) for part in parts)
    return Region(left, top, width, height, name[:100])


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:g}".replace(".", ",")


_READERS = {
    Sort.TRUE_FALSE: _true_false,
    Sort.MATCHING: _matching,
    Sort.ORDERING: _ordering,
    Sort.NUMERIC: _numeric,
    Sort.SHORT: _short,
    Sort.CLOZE: _cloze,
    Sort.ESSAY: _essay,
    Sort.HOTSPOT: _hotspot,
}


def lines_of(item: Item) -> tuple[str, str]:
    """Text and lines, as the author typed them."""
    match item.sort:
        case Sort.TRUE_FALSE:
            return item.text, next((o.text for o in item.options if o.share > 0), "")
        case Sort.MATCHING:
            return item.text, "\n".join(f"{p.left} = {p.right}".strip() for p in item.pairs)
        case Sort.NUMERIC:
            width = f" ± {item.tolerance}" if item.tolerance != "0" else ""
            return item.text, item.value + width
        case Sort.CLOZE:
            return GAP.sub(lambda found: _gap(item, int(found[1])), item.text), ""
        case Sort.ESSAY:
            return item.text, "\n".join(f"{c.text} = {c.points}" for c in item.rubric)
        case Sort.HOTSPOT:
            return item.text, "\n".join(map(_line_of, item.regions))
        case Sort.SINGLE | Sort.MULTIPLE:
            marks = (("*" if o.share > 0 else "") + o.text for o in item.options)
            return item.text, "\n".join(marks)
        case _:
            return item.text, "\n".join(option.text for option in item.options)


def _line_of(region: Region) -> str:
    name = f"{region.text} = " if region.text else ""
    parts = (region.left, region.top, region.width, region.height)
    return name + " ".join(map(_percent, parts))


def _gap(item: Item, number: int) -> str:
    return "[[" + "|".join(option.text for option in item.gaps[number - 1]) + "]]"
