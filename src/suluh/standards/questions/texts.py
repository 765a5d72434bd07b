"""Text of formats that know more ways of writing than plain and HTML."""

import html
import re

from suluh.standards.questions.types import Text, TextFormat

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+\d*);")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|tr|h\d)>", re.IGNORECASE)


def automatic(content: str) -> Text:
    """Moodle's own format: markup where there is some, and each line end starts a line."""
    if not _MARKUP.search(content):
        return Text(content)
    return Text(content.replace("\n", "<br />\n"), TextFormat.HTML)


def as_html(text: Text) -> str:
    """The text as markup."""
    if text.format is TextFormat.HTML:
        return text.content
    return html.escape(text.content, quote=False).replace("\n", "<br />\n")


def as_plain(text: Text) -> str:
    """The words of the text alone."""
    if text.format is TextFormat.PLAIN:
        return text.content
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text.content))).strip()
