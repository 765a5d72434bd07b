"""Shapes of a slide as HTML: texts, pictures, tables, charts as tables, SmartArt as lists."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from lxml.etree import SubElement

from suluh.standards.documents import Keeper, picture_words
from suluh.standards.slidetext import A, P, R, formulas_in, write_text
from suluh.standards.smartart import write_diagram

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_MEDIA = (f"{A}videoFile", f"{A}audioFile", f"{A}quickTimeFile", f"{A}wavAudioFile")
_MARGINS = {"DATE", "FOOTER", "SLIDE_NUMBER", "HEADER"}
_TITLES = {"TITLE", "CENTER_TITLE", "VERTICAL_TITLE"}
_BULLETED = {"BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT"}
_ROW = 600_000  # EMU: shapes whose tops differ by less stand beside one another
_MOST_ROWS, _MOST_SERIES = 40, 8
_CUT = 0.01


@dataclass(slots=True)
class Drawer:
    """Writes shapes below an element; `repeated` are pictures that stand on most slides."""

    keeper: Keeper
    repeated: Collection[bytes]
    styles: Any = None  # of the master, for texts with bullets

    def write_all(self, shapes: Iterable[Any], into: Any) -> None:
        """The shapes as one reads them: by rows, from left to right."""
        for shape in in_rows(shapes):
            if sort_of(shape) not in _MARGINS | _TITLES:
                self._write(shape, into)

    def _write(self, shape: Any, into: Any) -> None:
        element = shape._element
        if element.tag == f"{P}grpSp":
            self.write_all(shape.shapes, into)
        elif element.tag == f"{P}graphicFrame":
            self._write_frame(shape, into)
        elif element.tag in {f"{P}pic", f"{P}sp"}:
            self._write_picture(shape, into)
            if shape.has_text_frame:
                for _ in range(formulas_in(element)):
                    self.keeper.count("formulas")
                styles = self.styles if sort_of(shape) in _BULLETED else None
                write_text(shape.text_frame, into, shape=shape, styles=styles)

    def _write_frame(self, shape: Any, into: Any) -> None:
        if shape.has_table:
            _write_table(shape.table, into)
        elif not (
            (shape.has_chart and _write_chart(shape.chart, into))
            or write_diagram(shape._element, shape.part, into)
        ):
            self.keeper.count("drawings")

    def _write_picture(self, shape: Any, into: Any) -> None:
        if any(next(shape._element.iter(name), None) is not None for name in _MEDIA):
            self.keeper.count("media")
        found = picture_in(shape)
        if found is None or sha256(found.blob).digest() in self.repeated:
            return
        data = _cut(found.blob, shape._element)
        if place := self.keeper.place_of(data, found.content_type):
            image = SubElement(SubElement(into, "p"), "img")
            image.set("src", place)
            image.set("alt", _words_for(shape))


def sort_of(shape: Any) -> str:
    """The kind of placeholder it is; '' for none."""
    return str(shape.placeholder_format.type.name) if shape.is_placeholder else ""


def is_title(shape: Any) -> bool:
    """Whether it is the slide's title."""
    return sort_of(shape) in _TITLES


def pictures_in(shapes: Iterable[Any]) -> Iterator[Any]:
    """The parts of all pictures, those in groups too."""
    for shape in shapes:
        if shape._element.tag == f"{P}grpSp":
            yield from pictures_in(shape.shapes)
        elif (found := picture_in(shape)) is not None:
            yield found


def picture_in(shape: Any) -> Any:
    """The part of the picture that it is or is filled with; None for none."""
    way = (
        f"{P}blipFill/{A}blip"
        if shape._element.tag == f"{P}pic"
        else f"{P}spPr/{A}blipFill/{A}blip"
    )
    blip = shape._element.find(way)
    found = shape.part.rels.get(blip.get(f"{R}embed", "")) if blip is not None else None
    return found.target_part if found is not None and not found.is_external else None


def in_rows(shapes: Iterable[Any]) -> list[Any]:
    """By rows from above, each from the left; what has no place of its own comes first."""
    rows: list[list[Any]] = []
    for shape in sorted(shapes, key=lambda each: each.top or 0):
        if rows and (shape.top or 0) - (rows[-1][0].top or 0) < _ROW:
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda each: each.left or 0)]


def _words_for(shape: Any) -> str:
    mark = next(shape._element.iter(_DECORATIVE), None)
    if mark is not None and mark.get("val") in {"1", "true"}:
        return "hiasan"
    named = next(shape._element.iter(f"{P}cNvPr"), None)
    return picture_words(named.get("descr", "")) if named is not None else ""


def _cut(data: bytes, element: Any) -> bytes:
    """The picture without what its author cut off."""
    source = next(element.iter(f"{A}srcRect"), None)
    sides = (
        [int(source.get(side, "0").rstrip("%") or 0) / 100_000 for side in "ltrb"]
        if source is not None
        else []
    )
    if not any(side > _CUT for side in sides):
        return data
    from PIL import Image

    left, top, right, bottom = (min(max(side, 0.0), 1.0) for side in sides)
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            wide, high = picture.size
            box = (
                int(left * wide),
                int(top * high),
                int((1 - right) * wide),
                int((1 - bottom) * high),
            )
            if box[2] - box[0] < 1 or box[3] - box[1] < 1:
                return data
            made = BytesIO()
            picture.crop(box).save(made, picture.format)
            return made.getvalue()
    except (OSError, ValueError, SyntaxError):  # what cannot be opened is counted by the keeper
        return data


def _write_table(table: Any, into: Any) -> None:
    whole = SubElement(into, "table")
    for row in table.rows:
        line = SubElement(whole, "tr")
        for cell in row.cells:
            if cell.is_spanned:
                continue
            made = SubElement(line, "td")
            if cell.is_merge_origin:
                made.set("colspan", str(cell.span_width))
                made.set("rowspan", str(cell.span_height))
            write_text(cell.text_frame, made)


def _write_chart(chart: Any, into: Any) -> bool:
    """Its numbers as a table; False for a chart that has too many, or none by name."""
    plot = next(iter(chart.plots), None)
    names = [str(each) for each in plot.categories] if plot is not None else []
    series = list(plot.series) if plot is not None else []
    if not (0 < len(names) <= _MOST_ROWS and 0 < len(series) <= _MOST_SERIES):
        return False
    if chart.has_title and chart.chart_title.has_text_frame:
        SubElement(SubElement(into, "p"), "strong").text = chart.chart_title.text_frame.text
    columns = [list(each.values) for each in series]
    whole = SubElement(into, "table")
    _write_row(whole, ["", *(str(each.name or "") for each in series)])
    for place, name in enumerate(names):
        _write_row(whole, [name, *(_figure(each[place : place + 1]) for each in columns)])
    return True


def _write_row(table: Any, words: Iterable[str]) -> None:
    line = SubElement(table, "tr")
    for each in words:
        SubElement(line, "td").text = each


def _figure(found: list[Any]) -> str:
    """As Indonesians write it."""
    if not found or found[0] is None:
        return ""
    return f"{found[0]:.10g}".replace(".", ",") if isinstance(found[0], float) else str(found[0])
