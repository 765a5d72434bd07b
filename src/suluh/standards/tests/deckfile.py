"""Presentations made for tests, as PowerPoint makes them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Cm

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_D = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TITLE, BULLETS, SECTION, TWO, EMPTY = 0, 1, 2, 3, 6  # layouts of the blank presentation


class Deck:
    """A presentation in the making."""

    def __init__(self) -> None:
        self.deck = Presentation()

    def slide(self, title: str, *lines: tuple[int, str], layout: int = BULLETS) -> Any:
        """A slide with its title and the lines of its text: level and words."""
        made = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        if made.shapes.title is not None:
            made.shapes.title.text = title
        if lines:
            frame = made.placeholders[1].text_frame
            for place, (level, words) in enumerate(lines):
                paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
                paragraph.text, paragraph.level = words, level
        return made

    def data(self) -> bytes:
        """The file."""
        made = BytesIO()
        self.deck.save(made)
        return made.getvalue()


def number(slide: Any, scheme: str = "arabicPeriod", *, start: str = "") -> None:
    """The text of the slide is numbered so."""
    for paragraph in slide.placeholders[1].text_frame.paragraphs:
        mark = etree.SubElement(paragraph._p.get_or_add_pPr(), f"{{{_A}}}buAutoNum")
        mark.set("type", scheme)
        if start:
            mark.set("startAt", start)


def text_box(slide: Any, words: str, *, left: float = 1, top: float = 15) -> Any:
    """A box with words; places in centimetres."""
    box = slide.shapes.add_textbox(Cm(left), Cm(top), Cm(8), Cm(2))
    box.text_frame.text = words
    return box


def picture(slide: Any, data: bytes, words: str = "", *, top: float = 12) -> Any:
    """A picture with the words that describe it."""
    made = slide.shapes.add_picture(BytesIO(data), Cm(2), Cm(top), Cm(4), Cm(3))
    made._element.nvPicPr.cNvPr.set("descr", words)
    return made


def table(slide: Any, *rows: list[str]) -> Any:
    """A table."""
    shape = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1), Cm(8), Cm(12), Cm(3))
    for place, row in enumerate(rows):
        for column, words in enumerate(row):
            shape.table.cell(place, column).text = words
    return shape.table


def chart(slide: Any, names: list[str], **series: list[float]) -> None:
    """A chart of columns."""
    untyped: Any = CategoryChartData
    data = untyped()
    data.categories = names
    for name, values in series.items():
        data.add_series(name, values)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Cm(1), Cm(8), Cm(9), Cm(5), data)


def smart_art(slide: Any, points: dict[str, tuple[str, str]]) -> None:
    """A SmartArt: each point with the one above it ('' for none) and its words."""
    named = "".join(
        f'<dgm:pt modelId="{key}"><dgm:t><a:p><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for key, (_above, words) in points.items()
    )
    lines = "".join(
        f'<dgm:cxn modelId="c{n}" srcId="{above or "0"}" destId="{key}" srcOrd="{n}" destOrd="0"/>'
        for n, (key, (above, _words)) in enumerate(points.items())
    )
    model = (
        f'<dgm:dataModel xmlns:dgm="{_D}" xmlns:a="{_A}"><dgm:ptLst><dgm:pt modelId="0" type="doc"/>'
        f"{named}</dgm:ptLst><dgm:cxnLst>{lines}</dgm:cxnLst></dgm:dataModel>"
    )
    part = Part(
        PackURI("/ppt/diagrams/data1.xml"),
        "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        slide.part.package, model.encode(),
    )  # fmt: skip
    key = slide.part.relate_to(part, f"{_R}/diagramData")
    slide.shapes._spTree.append(etree.fromstring(
        f'<p:graphicFrame xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}"><p:nvGraphicFramePr>'
        '<p:cNvPr id="90" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
        '<p:xfrm><a:off x="0" y="5000000"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{_D}"><dgm:relIds xmlns:dgm="{_D}" r:dm="{key}"/></a:graphicData>'
        "</a:graphic></p:graphicFrame>", slide.shapes._spTree.getroottree().parser,
    ))  # fmt: skip
