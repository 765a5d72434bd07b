"""Paging of lists: one page more than shown tells whether there is a next one, without a count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `query` is the rest of the query string, ready for links.

    `before` and `after` name the rows at the ends of the page where it is found by key.
    """

    items: Sequence[T]
    number: int
    has_next: bool
    query: str
    total: int | None = None
    before: str = ""
    after: str = ""

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before this one."""
        return self.number > 1


@dataclass(frozen=True, slots=True)
class Key:
    """By what a long list is ordered: a column, the id that parts equals, and the public uuid."""

    column: str
    tie: str
    uuid: str
    is_descending: bool = False

    def order(self, *, backwards: bool = False) -> tuple[str, str]:
        """The ordering, or its reverse."""
        sign = "-" if self.is_descending != backwards else ""
        return f"{sign}{self.column}", f"{sign}{self.tie}"


def get_page(
    request: HttpRequest, rows: QuerySet[Any, T], *, size: int = 50, total: int | None = None
) -> Page[T]:
    """The page of `rows` asked for by `?halaman=`; a wrong number shows the first page."""
    number = _number(request)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    return Page(found[:size], number, len(found) > size, _rest(request), total)


def page_of(rows: Sequence[T] | QuerySet[Any, T], asked: str, *, size: int = 25) -> Page[T]:
    """The page of rows that are at hand or counted; a number beyond the last one shows the last."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    last = max(1, -(-total // size))
    number = min(max(int(asked), 1), last) if asked.isdecimal() and len(asked) < 7 else 1
    start = (number - 1) * size
    return Page(list(rows[start : start + size]), number, number < last, "", total)


def get_page_by_key(
    request: HttpRequest, rows: QuerySet[M], *, key: Key, size: int = 50
) -> Page[M]:
    """The page after the row of `?sesudah=`, or before that of `?sebelum=`, in the key's order.

    Counting off to page 6,000 reads all rows before it; going on from a row costs the same
    everywhere. `?halaman=` alone, from an old link, still counts off.
    """
    after, before = _edge(request, rows, key, "sesudah"), _edge(request, rows, key, "sebelum")
    if after is None and before is None:
        page = get_page(request, rows.order_by(*key.order()), size=size)
        return _marked(page.items, key, page=page)
    if after is not None:
        found = list(rows.filter(after).order_by(*key.order())[: size + 1])
        items, has_next = found[:size], len(found) > size
    else:
        assert before is not None
        backwards = rows.filter(before).order_by(*key.order(backwards=True))
        items, has_next = list(backwards[:size])[::-1], True
    return _marked(items, key, page=Page(items, _number(request), has_next, _rest(request)))


def _edge(request: HttpRequest, rows: QuerySet[M], key: Key, name: str) -> Q | None:
    """The condition of lying beyond the row that the address names; None where it names none."""
    try:
        uuid = UUID(request.GET[name])
    except (KeyError, ValueError):
        return None
    found = rows.filter(**{key.uuid: uuid}).values_list(key.column, key.tie).first()
    if found is None:
        return None
    side = "gt" if (name == "sesudah") != key.is_descending else "lt"
    column, tie = found
    beyond = Q(**{f"{key.column}__{side}": column}) | Q(**{f"{key.tie}__{side}": tie})
    return Q(**{f"{key.column}__{side}e": column}) & beyond  # a range first: the index begins there


def _marked(items: Sequence[M], key: Key, *, page: Page[M]) -> Page[M]:
    if not items:
        return page
    ends = [str(_value(row, key.uuid)) for row in (items[0], items[-1])]
    return Page(items, page.number, page.has_next, page.query, None, ends[0], ends[1])


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _rest(request: HttpRequest) -> str:
    query = request.GET.copy()
    for name in ("halaman", "sesudah", "sebelum"):
        query.pop(name, None)
    return query.urlencode()


def _number(request: HttpRequest) -> int:
    raw = request.GET.get("halaman", "1")
    return min(max(int(raw), 1), 100_000) if raw.isdecimal() and len(raw) < 7 else 1
