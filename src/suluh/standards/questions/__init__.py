"""Questions in the formats that people bring: GIFT, Aiken and Moodle XML."""

from suluh.standards.questions.aiken import read_aiken, write_aiken
from suluh.standards.questions.gift import read_gift, write_gift
from suluh.standards.questions.moodle import read_moodle, write_moodle

__all__ = [
    "read_aiken",
    "read_gift",
    "read_moodle",
    "write_aiken",
    "write_gift",
    "write_moodle",
]
