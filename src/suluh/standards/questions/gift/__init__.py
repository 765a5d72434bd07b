"""GIFT, the text format that teachers write by hand."""

from suluh.standards.questions.gift.reader import read_gift
from suluh.standards.questions.gift.writer import write_gift

__all__ = ["read_gift", "write_gift"]
