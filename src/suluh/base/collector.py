"""The garbage collector, held back where thousands of objects are made and all of them stay.

It looks at what is new again and again, finds nothing, and takes a quarter of the time. What is
released meanwhile goes as always, by its count of references; only circles wait for the end.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_holders: list[None] = []  # one for each block in which it is held; there is one collector


@contextmanager
def collector_held() -> Iterator[None]:
    """Inside no collection begins, in any thread; the last to leave lets it go on."""
    with _lock:
        _holders.append(None)
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _holders.pop()
            if not _holders:
                gc.enable()
