"""Answers kept for a moment in this process: what hundreds ask in one second is made once.

Only what everybody of an agency sees alike is kept, never what belongs to a person.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")
SECONDS = 2.0
MOST = 512


class Kept(Generic[T]):
    """A small store; the oldest answers go first. Two threads may make the same answer once each."""

    def __init__(self) -> None:
        _STORES.add(self)
        self._answers: OrderedDict[Hashable, tuple[float, T]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer for `key`, made anew after two seconds."""
        found = self._answers.get(key)
        if found is not None and found[0] > monotonic():
            return found[1]
        answer = make()
        self._answers[key] = (monotonic() + SECONDS, answer)
        self._answers.move_to_end(key)
        while len(self._answers) > MOST:
            self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()


_STORES: WeakSet[Kept[Any]] = WeakSet()


def forget_all() -> None:
    """Forget everything in every store of this process: between two tests."""
    for store in _STORES:
        store.clear()
