"""The collector waits for the last who holds it, and goes on after a failure."""

from __future__ import annotations

import gc

import pytest

from suluh.base.collector import collector_held


def test_it_is_held_until_the_last_has_left() -> None:
    with collector_held():
        with collector_held():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_lets_it_go_on() -> None:
    with pytest.raises(ZeroDivisionError), collector_held():
        raise ZeroDivisionError
    assert gc.isenabled()
