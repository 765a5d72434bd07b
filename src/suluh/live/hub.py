"""The hub: who listens to which event, and handing them the news."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

HEARTBEAT = b":\n\n"
WAITING = 16
_SLICE = 500


class Stream:
    """One open page: what it has yet to be sent. A page that cannot keep up is let go."""

    __slots__ = ("_news", "is_lost")

    def __init__(self) -> None:
        self._news: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        self.is_lost = False

    def offer(self, news: bytes) -> None:
        """Give it news without waiting."""
        try:
            self._news.put_nowait(news)
        except asyncio.QueueFull:
            self.is_lost = True

    async def next(self) -> bytes:
        """Wait for news; takes everything that waits at once."""
        parts = [await self._news.get()]
        while not self._news.empty():
            parts.append(self._news.get_nowait())
        return b"".join(parts)


class Hub:
    """All open streams, by event."""

    def __init__(self) -> None:
        self._streams: dict[str, set[Stream]] = defaultdict(set)

    @property
    def count(self) -> int:
        """How many streams are open."""
        return sum(len(streams) for streams in self._streams.values())

    @contextmanager
    def joined(self, offering: str) -> Iterator[Stream]:
        """A stream of the event for the length of the block."""
        stream = Stream()
        self._streams[offering].add(stream)
        try:
            yield stream
        finally:
            self._streams[offering].discard(stream)
            if not self._streams[offering]:
                del self._streams[offering]

    def tell(self, offering: str, news: bytes) -> None:
        """Give the news to every stream of the event."""
        for stream in list(self._streams.get(offering, ())):
            stream.offer(news)

    async def tell_all(self, news: bytes) -> None:
        """Give it to every stream there is, in slices, so that nothing else has to wait."""
        streams = [stream for group in self._streams.values() for stream in group]
        for start in range(0, len(streams), _SLICE):
            for stream in streams[start : start + _SLICE]:
                stream.offer(news)
            await asyncio.sleep(0)
