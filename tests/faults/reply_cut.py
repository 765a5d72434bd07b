"""R2: the database commits and its reply is cut off; asking again never records twice."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg

from benchmarks import report, servers, webinar
from config import settings
from tests.faults.checkin_clients import Crowd
from tests.faults.clusters import cluster, evidence, judge
from tests.faults.relay import Relay

_QUERY = b"session_check_in"
_KEY = " ON CONFLICT (window_id, person_id) DO NOTHING"


def main() -> int:
    """The trial, then its negative control: without the natural key it must double."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--every", type=int, default=5, help="cut each n-th reply")
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    began = time.monotonic()
    trial = _trial(given.people, given.every)
    control = _trial(given.people, given.every, has_key=False)
    is_ok = trial["lost"] == trial["doubled"] == 0 and trial["rows"] == given.people
    result = {
        "name": "reply-cut", **trial, "control_doubled": control["doubled"],
        "seconds": round(time.monotonic() - began, 1),
        "ok": is_ok and trial["cuts"] > 0 and control["doubled"] > 0,
    }  # fmt: skip
    if given.save:
        report.keep(result)
    print(json.dumps(result))
    return 0 if result["ok"] else 1


def _trial(people: int, every: int, *, has_key: bool = True) -> dict[str, Any]:
    with cluster():
        event = webinar.prepare(people)
        if not has_key:
            _drop_key()
        proxy = Proxy(os.environ["DATABASE_URL"], every)
        os.environ["DATABASE_APP_URL"] = proxy.url
        try:
            with servers.serving("web") as site:
                crowd = Crowd(site.port, event, clients=16)
                asyncio.run(crowd.run())
        finally:
            del os.environ["DATABASE_APP_URL"]
            proxy.stop()
        found = evidence(event.window)
    return judge(crowd.told, found) | {"cuts": proxy.cuts, "retries": crowd.retries}


def _drop_key() -> None:
    """The same check-in without its natural key."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        row = connection.execute(
            "SELECT pg_get_functiondef('session_check_in'::regproc)"
        ).fetchone()
        assert row is not None
        words = " ".join(str(row[0]).split(" "))
        shorter = words.replace(_KEY.strip(), "")
        assert shorter != words
        connection.execute(shorter.encode())
        for key in ("check_in_once", "session_checkin_pkey"):
            connection.execute(f"ALTER TABLE session_checkin DROP CONSTRAINT {key}")


class Proxy(Relay):
    """Stands between application and database; lets requests through and swallows some replies."""

    def __init__(self, owner_url: str, every: int) -> None:
        self.every, self.asked, self.cuts = every, 0, 0
        parts = urlsplit(owner_url)
        self.socket = f"{unquote(parts.hostname or '')}/.s.PGSQL.5432"
        super().__init__()
        password = settings.app_role_password()
        self.url = f"postgresql://{settings.APP_ROLE}:{password}@127.0.0.1:{self.port}{parts.path}"

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; a cut one ends with its reply swallowed."""
        upstream, downstream = await asyncio.open_unix_connection(self.socket)
        cut = asyncio.Event()
        pumps = [
            asyncio.ensure_future(self._forward(reader, downstream, cut)),
            asyncio.ensure_future(self._back(upstream, writer, cut)),
        ]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        writer.close()
        downstream.close()

    async def _forward(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while data := await reader.read(65_536):
            if _QUERY in data:
                self.asked += 1
                if self.asked % self.every == 0:
                    cut.set()
            writer.write(data)
            await writer.drain()

    async def _back(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while data := await reader.read(65_536):
            if cut.is_set():
                self.cuts += 1
                return
            writer.write(data)
            await writer.drain()


if __name__ == "__main__":
    sys.exit(main())
