"""Live streams: how many pages one server holds open, and how soon an announcement is everywhere."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path
from uuid import uuid4

import psycopg

from benchmarks import report, servers
from suluh.live.settings import from_environment
from suluh.live.token import make_token

TARGET_MS = 1000  # an announcement is everywhere


def main() -> int:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=7_700)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--save", action="store_true", help="keep the result in results/")
    given = parser.parse_args()
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    _give_role()
    with servers.serving("live") as site:
        os.environ |= {"SULUH_URL": site.env["SULUH_URL"]}
        result = asyncio.run(_measure(site.port + 1, given.streams, given.rounds))
        result["server_mb"] = _memory_mb(site.parts["live"].pid)
    result["ok"] = result["errors"] == 0 and bool(result["p99_ms"] <= TARGET_MS)
    result["share_of_limit"] = round(result["p99_ms"] / TARGET_MS, 3)
    return report.finish(
        {"name": "live", **result, "limit": TARGET_MS, "target": TARGET_MS}, save=given.save
    )


def _give_role() -> None:
    """The application role, as `suluh migrate` makes it."""
    import subprocess

    migrate = [sys.executable, "manage.py", "suluh_migrate", "-v", "0"]
    subprocess.run(migrate, check=True, stdout=subprocess.DEVNULL)


async def _measure(port: int, streams: int, rounds: int) -> dict[str, float]:
    offering = str(uuid4())
    path = f"/aliran/?t={make_token(from_environment().key, offering=offering, now=time.time())}"
    began = time.monotonic()
    gate = asyncio.Semaphore(200)
    opened = await asyncio.gather(*(_open(port, path, gate) for _ in range(streams)))
    connect_s = time.monotonic() - began
    pages = [page for page in opened if page is not None]
    await asyncio.sleep(1.0)
    delays: list[float] = []
    lost = 0
    for number in range(rounds):
        waits = [asyncio.create_task(_hear(page[0], number)) for page in pages]
        await asyncio.sleep(0.5)
        said = time.monotonic()
        _say(offering, number)
        done, late = await asyncio.wait(waits, timeout=20)
        delays += [task.result() - said for task in done]
        lost += len(late)
        for task in late:
            task.cancel()
    for _, writer in pages:
        writer.close()
    marks = statistics.quantiles(delays, n=100)
    return {
        "streams": len(pages), "connect_s": round(connect_s, 2), "rounds": rounds,
        "ms": round(max(delays) * 1000), "p50_ms": round(marks[49] * 1000),
        "p95_ms": round(marks[94] * 1000), "p99_ms": round(marks[98] * 1000),
        "errors": streams - len(pages) + lost,
    }  # fmt: skip


async def _open(
    port: int, path: str, gate: asyncio.Semaphore
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
    async with gate:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=4096)
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
            return (reader, writer) if b" 200 " in head.split(b"\r\n")[0] else None
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            return None


async def _hear(reader: asyncio.StreamReader, number: int) -> float:
    mark = f'"n":{number}'.encode()
    while mark not in await reader.readline():
        continue
    return time.monotonic()


def _say(offering: str, number: int) -> None:
    news = {
        "o": offering,
        "t": "announcement",
        "d": {"n": number, "text": "Kehadiran pulang dibuka."},
    }
    text = json.dumps(news, separators=(",", ":"))
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT pg_notify('suluh_live', %s)", [text])


def _memory_mb(parent: int) -> int:
    """Resident memory of the server and its children."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
        if int(fields["Pid"]) == parent or int(fields["PPid"]) == parent:
            total += int(fields.get("VmRSS", "0 kB").split()[0])
    return total // 1024


if __name__ == "__main__":
    sys.exit(main())
