"""A safe way from XML to elements with line numbers.

DTDs, entities and anything outside the file are refused by defusedxml before they are read. One
question is held at a time, so that what stood before a broken place is kept.
"""

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from suluh.standards.questions import reasons
from suluh.standards.questions.limits import clean
from suluh.standards.questions.types import QuestionFileError

MAX_DEPTH = 60
MAX_PARTS = 20_000


@dataclass(slots=True)
class Node:
    """An element: its own words and elements, in their order."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list["Node | str"] = field(default_factory=list)

    @property
    def children(self) -> list["Node"]:
        """The elements in it."""
        return [part for part in self.content if isinstance(part, Node)]

    @property
    def words(self) -> str:
        """The words in it; elements inside, which should have been escaped, are kept as markup."""
        return clean("".join(_markup(part) for part in self.content)).strip()

    def child(self, tag: str) -> "Node | None":
        """The first element of this name."""
        return next((child for child in self.children if child.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """All elements of this name."""
        return [child for child in self.children if child.tag == tag]

    def value(self, tag: str, default: str = "") -> str:
        """The words of a child, or of its ``<text>``."""
        child = self.child(tag)
        if child is None:
            return default
        text = child.child("text")
        return (text or child).words


def _markup(part: Node | str) -> str:
    if isinstance(part, str):
        return part
    inside = "".join(
        html.escape(one, quote=False) if isinstance(one, str) else _markup(one)
        for one in part.content
    )
    attributes = "".join(
        f' {name}="{html.escape(value)}"' for name, value in part.attributes.items()
    )
    return f"<{part.tag}{attributes}>{inside}</{part.tag}>"


class _Builder(ContentHandler):
    """Hands over each element just below the root."""

    def __init__(self, take: Callable[[Node], None]) -> None:
        super().__init__()
        self.take = take
        self.open: list[Node] = []
        self.parts = 0
        self.locator: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802 - SAX names it
        self.locator = locator

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - SAX names it
        if not self.open and name != "quiz":
            raise QuestionFileError(reasons.NOT_MOODLE, self.locator.getLineNumber())
        if len(self.open) == MAX_DEPTH:
            raise QuestionFileError(reasons.TOO_DEEP, self.locator.getLineNumber())
        self.parts += 1
        if self.parts > MAX_PARTS:
            raise QuestionFileError(reasons.TOO_WIDE, self.locator.getLineNumber())
        self.open.append(Node(name, dict(attrs), self.locator.getLineNumber()))

    def characters(self, content: str) -> None:
        if len(self.open) > 1:
            self.open[-1].content.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX names it
        node = self.open.pop()
        if len(self.open) == 1:
            self.parts = 0
            self.take(node)
        elif self.open:
            self.open[-1].content.append(node)


def read_nodes(data: bytes, take: Callable[[Node], None]) -> int:
    """Give each element below ``<quiz>`` to ``take``; the line where the file breaks, or 0."""
    try:
        parseString(data, _Builder(take), forbid_dtd=True)
    except DefusedXmlException as error:
        raise QuestionFileError(reasons.FORBIDDEN_XML) from error
    except SAXParseException as error:
        return error.getLineNumber() or 1
    except (SAXException, LookupError, UnicodeError):
        return 1
    return 0
