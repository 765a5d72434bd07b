"""Asking a clamd: a small one on the loopback that speaks INSTREAM."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from suluh.connectors.clamd.client import Unclear, ask
from suluh.connectors.clamd.connector import SCANNER

HARMFUL = b"INI-BERBAHAYA"


def _exactly(line: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        got += line.recv(count - len(got))
    return got


def _serve(door: socket.socket, reply: bytes | None) -> None:
    line, _address = door.accept()
    with line:
        assert _exactly(line, 10) == b"zINSTREAM\0"
        data = b""
        while size := struct.unpack(">I", _exactly(line, 4))[0]:
            data += _exactly(line, size)
        found = b"stream: Uji-Berbahaya FOUND\0" if HARMFUL in data else b"stream: OK\0"
        line.sendall(found if reply is None else reply)


@contextmanager
def clamd(reply: bytes | None = None) -> Iterator[str]:
    """The address of one that answers once, by content or with `reply`."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = threading.Thread(target=_serve, args=(door, reply))
        server.start()
        yield f"127.0.0.1:{door.getsockname()[1]}"
        server.join(timeout=10)


def test_clean_is_nothing_and_harm_has_a_name_also_across_chunks() -> None:
    with clamd() as address:
        assert ask(address, [b"isi", b"", b"biasa"]) == ""
    with clamd() as address:
        assert ask(address, [b"x" * 70_000, HARMFUL[:5], HARMFUL[5:]]) == "Uji-Berbahaya"


@pytest.mark.parametrize("reply", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"stream: ?\0"])
def test_whatever_is_neither_yes_nor_no_is_no_answer(reply: bytes) -> None:
    with clamd(reply) as address, pytest.raises(Unclear):
        ask(address, [b"isi"])


def test_nobody_there_is_no_answer(settings: object) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
    settings.CLAMD = address  # type: ignore[attr-defined]

    with pytest.raises(OSError):  # noqa: PT011 any network trouble counts
        SCANNER.scan([b"isi"])
