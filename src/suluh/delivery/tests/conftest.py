"""Fixtures of delivery's tests."""

from __future__ import annotations

import pytest

from suluh.delivery.queries import catalogue as catalogue_queries


@pytest.fixture(autouse=True)
def _no_choices_kept() -> None:
    """What a process remembers must not pass from one test to the next."""
    catalogue_queries._choices.cache_clear()
