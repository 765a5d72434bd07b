"""Pages of a thread: posts are numbered without gaps, so a page is a range of numbers."""

from __future__ import annotations

POSTS_A_PAGE = 30


def page_of(number: int) -> int:
    """The page on which that post stands."""
    return max(1, -(-number // POSTS_A_PAGE))


def range_of(page: int) -> tuple[int, int]:
    """First and last number of the page."""
    return (page - 1) * POSTS_A_PAGE + 1, page * POSTS_A_PAGE


def chosen_page(asked: str, begin: str, *, total: int) -> int:
    """The page that an address asks for: by page, or by the number of a post; else the first."""
    last = page_of(total)
    if begin.isdecimal() and len(begin) < 8:
        return min(page_of(int(begin)), last)
    if asked.isdecimal() and len(asked) < 8:
        return min(max(int(asked), 1), last)
    return 1
