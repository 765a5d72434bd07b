"""The live stream server: plain ASGI, no Django. PostgreSQL speaks, every open page hears it.

GET /aliran/?t=<ticket> is a server-sent event stream; GET /sehat/ tells how many are open.
Nothing is replayed: a page that comes back asks the web server how things stand.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import psycopg

from suluh.live.hub import HEARTBEAT, Hub, Stream
from suluh.live.settings import LiveSettings, from_environment
from suluh.live.token import read_token

CHANNEL = "suluh_live"
HEARTBEAT_SECONDS = 20
_RECONNECT = b"retry: 3000\n\n"
_REFRESH = b"event: segarkan\ndata: {}\n\n"
log = logging.getLogger(__name__)

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class LiveServer:
    """The ASGI application; starts listening with its first request."""

    def __init__(self) -> None:
        self.hub = Hub()
        self._settings: LiveSettings | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        settings = self._awake()
        if scope["path"] == "/sehat/":
            await _answer(send, 200, json.dumps({"aliran": self.hub.count}).encode())
            return
        ticket = parse_qs(scope["query_string"].decode("latin-1")).get("t", [""])[0]
        offering = read_token(settings.key, ticket, now=time.time())
        if scope["path"] != "/aliran/" or offering is None:
            await _answer(send, 404 if offering else 403, b"")
            return
        await self._stream(offering, receive, send)

    def _awake(self) -> LiveSettings:
        if self._settings is None:
            self._settings = from_environment()
            loop = asyncio.get_running_loop()
            self._tasks = [loop.create_task(self._listen()), loop.create_task(self._beat())]
        return self._settings

    async def _stream(self, offering: str, receive: Receive, send: Send) -> None:
        assert self._settings is not None
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
            (b"access-control-allow-origin", self._settings.origin.encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        with self.hub.joined(offering) as stream:
            await send({"type": "http.response.body", "body": _RECONNECT, "more_body": True})
            pump = asyncio.ensure_future(_pump(stream, send))
            gone = asyncio.ensure_future(_until_gone(receive))
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
            pump.cancel()
            gone.cancel()

    async def _listen(self) -> None:
        """Pass on what PostgreSQL says; after a break, have every page ask anew."""
        assert self._settings is not None
        is_first = True
        while True:
            try:
                connection = await psycopg.AsyncConnection.connect(
                    self._settings.database_url, autocommit=True
                )
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    if not is_first:
                        await self.hub.tell_all(_REFRESH)
                    is_first = False
                    async for said in connection.notifies():
                        self._pass_on(said.payload)
            except (psycopg.Error, OSError) as error:
                log.warning("The live server lost the database: %s", error)
            await asyncio.sleep(0.5 + random.random())  # noqa: S311 (only scatters reconnects)

    def _pass_on(self, payload: str) -> None:
        try:
            said = json.loads(payload)
            data = json.dumps(said.get("d", {}), separators=(",", ":"))
            news = f"event: {said['t']}\ndata: {data}\n\n".encode()
            self.hub.tell(str(said["o"]), news)
        except (ValueError, KeyError, TypeError, AttributeError):
            log.warning("The live server heard something it does not understand.")

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            await self.hub.tell_all(HEARTBEAT)


async def _pump(stream: Stream, send: Send) -> None:
    while not stream.is_lost:
        news = await stream.next()
        await send({"type": "http.response.body", "body": news, "more_body": True})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


async def _answer(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = LiveServer()
