"""Reading competency: what is held, what is asked for, the gap between them."""

from suluh.competency.queries.law import bands_on, holding_law, source_weights
from suluh.competency.queries.maps import Gap, PersonMap, gaps, held, position_on
from suluh.competency.queries.standards import required

__all__ = [
    "Gap",
    "PersonMap",
    "bands_on",
    "gaps",
    "held",
    "holding_law",
    "position_on",
    "required",
    "source_weights",
]
