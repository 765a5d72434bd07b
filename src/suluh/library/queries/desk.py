"""Reads of the librarian's desk: the agency's own books, also those withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.library.models import Book
from suluh.library.rules.isbn import read_isbn
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor

STATES = ("rak", "ditarik")


def require_librarian(actor: Actor) -> int:
    """Id of the agency whose shelf the actor looks after; raises NotAllowed for others."""
    home = home_of(actor)
    require(actor, Permission.LIBRARY_MANAGE, agency_id=home)
    return home


def own_book(actor: Actor, book: UUID) -> Book:
    """A book of the actor's shelf, also a withdrawn one."""
    home = require_librarian(actor)
    rows = Book.objects.select_related("document", "tenant")
    found = rows.filter(tenant_id=home, uuid=book).first()
    if found is None:
        raise NotFound
    return found


def desk_books(
    actor: Actor, *, text: str = "", state: str = "rak", topic: str = ""
) -> QuerySet[Book]:
    """The shelf as its librarian sees it, newest first."""
    rows = Book.objects.filter(tenant_id=require_librarian(actor))
    rows = rows.filter(withdrawn_at__isnull=state != "ditarik")
    if topic:
        rows = rows.filter(topic=topic)
    if text:
        found = Q(title__icontains=text) | Q(authors__icontains=text)
        isbn = read_isbn(text)
        rows = rows.filter(found | Q(isbn=isbn) if isbn else found)
    return rows.defer("synopsis", "needed", "titles")
