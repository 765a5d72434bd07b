"""Whether our own mail server vouches for the sender of a letter (RFC 8601)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DMARC = re.compile(r"\bdmarc\s*=\s*(\w+)", re.IGNORECASE)


def is_vouched_for(results: Iterable[str], *, judge: str) -> bool:
    """Whether the newest result that bears our server's name says dmarc=pass.

    Results of that name further down may be the sender's own invention: our server puts its word
    on top and takes away what pretends to be its.
    """
    for each in results:
        name, _semicolon, rest = each.partition(";")
        if name.strip().split(" ")[0].lower() == judge.lower():
            found = _DMARC.search(rest)
            return found is not None and found[1].lower() == "pass"
    return False
