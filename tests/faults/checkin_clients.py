"""People who check in over HTTP and do not give up: raw keep-alive clients on asyncio."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.webinar import Webinar

_SECRET = "u" * 32
_BODY = f"csrfmiddlewaretoken={'a' * 32}{_SECRET}&kode=".encode()
_TOLD = re.compile(rb"Tercatat (\d\d)[.:](\d\d)[.:](\d\d)")
PATIENCE = 10.0


@dataclass(slots=True)
class Crowd:
    """Everyone of a webinar, checking in through `clients` connections."""

    port: int
    event: Webinar
    clients: int = 64
    retries: int = 0
    refused: int = 0
    told: dict[int, str] = field(default_factory=dict)
    on_progress: Callable[[int], None] = lambda _done: None

    async def run(self) -> None:
        """Return when every person has read "Tercatat"."""
        people = iter(range(1, self.event.people + 1))
        await asyncio.gather(*(self._client(people) for _ in range(self.clients)))

    async def _client(self, people: Iterator[int]) -> None:
        connection: Connection | None = None
        for person in people:
            while person not in self.told:
                try:
                    connection = connection or await open_connection(self.port)
                    status, body = await asyncio.wait_for(
                        connection.post(self.request(person)), PATIENCE
                    )
                    moment = told_in(body)
                    if status == 200 and moment:
                        self.told[person] = moment
                        self.on_progress(len(self.told))
                        continue
                    self.refused += status not in {500, 502, 503}
                except (OSError, EOFError, ValueError, TimeoutError):
                    if connection is not None:
                        connection.close()
                    connection = None
                self.retries += 1
                await asyncio.sleep(random.uniform(0.05, 0.3))

    def request(self, person: int) -> bytes:
        """The press of the button by the n-th person, as bytes."""
        cookie = f"csrftoken={_SECRET}; sessionid={self.event.session_key(person)}; perangkat={person:032x}"
        head = (
            f"POST /hadir/{self.event.window_uuid}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            f"HX-Request: true\r\nCookie: {cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(_BODY)}\r\n\r\n"
        )
        return head.encode() + _BODY


def told_in(body: bytes) -> str:
    """The moment that the answer says was recorded, as HH:MM:SS; '' where it says nothing."""
    found = _TOLD.search(body)
    return ":".join(part.decode() for part in found.groups()) if found else ""


class Connection:
    """One keep-alive connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def post(self, request: bytes) -> tuple[int, bytes]:
        """Send, and read status and body."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        body = await self.reader.readexactly(int(length[1])) if length else b""
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        """Hang up."""
        self.writer.close()


async def open_connection(port: int) -> Connection:
    """A new line to the web server."""
    return Connection(*await asyncio.open_connection("127.0.0.1", port))
