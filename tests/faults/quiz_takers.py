"""People who answer a test over HTTP as the player's script does, and do not give up."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from benchmarks.drive import SECRET, TOKEN
from benchmarks.quiz import ASKED
from tests.faults.checkin_clients import PATIENCE, Connection, open_connection
from tests.faults.checkin_db_kill import Killer

OFFLINE = 0.3  # share of the answers that are given without network


@dataclass
class Takers:
    """People at the test; `told` is the last answer to each question that was called saved."""

    port: int
    attempts: list[tuple[str, str]]
    killer: Killer
    clients: int = 32
    retries: int = 0
    refused: int = 0
    most_waiting: int = 0
    told: dict[tuple[str, int], str] = field(default_factory=dict)

    async def run(self) -> None:
        """Return when everything that was answered is called saved."""
        people = iter(enumerate(self.attempts, 1))
        await asyncio.gather(*(self._client(people) for _turn in range(self.clients)))

    async def _client(self, people: Iterator[tuple[int, tuple[str, str]]]) -> None:
        line: Connection | None = None
        for number, (session, attempt) in people:
            queue: dict[int, tuple[str, float]] = {}
            places = [*range(ASKED), *range(ASKED)]
            random.shuffle(places)
            for turn, place in enumerate(places):
                queue[place] = (f"{turn}", time.monotonic())
                self.most_waiting = max(self.most_waiting, len(queue))
                if random.random() > OFFLINE:
                    line = await self._send(line, session, attempt, queue)
            while queue:
                line = await self._send(line, session, attempt, queue)
            self.killer.look(number)

    async def _send(
        self, line: Connection | None, session: str, attempt: str, queue: dict[int, Any]
    ) -> Connection | None:
        """One sending of the whole queue; what fails goes on waiting."""
        now = time.monotonic()
        sent: dict[int, dict[str, Any]] = {
            place: {"a": [answer], "u": int(1000 * (now - at))}
            for place, (answer, at) in queue.items()
        }
        try:
            line = line or await open_connection(self.port)
            status, body = await asyncio.wait_for(
                line.post(_request(session, attempt, sent)), PATIENCE
            )
            if status == 200 and b"tersimpan" in body:
                self.told |= {(attempt, place): given["a"][0] for place, given in sent.items()}
                queue.clear()
                return line
            self.refused += status not in {500, 502, 503}
        except (OSError, EOFError, ValueError, TimeoutError):
            if line is not None:
                line.close()
            line = None
        self.retries += 1
        await asyncio.sleep(random.uniform(0.05, 0.3))
        return line


def _request(session: str, attempt: str, answers: dict[int, Any]) -> bytes:
    sent = round(1000 * time.time())
    body = f"csrfmiddlewaretoken={TOKEN}&kirim={sent}&jawaban={quote(json.dumps(answers))}".encode()
    head = (
        f"POST /tes/{attempt}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Cookie: csrftoken={SECRET}; sessionid={session}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
