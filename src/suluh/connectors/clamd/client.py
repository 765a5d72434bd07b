"""The only file that speaks with clamd: one INSTREAM for each file."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable

PATIENCE = 30  # seconds; a large office file takes some
LONGEST_REPLY = 4096
_PREFIX, _FOUND, _OK = "stream: ", " FOUND", "OK"


class Unclear(OSError):
    """clamd answered, but neither yes nor no."""


def ask(address: str, chunks: Iterable[bytes]) -> str:
    """The name of what was found, '' for nothing; raises OSError where it cannot be known."""
    host, _colon, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(b"zINSTREAM\0")
        for chunk in chunks:
            if chunk:  # an empty one would end the stream
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        return _meaning(_reply(line))


def _reply(line: socket.socket) -> str:
    got = b""
    while not got.endswith(b"\0") and len(got) < LONGEST_REPLY:
        part = line.recv(LONGEST_REPLY)
        if not part:
            break
        got += part
    return got.rstrip(b"\0\n").decode(errors="replace")


def _meaning(reply: str) -> str:
    said = reply.removeprefix(_PREFIX)
    if said == _OK:
        return ""
    if said.endswith(_FOUND):
        return said.removesuffix(_FOUND)
    raise Unclear(f"clamd: {reply[:200]!r}")
