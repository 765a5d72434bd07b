"""The stage of a measurement: the sample with a crowd in it, people with sessions, rows to look at."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg

from benchmarks.drive import SECRET, TOKEN, Request, Wanted, drive
from benchmarks.servers import site_environment
from tools import processes
from tools.environment import ROOT, VENV
from tools.site import Site, commands
from tools.trouble import Trouble

SULUH = str(VENV / "bin/suluh")


@dataclass(frozen=True, slots=True)
class Crowd:
    """The sample's crowd: NIP of everyone, their password, and the two events to use."""

    nips: tuple[str, ...]
    password: str
    live_event: str
    open_event: str
    windows: dict[str, str]


def prepare(people: int) -> Crowd:
    """Migrate, load the sample with a crowd of so many people, and ready Django in this process."""
    os.environ["SULUH_SAMPLE"] = "1"
    env = site_environment(8000)
    subprocess.run([SULUH, "migrate"], env=env, check=True, stdout=subprocess.DEVNULL)
    words = [SULUH, "sample", "load", "--people", str(people)]
    done = subprocess.run(words, env=env, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    nips = Path(told["nips"]).read_text().split()[1:]
    run_sql("ANALYZE")
    start_django()
    return Crowd(
        tuple(nips), told["password"], told["live_event"], told["open_event"], told["windows"]
    )


def start_django() -> None:
    """Ready Django in this process, on the same database as the site."""
    import django

    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "SULUH_POOL": "0"}
    django.setup()
    os.environ.pop("SULUH_POOL")  # the site that is started next keeps its pool


def run_sql(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Run one statement as the owner, past all row policies."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("SELECT set_config('suluh.wide', 'on', false)")
        found = connection.execute(sql, values)
        return found.fetchall() if found.description else []


def one(sql: str, *values: Any) -> Any:
    """The first value of a statement's first row."""
    return run_sql(sql, *values)[0][0]


def sign_in(port: int, nips: Sequence[str], password: str) -> list[str]:
    """Sign people in by the form, as a browser would; gives their session keys in order."""

    def enter(nip: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        form = {"csrfmiddlewaretoken": TOKEN, "login": nip, "password": password}
        headers = {
            "Cookie": f"csrftoken={SECRET}", "Content-Type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        connection.request("POST", "/masuk/", urlencode(form), headers)
        cookies = connection.getresponse().headers.get_all("Set-Cookie") or []
        connection.close()
        keys = [c.split(";")[0].partition("=")[2] for c in cookies if c.startswith("sessionid=")]
        if not keys:
            raise Trouble(f"Signing in as {nip} gave no session.")
        return keys[0]

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(enter, nips))


def make_sessions(nips: Sequence[str]) -> list[str]:
    """Sessions such as signing in leaves, written in one go (a hash costs 20 ms each)."""
    from datetime import timedelta

    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils import timezone

    from suluh.identity.models import Account, Session
    from suluh.identity.sessions import SessionStore

    store, end = SessionStore(), timezone.now() + timedelta(days=1)
    accounts = {a.username: a for a in Account.objects.filter(username__in=nips)}
    rows = []
    for nip in nips:
        account = accounts[nip]
        data = {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        }
        rows.append(
            Session(
                session_key=store._get_new_session_key(), session_data=store.encode(data),
                expire_date=end, account_id=account.pk,
            )
        )  # fmt: skip
    Session.objects.bulk_create(rows, batch_size=2000)
    run_sql("ANALYZE identity_session")
    return [row.session_key for row in rows]


def start_workers(site: Site, count: int, *, concurrency: int = 1) -> None:
    """Worker processes beside the site; they end with it."""
    argv = [*commands(site.port)["worker"], "--concurrency", str(concurrency)]
    for number in range(count):
        site.parts[f"worker {number}"] = processes.start(argv, env=site.env, cwd=ROOT)


def wait_until(sql: str, *values: Any, reaches: int, patience: float = 600) -> float:
    """Seconds until the number that the statement gives is so high."""
    began = time.monotonic()
    while (found := one(sql, *values)) < reaches:
        if time.monotonic() - began > patience:
            raise Trouble(f"After {patience:.0f} s there are {found} of {reaches}: {sql}")
        time.sleep(0.2)
    return time.monotonic() - began


def wait_for_long_jobs() -> None:
    """Until none is left: the sample's videos are packed when a worker first starts."""
    left = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'long' AND status IN ('todo', 'doing')"
    wait_until(f"SELECT (({left}) = 0)::int", reaches=1)


def warm(port: int, keys: Sequence[str]) -> None:
    """Let every worker of the web server load its code and templates before anything is timed."""
    pages = [Request("/masuk/"), Request("/acara/"), *(Request("/", key) for key in keys)]
    drive(port, pages, Wanted(text="</html>"), seconds=3, connections=16)
