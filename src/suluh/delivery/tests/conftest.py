"""Fixtures of delivery's tests."""

from __future__ import annotations

import pytest

from suluh.delivery.queries import catalogue as catalogue_queries
from suluh.delivery.views import catalogue, event


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What a process keeps for a moment must not pass from one test to the next."""
    for store in (catalogue._LISTINGS, event._PROGRAMMES, event._PARTS):
        store.clear()
    catalogue_queries._choices.cache_clear()
