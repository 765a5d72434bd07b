"""Which competencies books are about."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from suluh.base.scope import current_scope
from suluh.competency.models import Competency
from suluh.library.models import Book, BookCompetency
from suluh.library.queries.shelf import visible_books


def competency_choices() -> list[tuple[int, str]]:
    """The national dictionary and the agency's own, for a form."""
    own = current_scope().tenant_id or 0
    rows = Competency.objects.filter(Q(tenant=None) | Q(tenant_id=own), closed_on=None)
    return [(row.pk, f"{row.code} {row.name}") for row in rows]


def competencies_of(book: Book) -> list[int]:
    """Ids of those the book is about."""
    rows = BookCompetency.reachable.filter(book=book).order_by("pk")
    return list(rows.values_list("competency_id", flat=True))


def names_of(book: Book) -> list[tuple[UUID, str]]:
    """Those the book is about, for people."""
    rows = BookCompetency.reachable.filter(book=book).order_by("competency__code")
    return list(rows.values_list("competency__uuid", "competency__name"))


def competencies_on_shelf() -> list[tuple[UUID, str]]:
    """Those that some book is about which the scope's person may open."""
    rows = BookCompetency.reachable.filter(book__in=visible_books())
    found = rows.order_by("competency__family", "competency__code").values_list(
        "competency__uuid", "competency__name"
    )
    return list(dict.fromkeys(found))
