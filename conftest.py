"""What every test stands on: a real PostgreSQL with the real roles, and no way to the internet.

Tests talk to the database as `suluh_app`, the role of production, which owns nothing. Each run
migrates one template database as the owner; every test process gets a copy of it.
"""

from __future__ import annotations

import io
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from hypothesis import HealthCheck
from hypothesis import settings as property_settings
from pytest_django.plugin import DjangoDbBlocker
from xdist.scheduler import LoadScopeScheduling

LOCK = 7_310_485
# Properties are true at any speed: a busy machine is no fault of theirs.
property_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
property_settings.load_profile("house")
# One site serves all journeys, one crawl all that look at it; both take a minute to make.
GROUNDS = {
    "tests/journeys/": "site",
    "tests/offline/": "site",
    "tests/security/test_exports.py": "crawl",
    "tests/security/test_seen.py": "crawl",
}
LONGEST_FIRST = ("tests/journeys/", "tests/offline/", "tests/security/")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start without a database; close the door to other machines."""
    if not os.environ.get("DATABASE_URL"):
        raise pytest.UsageError("No DATABASE_URL: run the tests by `python3 dev.py test`.")
    # Each test client builds the middleware anew; looking up 240 static files takes a tenth of it.
    settings.WHITENOISE_AUTOREFRESH = True
    socket.socket.connect = _only_here(socket.socket.connect)  # type: ignore[method-assign]
    socket.socket.connect_ex = _only_here(socket.socket.connect_ex)  # type: ignore[method-assign]


class Together(LoadScopeScheduling):
    """Hands out test by test, and all that share a costly ground to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return next((GROUNDS[place] for place in GROUNDS if nodeid.startswith(place)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """The order of collection is the order of work: what takes longest begins first."""
    return Together(config, log)


def _turn(item: pytest.Item) -> int:
    found = (turn for turn, place in enumerate(LONGEST_FIRST) if item.nodeid.startswith(place))
    return next(found, len(LONGEST_FIRST))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Django's way of emptying tables needs the owner: tests that commit use `committed_db`."""
    items.sort(key=_turn)
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark and (mark.kwargs.get("transaction") or "transactional_db" in item.fixturenames):  # type: ignore[attr-defined]
            raise pytest.UsageError(f"{item.nodeid}: use the fixture committed_db instead.")


def _only_here(connect: Any) -> Any:
    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family != socket.AF_UNIX and address[0] not in LOOPBACK:
            raise RuntimeError(f"A test tried to reach {address!r}.")
        return connect(self, address)

    return guarded


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_blocker: DjangoDbBlocker, testrun_uid: str, worker_id: str
) -> Iterator[None]:
    """A database of this process's own, copied from the run's migrated template."""
    name = f"suluh_test_{testrun_uid[:8]}_{worker_id}"
    template = _template(testrun_uid)
    with django_db_blocker.unblock():
        with _owner_connection() as owner:
            _make_template(owner, template)
            _use_database(owner, name, template)
        yield
        with _owner_connection() as owner:
            _close()
            _drop(owner, name)


@pytest.fixture
def committed_db(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
    testrun_uid: str,
) -> Iterator[None]:
    """For tests that must commit (threads, processes, real servers): a fresh copy afterwards.

    Use it instead of the mark `django_db`, never together with it.
    """
    if request.node.get_closest_marker("django_db") or "db" in request.fixturenames:
        pytest.fail("committed_db and django_db exclude each other.")
    with django_db_blocker.unblock():
        yield
        name = settings.DATABASES["default"]["NAME"]
        with _owner_connection() as owner:
            _use_database(owner, name, _template(testrun_uid))
        cache.close()


@pytest.fixture
def database_url(django_db_setup: None) -> str:
    """DATABASE_URL of this process's own database, for tests that start processes."""
    return _address(settings.DATABASES["default"]["NAME"])


@pytest.fixture(scope="session")
def another_database(
    django_db_setup: None, testrun_uid: str, worker_id: str
) -> Iterator[Callable[[str], str]]:
    """Makes a further migrated database for this run and gives its DATABASE_URL."""
    made = []

    def make(purpose: str) -> str:
        name = f"suluh_test_{testrun_uid[:8]}_{worker_id}_{purpose}"
        with _owner_connection() as owner:
            _copy(owner, name, _template(testrun_uid))
        made.append(name)
        return _address(name)

    yield make
    with _owner_connection() as owner:
        for name in made:
            _drop(owner, name)


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Uploaded and rendered files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What a process keeps for two seconds must not pass from one test to the next."""
    from suluh.base.kept import forget_all

    forget_all()


def _template(testrun_uid: str) -> str:
    """Name of the migrated database: kept between runs by dev.py, which names it by its sources."""
    return os.environ.get("SULUH_TEST_TEMPLATE") or f"suluh_template_{testrun_uid[:8]}"


def _make_template(owner: psycopg.Connection[Any], template: str) -> None:
    """Migrate the template once; other processes wait for the first. It is whole when named."""
    half_made = f"{template}_{os.getpid()}"
    owner.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
        if found is None:
            owner.execute(f'CREATE DATABASE "{half_made}"')
            _point_to(half_made)
            call_command("suluh_migrate", verbosity=0, stdout=io.StringIO())
            _close()
            owner.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{template}"')
    finally:
        owner.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _use_database(owner: psycopg.Connection[Any], name: str, template: str) -> None:
    _close()
    _copy(owner, name, template)
    _point_to(name)


def _copy(owner: psycopg.Connection[Any], name: str, template: str) -> None:
    """One at a time: PostgreSQL copies a database only while nobody else is in it."""
    _drop(owner, name)
    owner.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    owner.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _drop(owner: psycopg.Connection[Any], name: str) -> None:
    """Drop it as soon as the application's last connection, which we may not end, is gone."""
    for _attempt in range(50):
        try:
            owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.05)
        else:
            return
    owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _point_to(name: str) -> None:
    _close()
    for alias in ("default", "owner"):
        settings.DATABASES[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name
    os.environ["SULUH_TEST_DATABASE"] = name


def _close() -> None:
    for connection in connections.all(initialized_only=True):
        connection.close()


def _address(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


@contextmanager
def _owner_connection() -> Iterator[psycopg.Connection[Any]]:
    """A connection outside Django, to the database that is nobody's test database."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield connection
