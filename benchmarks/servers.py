"""The real server for a measurement, and the limits of the machine measured beside it."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg

from tools import devdb, processes
from tools.environment import VENV
from tools.site import Site, environment

_TABLE = "CREATE TABLE IF NOT EXISTS ukur_batas (id bigserial PRIMARY KEY, a bigint, b text)"
_INSERT = "INSERT INTO ukur_batas (a, b) VALUES (1, 'dua')"


def site_environment(port: int) -> dict[str, str]:
    """Environment of a site on this port with the database and files of this measurement."""
    var = Path(os.environ.get("SULUH_VAR", "var")).resolve()
    return os.environ | environment(os.environ["DATABASE_URL"], port=port, var=var)


@contextmanager
def serving(*parts: str) -> Iterator[Site]:
    """The named parts of the site (web, live, worker) for the length of the block."""
    port = processes.any_free_port()
    site = Site(port, site_environment(port))
    try:
        for part in parts:
            site.start_part(part)
        for part, number in (("web", port), ("live", port + 1)):
            if part in parts:
                site.wait_for(number)
        yield site
    finally:
        site.stop()


def durable_inserts(seconds: int = 5, clients: int = 32) -> float:
    """Durable one-row inserts a second: by pgbench where it is, else from psycopg."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(_TABLE)
        bench = devdb.binaries(VENV) / "pgbench"
        try:
            return _by_pgbench(str(bench), seconds, clients)
        except (OSError, subprocess.SubprocessError):
            return _by_psycopg(seconds, clients)
        finally:
            connection.execute("DROP TABLE ukur_batas")


def _by_pgbench(program: str, seconds: int, clients: int) -> float:
    parts = urlsplit(os.environ["DATABASE_URL"])
    query = Path(os.environ.get("SULUH_VAR", "var")) / "ukur.sql"
    query.write_text(_INSERT + ";\n")
    words = [program, "-n", "-f", str(query), "-c", str(clients), "-j", "2", "-T", str(seconds)]
    words += ["-h", unquote(parts.hostname or ""), "-U", unquote(parts.username or "")]
    done = subprocess.run(
        [*words, parts.path.lstrip("/")], capture_output=True, text=True, check=True
    )
    found = [line for line in done.stdout.splitlines() if line.startswith("tps = ")]
    return float(found[-1].split()[2])


def _by_psycopg(seconds: int, clients: int) -> float:
    def work(_number: int) -> int:
        done = 0
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            while time.monotonic() < deadline:
                connection.execute(_INSERT)
                done += 1
        return done

    deadline = time.monotonic() + seconds
    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(work, range(clients))) / seconds
