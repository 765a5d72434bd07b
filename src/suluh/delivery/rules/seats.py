"""How seats are spread over buckets, so that many people take one at the same moment."""

from __future__ import annotations

MOST_BUCKETS = 32


def spread(free: int, *, buckets: int = 0) -> list[int]:
    """Split `free` seats over `buckets` (chosen by size where 0), as evenly as can be."""
    count = buckets or min(MOST_BUCKETS, max(1, free // 4))
    share, rest = divmod(free, count)
    return [share + (1 if place < rest else 0) for place in range(count)]


def common_seats(seats: int | None, quotas: list[int]) -> int | None:
    """Seats left for everyone without a quota; None where there is no limit."""
    return None if seats is None else max(seats - sum(quotas), 0)
