"""Paging of lists: one page more than shown tells whether there is a next one, without a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `query` is the rest of the query string, ready for links."""

    items: Sequence[T]
    number: int
    has_next: bool
    query: str
    total: int | None = None

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1


def get_page(
    request: HttpRequest, rows: QuerySet[M], *, size: int = 50, total: int | None = None
) -> Page[M]:
    """The page of `rows` asked for by `?halaman=`; a wrong number shows the first page."""
    number = _number(request)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    query = request.GET.copy()
    query.pop("halaman", None)
    return Page(found[:size], number, len(found) > size, query.urlencode(), total)


def _number(request: HttpRequest) -> int:
    raw = request.GET.get("halaman", "1")
    return min(max(int(raw), 1), 100_000) if raw.isdecimal() and len(raw) < 7 else 1
