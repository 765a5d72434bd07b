"""Moodle XML, in which whole question banks travel with their files."""

from suluh.standards.questions.moodle.reader import read_moodle
from suluh.standards.questions.moodle.writer import write_moodle

__all__ = ["read_moodle", "write_moodle"]
