"""Reads of the shelf: which books somebody may open, and what narrows them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotFound
from suluh.base.scope import Scope, current_scope
from suluh.library.models import Book
from suluh.organisation.types import Actor

LENGTHS = {"singkat": (0, 6_000), "sedang": (6_000, 30_000), "panjang": (30_000, 10**9)}


@dataclass(frozen=True, slots=True)
class ShelfFilter:
    """What a person narrows the shelf by; empty fields narrow nothing."""

    topic: str = ""
    language: str = ""
    year: int | None = None
    length: str = ""
    competency: UUID | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.topic or self.language or self.year or self.length or self.competency)


@dataclass(frozen=True, slots=True)
class Facets:
    """Values that occur on the shelf, with how many books each."""

    total: int
    topics: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    years: list[tuple[int, int]]


def visible_books() -> QuerySet[Book]:
    """Books that the scope's person may open: of the own agency, and national ones."""
    scope = current_scope()
    return Book.reachable.filter(
        Q(tenant_id=scope.tenant_id or 0) | Q(is_national=True), withdrawn_at=None
    )


def shelf(wanted: ShelfFilter) -> QuerySet[Book]:
    """Those books narrowed, newest first; without the columns a list does not show."""
    rows = visible_books()
    if wanted.topic:
        rows = rows.filter(topic=wanted.topic)
    if wanted.language:
        rows = rows.filter(language=wanted.language)
    if wanted.year:
        rows = rows.filter(year=wanted.year)
    if wanted.competency:
        rows = rows.filter(competencies__competency__uuid=wanted.competency)
    if wanted.length in LENGTHS:
        least, most = LENGTHS[wanted.length]
        rows = rows.filter(words__gte=least, words__lt=most)
    return rows.defer("synopsis", "needed", "titles").order_by("-created_at", "-id")


def get_book(book: UUID) -> Book:
    """A book that the scope's person may open; absent and foreign look alike."""
    found = visible_books().select_related("tenant", "document").filter(uuid=book).first()
    if found is None:
        raise NotFound
    return found


def place_of(book: Book, actor: Actor) -> Scope:
    """The scope in which the book's pages are read and its reader's rows are written."""
    return Scope(tenant_id=book.tenant_id, person_id=actor.person_id)


def facets(*, minute: int) -> Facets:
    """What the facets offer, as fresh as the minute."""
    return _facets(current_scope().tenant_id, minute)


@lru_cache(maxsize=256)
def _facets(_tenant_id: int | None, _minute: int) -> Facets:
    rows = list(
        visible_books().order_by().values_list("topic", "language", "year").annotate(n=Count("pk"))
    )
    topics, languages, years = {}, {}, {}  # type: dict[str, int], dict[str, int], dict[int, int]
    for topic, language, year, count in rows:
        topics[topic] = topics.get(topic, 0) + count
        languages[language] = languages.get(language, 0) + count
        if year:
            years[year] = years.get(year, 0) + count
    return Facets(
        sum(row[3] for row in rows),
        sorted(topics.items(), key=lambda each: -each[1]),
        sorted(languages.items(), key=lambda each: -each[1]),
        sorted(years.items(), reverse=True),
    )
