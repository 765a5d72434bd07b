"""Worlds that many tests look at are built once; each test's own rows go when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.security import town, world
from tests.security.crawl import Crawl, crawl

Ground = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def passing_rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Ground:
    """A block whose rows are seen by all tests inside it and by none afterwards."""

    @contextmanager
    def block() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return block


@pytest.fixture(scope="session")
def ground(passing_rows: Ground, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The same, and a place for its files that goes as well."""

    @contextmanager
    def block() -> Iterator[None]:
        place = tmp_path_factory.mktemp("ground")
        with passing_rows(), override_settings(MEDIA_ROOT=place, DEBUG=False):
            yield

    return block


@pytest.fixture(scope="session")
def seen(ground: Ground) -> Crawl:
    """What each role sees on each page of the town."""
    with ground():
        return crawl(town.build())


@pytest.fixture(scope="module")
def two_agencies(passing_rows: Ground) -> Iterator[world.World]:
    """Two agencies that must not see one another, somebody of each role in the first."""
    with passing_rows():
        yield world.build()
