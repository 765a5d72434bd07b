"""What a source of recommendations is: anything that finds what raises a competency.

A source adds itself by a module in `queries/sources/` and its name in `SOURCES` there.
"""

from __future__ import annotations

from typing import Protocol

from suluh.planning.types import Ask, Candidate


class Source(Protocol):
    """Finds what is open to the person, allowed, not full, and not theirs already.

    It may narrow a crowd of equals to the best per competency; the order is not its business.
    """

    def __call__(self, ask: Ask) -> list[Candidate]:
        """Candidates for the needs asked for."""
        ...
