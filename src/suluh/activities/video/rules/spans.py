"""Spans of a video: united, cut, what is missing between them."""

from __future__ import annotations

from collections.abc import Iterable

from suluh.activities.video.types import GAP, Span, Spans


def union(*many: Iterable[Span]) -> Spans:
    """All spans in order, those that touch as one."""
    found: list[Span] = []
    for start, end in sorted(span for spans in many for span in spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def length_of(spans: Iterable[Span]) -> int:
    """Milliseconds of spans that do not overlap."""
    return sum(end - start for start, end in spans)


def cut(spans: Iterable[Span], length: int) -> Spans:
    """What lies inside the video; the rest does not exist."""
    return union(
        (max(0, start), min(end, length))
        for start, end in spans
        if max(0, start) < min(end, length)
    )


def gaps(spans: Spans, length: int, *, least: int = 3 * GAP) -> Spans:
    """What was not watched, without the small holes between key frames."""
    edges = [0, *(edge for span in spans for edge in span), length]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((start, end) for start, end in pairs if end - start >= least)


def prefix(spans: Spans) -> Spans:
    """What was watched from the beginning on without a gap; the rest was skipped to."""
    at = 0
    for place, (start, end) in enumerate(spans):
        if start > at + GAP:
            return spans[:place]
        at = end
    return spans


def fill(kept: Spans, more: Spans, most: int) -> Spans:
    """What was kept, and of the rest as much as there is room for, earlier parts first."""
    room, found = most - length_of(kept), list(kept)
    for start, end in minus(more, kept):
        if room <= 0:
            break
        found.append((start, min(end, start + room)))
        room -= end - start
    return union(found)


def minus(spans: Spans, taken: Spans) -> Spans:
    """The parts of spans that are not taken."""
    left = list(spans)
    for start, end in taken:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, start)), (max(a, end), b))
            if piece[0] < piece[1]
        ]
    return tuple(left)
