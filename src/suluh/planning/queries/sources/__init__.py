"""Where recommendations come from, in the order in which equals are named."""

from suluh.planning.ports import Source
from suluh.planning.queries.sources import books, mentors, offerings

SOURCES: tuple[Source, ...] = (offerings.find, mentors.find, books.find)

__all__ = ["SOURCES"]
