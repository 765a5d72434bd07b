"""How long a page takes, and which pages count as read.

A page counts once it stood before the reader for as long as nobody reads it faster. The server's clock
alone says how long that was, so one fast scroll reads nothing, and who reads can always finish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from suluh.base.text import word_count
from suluh.library.types import Coverage, PageFacts

QUICK_WORDS_A_MINUTE = 350  # nobody who reads is faster; as kind page has it
CALM_WORDS_A_MINUTE = 130
LEAST_SECONDS, MOST_SECONDS = 2, 60  # of a page
MOST_CHAPTER_SECONDS = 600
PICTURE_SECONDS = 5  # a page without words: a drawing, a scan
MOST_AT_ONCE = 180  # seconds credited for one stay on a page


def seconds_for(page: PageFacts) -> int:
    """The least time a page asks for."""
    words = word_count(page.get("text", ""))
    most = MOST_CHAPTER_SECONDS if "html" in page else MOST_SECONDS
    if not words:
        return PICTURE_SECONDS
    return min(max(words * 60 // QUICK_WORDS_A_MINUTE, LEAST_SECONDS), most)


def coverage(asked: Sequence[int], seconds: Mapping[str, int]) -> Coverage:
    """Which pages count as read; `asked` of each page in order, `seconds` by page number as text."""
    missing = tuple(n for n, least in enumerate(asked, 1) if seconds.get(str(n), 0) < least)
    return Coverage(len(asked) - len(missing), len(asked), missing)


def credited(*, since: float, needed: int) -> int:
    """Seconds that a stay on a page counts, from the server's time since the last report."""
    return max(0, min(int(since), max(MOST_AT_ONCE, needed)))


def calm_minutes(*, words: int, silent: int) -> int:
    """Calm reading, and a look at each picture; at least one minute."""
    return max(1, -(-words // CALM_WORDS_A_MINUTE) + silent // 4)


def ranges(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbours together: 1, 2, 3, 7 are (1, 3) and (7, 7)."""
    start = last = None
    for number in numbers:
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None and last is not None:
            yield start, last
        start = last = number
    if start is not None and last is not None:
        yield start, last
