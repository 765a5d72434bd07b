"""The witness on the web: plain ASGI over `Desk`.

POST /add-checkpoint and GET /<origin hash>/checkpoint are the protocol; GET / says who this is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from suluh.standards.tlog.witness import MAX_CHARS, Answer
from suluh.witness.desk import Desk
from suluh.witness.settings import folder, load
from suluh.witness.store import Store

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]


class WitnessServer:
    """The ASGI application; opens its folder with the first request."""

    def __init__(self, desk: Desk | None = None) -> None:
        self._desk = desk

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request; the disk is waited for in a thread."""
        if scope["type"] != "http":
            return
        body = await _body(receive)
        answer = await asyncio.to_thread(self._answer, scope["method"], scope["path"], body)
        await _send(send, answer)

    def _answer(self, method: str, path: str, body: bytes | None) -> Answer:
        if body is None:
            return Answer(413, "too long\n")
        parts = path.strip("/").split("/")
        if parts == ["add-checkpoint"]:
            if method != "POST":
                return Answer(405)
            return self._awake().add_checkpoint(body.decode(errors="replace"))
        if method != "GET":
            return Answer(405)
        if parts == [""]:
            return self._awake().about()
        if len(parts) == 2 and parts[1] == "checkpoint":
            return self._awake().checkpoint(parts[0])
        return Answer(404)

    def _awake(self) -> Desk:
        if self._desk is None:
            settings = load(folder())
            self._desk = Desk(settings.signer, settings.logs, Store(settings.state))
        return self._desk


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None where it is longer than any request of the protocol."""
    whole, more = bytearray(), True
    while more:
        part = await receive()
        whole += part.get("body", b"")
        more = part.get("more_body", False)
        if len(whole) > MAX_CHARS:
            return None
    return bytes(whole)


async def _send(send: Send, answer: Answer) -> None:
    body = answer.body.encode()
    headers = [
        (b"content-type", answer.media.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


app = WitnessServer()
