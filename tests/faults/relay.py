"""A wire between two ends that a campaign can meddle with: it runs in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress


class Relay:
    """Listens on a free port; each connection is passed on by `carry`."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._serve(), self.loop).result(10)

    def stop(self) -> None:
        """Close the door."""
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)

    async def _serve(self) -> int:
        server = await asyncio.start_server(self.carry, "127.0.0.1", 0)
        return int(server.sockets[0].getsockname()[1])

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, both ways, until one end is done."""
        raise NotImplementedError


class Wire(Relay):
    """The network of the people before a site; `cut` takes it away, `mend` gives it back.

    The browser's own "offline" is lifted for a moment as a page closes, so what a page left behind
    would still go out. Nothing passes a cut wire.
    """

    def __init__(self, port: int) -> None:
        self.site, self.is_cut = port, False
        self.open: set[asyncio.StreamWriter] = set()
        super().__init__()

    def cut(self) -> None:
        """Close what is open and refuse what comes."""
        self.is_cut = True
        self.loop.call_soon_threadsafe(self._close_all)

    def mend(self) -> None:
        """Let everything pass again."""
        self.is_cut = False

    def _close_all(self) -> None:
        for writer in self.open:
            writer.transport.abort()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, unless the wire is cut."""
        if self.is_cut:
            writer.transport.abort()
            return
        from_site, to_site = await asyncio.open_connection("127.0.0.1", self.site)
        ends = {writer, to_site}
        self.open |= ends
        pumps = [asyncio.ensure_future(_pump(*pair))
                 for pair in ((reader, to_site), (from_site, writer))]  # fmt: skip
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        for end in ends:
            end.close()
        self.open -= ends


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
