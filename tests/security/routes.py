"""Every route of the product, found by walking the URL resolver, and the case that probes it.

Each app offers `tests/probe.py` with `CASES`, keyed by route name. A route without a case fails
the build: nobody can add a page and forget to ask who may see it.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.security.world import World


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody may open it, or its object is public; `why` says so in a sentence.

    `make` creates such an object and gives the route's arguments.
    """

    why: str
    make: Callable[[World], Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """A page without an object in its address: it shows one's own things or one's agency's.

    `make` fills the foreign agency with things that carry the world's canary in their names.
    """

    make: Callable[[World], object] | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A page about one object.

    `make` creates the object in the foreign agency and gives the route's arguments; `absent`
    gives arguments of the same shape that name nothing (a random uuid, a number too large).
    """

    make: Callable[[World], Mapping[str, Any]]
    data: Mapping[str, Any] = field(default_factory=dict)


Case = Public | Own | Foreign


def routes() -> dict[str, URLPattern]:
    """Our routes by name; a route of ours without a name is named by its pattern."""
    return {pattern.name or str(pattern.pattern): pattern for pattern in _walk(get_resolver())}


def _walk(resolver: URLResolver) -> Iterator[URLPattern]:
    for part in resolver.url_patterns:
        if isinstance(part, URLResolver):
            yield from _walk(part)
        else:
            yield part


def cases() -> dict[str, Case]:
    """The cases of all apps."""
    found: dict[str, Case] = {}
    for app in settings.SULUH_APPS:
        name = f"{app}.tests.probe"
        if importlib.util.find_spec(name):
            found |= importlib.import_module(name).CASES
    return found
