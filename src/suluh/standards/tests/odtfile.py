"""OpenDocument texts made for tests: a body and its styles, packed as LibreOffice does."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

_SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_STYLES = (
    '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="P9" style:parent-style-name="Title"/>'
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1"/>'
    '<text:list-level-style-number text:level="2" style:num-format="a"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def document(
    body: str, *, head: str = "", files: Mapping[str, bytes] | None = None, manifest: str = "<m/>"
) -> bytes:
    """The file; `files` lie beside its text."""
    content = (
        f"{head}<office:document-content {_SPACES}>"
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        target.writestr("META-INF/manifest.xml", manifest)
        target.writestr("styles.xml", f"<office:document-styles {_SPACES}/>")
        target.writestr("content.xml", content)
        for name, data in (files or {}).items():
            target.writestr(name, data)
    return made.getvalue()


def words(text: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def items(style: str, *each: str, more: str = "") -> str:
    """A list of that style; items are paragraphs, or what stands in one."""
    made = "".join(f"<text:list-item>{words(text)}</text:list-item>" for text in each)
    return f'<text:list text:style-name="{style}" {more}>{made}</text:list>'
