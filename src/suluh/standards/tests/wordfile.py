"""Word documents made for tests: parts of a body, packed as Word does."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="gif" ContentType="image/gif"/>'
    '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
)
_RELS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="d"'
    f' Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_NUMBERING = (
    f"<w:numbering {_SPACES}>"
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
)
_STYLES = f"<w:styles {_SPACES}>" + "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in [
        ("Judul", "Title"), ("Judul1", "heading 1"), ("Judul2", "heading 2"), ("TOC1", "toc 1"),
    ]
) + "</w:styles>"  # fmt: skip


def word(
    text: str, style: str = "", *, bold: bool = False, level: int | None = None, numbers: int = 1
) -> str:
    """A paragraph; with a level an item of a list.

    1 has bullets, 2 and 3 have numbers, 4 has Roman numerals with letters below.
    """
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbers}"/></w:numPr>'
    strong = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{strong}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{look}</w:pPr>{run}</w:p>"


def picture(name: str, words: str = "") -> str:
    """A paragraph with the picture of that name."""
    blip = f'<pic:pic><pic:blipFill><a:blip r:embed="{name}"/></pic:blipFill></pic:pic>'
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{words}"/>'
        f"<a:graphic><a:graphicData>{blip}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def noted(text: str) -> str:
    """A paragraph that ends with a sign of the first footnote."""
    return word(text).replace("</w:p>", '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>')


def table(*rows: list[str]) -> str:
    """A table; a cell `"<"` is covered by the one above."""
    made = ""
    for row in rows:
        cells = "".join(
            "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>" if text == "<" else
            f"<w:tc><w:tcPr>{_starts(rows, column)}</w:tcPr>{word(text)}</w:tc>"
            for column, text in enumerate(row)
        )  # fmt: skip
        made += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def _starts(rows: tuple[list[str], ...], column: int) -> str:
    is_stretched = any(row[column : column + 1] == ["<"] for row in rows)
    return '<w:vMerge w:val="restart"/>' if is_stretched else ""


def document(
    *body: str, pictures: Mapping[str, bytes] | None = None, head: str = "", note: str = "-"
) -> bytes:
    """The document with these parts, the pictures by their file names, and one footnote."""
    made, shown = BytesIO(), pictures or {}
    rels = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/image" Target="media/{name}"/>'
        for name in shown
    )
    rels += f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    rels += f'<Relationship Id="n" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    rels += f'<Relationship Id="f" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": f"{head}<w:document {_SPACES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships">{rels}</Relationships>'
        ),
        "word/numbering.xml": _NUMBERING,
        "word/styles.xml": _STYLES,
        "word/footnotes.xml": (
            f'<w:footnotes {_SPACES}><w:footnote w:id="1">{word(note)}</w:footnote></w:footnotes>'
        ),
    }
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
        for name, data in shown.items():
            target.writestr(f"word/media/{name}", data)
    return made.getvalue()
