"""Bytes to clean text, and numbers that cannot grow: what every reader starts from."""

import re
from decimal import Decimal

from suluh.standards.questions import reasons
from suluh.standards.questions.types import QuestionFileError
from suluh.standards.textfiles import TextError, decode

MAX_BYTES = 40_000_000
MAX_TEXT = 10_000_000
MAX_QUESTIONS = 10_000
MAX_FILE = 10_000_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NUMBER = re.compile(r"[+-]?(?=[\d.,])\d{0,12}(?:[.,]\d{0,12})?(?:[eE][+-]?\d{1,2})?", re.ASCII)


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or larger than anyone's bank."""
    if not data.strip():
        raise QuestionFileError(reasons.EMPTY)
    if len(data) > MAX_BYTES:
        raise QuestionFileError(reasons.TOO_LARGE)


def text_of(data: bytes) -> str:
    """The words of a text file, with plain line ends and without control characters."""
    check_size(data)
    if len(data) > MAX_TEXT:
        raise QuestionFileError(reasons.TOO_LONG)
    try:
        text, _encoding = decode(data)
    except TextError as error:
        empty = str(error) == TextError.EMPTY
        raise QuestionFileError(reasons.EMPTY if empty else reasons.UNREADABLE) from error
    return clean(text)


def clean(text: str) -> str:
    """Text that every format can hold: no control characters, one kind of line end."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def number(text: str) -> Decimal | None:
    """A decimal number of sensible size, with point or comma; None for anything else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or not any(
        sign.isdigit() for sign in text.lower().split("e")[0]
    ):
        return None
    return Decimal(text.replace(",", "."))


def shown(value: Decimal) -> str:
    """A number without exponent and needless zeros, as all formats read it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
