"""A meter in the line: passes bytes on between browser and server, and counts what comes back."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_REQUEST = b" HTTP/1.1\r\n"


@dataclass
class Meter:
    """Bytes of all answers, headers included, and how many requests there were."""

    port: int = 0
    received: int = 0
    requests: int = 0
    last_at: float = field(default_factory=time.perf_counter)

    def reset(self) -> None:
        """Count from zero."""
        self.received = self.requests = 0
        self.last_at = time.perf_counter()

    def count(self, data: bytes, *, is_answer: bool) -> None:
        """One piece that passed."""
        if is_answer:
            self.received += len(data)
            self.last_at = time.perf_counter()
        else:
            self.requests += data.count(_REQUEST)


@contextmanager
def metered(target: int) -> Iterator[Meter]:
    """A door of its own to the server on port `target`: the browser's service worker passes too."""
    meter = Meter()
    with socket.create_server(("127.0.0.1", 0)) as door:
        meter.port = int(door.getsockname()[1])
        threading.Thread(target=_let_in, args=(door, target, meter), daemon=True).start()
        yield meter


def _let_in(door: socket.socket, target: int, meter: Meter) -> None:
    with suppress(OSError):
        while True:
            guest, _ = door.accept()
            host = socket.create_connection(("127.0.0.1", target))
            for ends, is_answer in (((guest, host), False), ((host, guest), True)):
                words = (*ends, meter, is_answer)
                threading.Thread(target=_pump, args=words, daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket, meter: Meter, is_answer: bool) -> None:  # noqa: FBT001
    with suppress(OSError):
        while data := source.recv(65536):
            meter.count(data, is_answer=is_answer)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
