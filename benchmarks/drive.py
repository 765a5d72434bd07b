"""Load over HTTP: wrk sends requests and looks at every answer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.trouble import Trouble

SECRET = "u" * 32  # a CSRF secret, and the token it makes where the mask is all zeros:
TOKEN = "a" * 32 + SECRET  # "a" is the first letter of Django's alphabet


@dataclass(frozen=True, slots=True)
class Request:
    """One request: a body makes it a POST with its CSRF token."""

    path: str
    session: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a good answer looks like: its status, and a text in the body or the Location."""

    status: int = 200
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load gave; `requests` are answers of any kind, `good` those that were as wanted."""

    requests: int
    seconds: float
    good: int
    errors: int
    p50_ms: float
    p95_ms: float
    p99_ms: float

    @property
    def per_s(self) -> float:
        """Good answers a second."""
        return self.good / self.seconds if self.seconds else 0.0

    def figures(self) -> dict[str, Any]:
        """The figures for the JSON line."""
        return {
            "per_s": round(self.per_s, 1),
            "p50_ms": round(self.p50_ms, 1),
            "p95_ms": round(self.p95_ms, 1),
            "p99_ms": round(self.p99_ms, 1),
            "errors": self.errors,
        }


def drive(
    port: int,
    requests: Sequence[Request],
    wanted: Wanted = Wanted(),
    *,
    seconds: int = 10,
    connections: int = 32,
) -> Outcome:
    """Send the requests over and over for so many seconds."""
    return _run(port, requests, wanted, seconds=seconds, connections=connections, once=False)


def drive_once(
    port: int,
    requests: Sequence[Request],
    wanted: Wanted = Wanted(),
    *,
    connections: int = 32,
    patience: int = 600,
) -> Outcome:
    """Send each request once (a few of the first ones again while the last are answered)."""
    return _run(port, requests, wanted, seconds=patience, connections=connections, once=True)


def _run(
    port: int,
    requests: Sequence[Request],
    wanted: Wanted,
    *,
    seconds: int,
    connections: int,
    once: bool,
) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "requests"
        lines.write_text("".join(f"{r.path}\t{r.session}\t{r.body}\n" for r in requests))
        words = {
            "UKUR_REQUESTS": str(lines), "UKUR_ONCE": str(connections) if once else "", "UKUR_TOKEN": TOKEN,
            "UKUR_SECRET": SECRET, "UKUR_STATUS": str(wanted.status), "UKUR_FIND": wanted.text,
        }  # fmt: skip
        lua = str(Path(__file__).with_name("drive.lua"))
        argv = [_wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "-s", lua]
        done = subprocess.run(
            [*argv, f"http://127.0.0.1:{port}"], capture_output=True, text=True, check=True,
            errors="replace", env=os.environ | words,
        )  # fmt: skip
    sys.stderr.write(done.stderr)
    found = [line for line in done.stdout.splitlines() if line.startswith("UKUR ")]
    read: dict[str, int] = json.loads(found[-1][5:])
    return Outcome(
        requests=read["requests"],
        seconds=read["us"] / 1e6,
        good=read["good"],
        errors=read["bad"] + read["socket"],
        p50_ms=read["p50"] / 1000,
        p95_ms=read["p95"] / 1000,
        p99_ms=read["p99"] / 1000,
    )


def _wrk() -> str:
    """Path of wrk, installed where this machine allows it."""
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.call(["apt-get", "-qq", "install", "-y", "wrk"], stdout=sys.stderr)
        found = shutil.which("wrk")
    if found is None:
        raise Trouble("This measurement needs wrk: sudo apt-get install wrk")
    return found
