"""The way to witnesses, over real sockets of this machine."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from suluh.connectors.witness.connector import HttpDesk
from suluh.ledger.ports import WitnessAway
from suluh.witness.server import WitnessServer
from suluh.witness.tests.test_desk import ORIGIN, desk, note, submission

__all__ = ["desk"]


class Handler(BaseHTTPRequestHandler):
    """Hands requests to the witness's ASGI application."""

    app: WitnessServer

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"body": body}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        scope = {"type": "http", "method": self.command, "path": self.path}
        asyncio.run(self.app(scope, receive, send))
        self.send_response(int(str(sent[0]["status"])))
        for name, value in sent[0]["headers"]:  # type: ignore[attr-defined]
            self.send_header(name.decode(), value.decode())
        self.end_headers()
        self.wfile.write(bytes(sent[1]["body"]))  # type: ignore[call-overload]

    do_GET = do_POST = _pass_on  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def address(desk: object) -> Iterator[str]:
    """A witness that answers at an address of this machine."""
    Handler.app = WitnessServer(desk)  # type: ignore[arg-type]
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_checkpoints_are_handed_in_and_read_back(address: str) -> None:
    way = HttpDesk()

    signed = way.add_checkpoint(address, submission(0, 10))
    refused = way.add_checkpoint(address, submission(0, 12))
    last = way.last_checkpoint(address, ORIGIN)

    assert (signed.status, refused.status, refused.body) == (200, 409, "10\n")
    assert refused.media == "text/x.tlog.size"
    assert last.body == note(10) + signed.body
    assert way.last_checkpoint(address, "lain").status == 404
    assert hashlib.sha256(ORIGIN.encode()).hexdigest() not in last.body


def test_a_witness_that_does_not_answer_is_away() -> None:
    with pytest.raises(WitnessAway, match="refused"):
        HttpDesk().add_checkpoint("http://127.0.0.1:9", submission(0, 10))
