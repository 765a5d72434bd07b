"""Where recommendations come from, in the order in which equals are named."""

from suluh.planning.ports import Source
from suluh.planning.queries.sources import offerings

SOURCES: tuple[Source, ...] = (offerings.find,)

__all__ = ["SOURCES"]
