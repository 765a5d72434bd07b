"""Reads of reading lists."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotFound
from suluh.base.scope import current_scope
from suluh.library.models import Book, ListEntry, ReadingList
from suluh.library.queries.desk import require_librarian
from suluh.library.queries.shelf import visible_books
from suluh.organisation.types import Actor

_OPEN = Q(entries__book__withdrawn_at=None)


def visible_lists(*, text: str = "") -> QuerySet[ReadingList]:
    """Lists that the scope's person may see: of the own agency, and national ones."""
    scope = current_scope()
    rows = ReadingList.reachable.filter(
        Q(tenant_id=scope.tenant_id or 0) | Q(is_national=True), archived_at=None
    )
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(summary__icontains=text))
    return rows.annotate(size=Count("entries", filter=_OPEN)).order_by("-created_at", "-id")


def get_list(uuid: UUID) -> ReadingList:
    """One of those."""
    found = visible_lists().select_related("tenant").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def entries_of(reading_list: ReadingList) -> list[ListEntry]:
    """Its books that the person may open, in order."""
    rows = ListEntry.reachable.select_related("book").filter(
        reading_list=reading_list, book__in=visible_books()
    )
    return list(rows.defer("book__needed", "book__titles").order_by("order", "id"))


def lists_with(book: Book) -> list[ReadingList]:
    """Lists in which the book stands."""
    return list(visible_lists().filter(entries__book=book)[:10])


def desk_lists(actor: Actor, *, text: str = "") -> QuerySet[ReadingList]:
    """The agency's own lists, as their editor sees them."""
    rows = ReadingList.objects.filter(tenant_id=require_librarian(actor), archived_at=None)
    if text:
        rows = rows.filter(title__icontains=text)
    return rows.annotate(size=Count("entries")).order_by("-created_at", "-id")


def own_list(actor: Actor, uuid: UUID) -> ReadingList:
    """One of the agency's own."""
    found = desk_lists(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def own_entries(reading_list: ReadingList) -> list[ListEntry]:
    """All its books, for its editor."""
    rows = ListEntry.objects.select_related("book").filter(reading_list=reading_list)
    return list(rows.order_by("order", "id"))
