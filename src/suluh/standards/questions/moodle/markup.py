"""Elements of Moodle XML as strings."""

import base64
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from suluh.standards.questions.limits import clean, shown
from suluh.standards.questions.types import (
    Answer,
    EmbeddedFile,
    NumericAnswer,
    Outcomes,
    Text,
    TextFormat,
)

_FORMATS = {TextFormat.HTML: "html", TextFormat.PLAIN: "plain_text"}


def words(text: str) -> str:
    """Words that may stand in an element."""
    return escape(clean(text))


def value(tag: str, text: str) -> str:
    """``<tag>words</tag>``."""
    return f"<{tag}>{words(text)}</{tag}>\n"


def named(tag: str, text: str) -> str:
    """``<tag><text>words</text></tag>``."""
    return f"<{tag}><text>{words(text)}</text></{tag}>\n"


def switch(tag: str, *, on: bool) -> str:
    """``<tag>true</tag>``."""
    return value(tag, "true" if on else "false")


def rich(tag: str, text: Text, more: str = "", attributes: str = "") -> str:
    """A text with format and files, and what else stands in the element."""
    files = "".join(map(file, text.files))
    format = _FORMATS[text.format]
    inside = f"<text>{words(text.content)}</text>{files}{more}"
    return f'<{tag}{attributes} format="{format}">{inside}</{tag}>\n'


def file(given: EmbeddedFile) -> str:
    """A file inside the document."""
    content = base64.b64encode(given.content).decode()
    name = quoteattr(clean(given.name))
    return f'<file name={name} path="/" encoding="base64">{content}</file>'


def answer(given: Answer) -> str:
    """A choice or pattern with its feedback."""
    fraction = f' fraction="{shown(given.fraction)}"'
    return rich("answer", given.text, rich("feedback", given.feedback), fraction)


def numeric_answer(given: NumericAnswer) -> str:
    """A number with its tolerance."""
    shape = Text("*" if given.value is None else shown(given.value))
    more = rich("feedback", given.feedback) + value("tolerance", shown(given.tolerance))
    return rich("answer", shape, more, f' fraction="{shown(given.fraction)}"')


def outcomes(said: Outcomes) -> str:
    """What is said of the whole response."""
    return (
        rich("correctfeedback", said.correct)
        + rich("partiallycorrectfeedback", said.partial)
        + rich("incorrectfeedback", said.incorrect)
    )


def each(parts: Iterable[str]) -> str:
    """Elements after one another."""
    return "".join(parts)
