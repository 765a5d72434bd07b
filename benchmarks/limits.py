"""What the machine itself can do, measured beside the product: trivial answers, one hash."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.drive import Request, drive
from benchmarks.servers import site_environment
from tools import processes
from tools.environment import ROOT
from tools.site import Site, commands

_BODY = b"x" * 1024


def application(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The least a WSGI server can be asked for: a kilobyte."""
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(_BODY)))])
    return [_BODY]


def trivial_answers(seconds: int = 4, connections: int = 32) -> float:
    """Trivial answers a second of the very server that the site runs on."""
    port = processes.any_free_port()
    words = [word.replace("config.wsgi", "benchmarks.limits") for word in commands(port)["web"]]
    site = Site(port, site_environment(port))
    site.parts["web"] = processes.start(words, env=site.env, cwd=ROOT)
    try:
        site.wait_for(port)
        return drive(port, [Request("/")], seconds=seconds, connections=connections).per_s
    finally:
        site.stop()


def hashes_a_second(rounds: int = 20) -> float:
    """Password hashes a second of all processors together, from one that is timed."""
    from django.contrib.auth.hashers import make_password

    began = time.perf_counter()
    for _ in range(rounds):
        make_password("obor-terang-2026")
    return rounds / (time.perf_counter() - began) * (os.cpu_count() or 1)
