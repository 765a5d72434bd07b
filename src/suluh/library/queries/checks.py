"""The test that belongs to a book, as the reader stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.library.models import Book
from suluh.library.ports import Check, reading_checks
from suluh.library.rules.crediting import LEAST_SCORE
from suluh.organisation.types import Actor


def checks_of(books: Iterable[Book], actor: Actor) -> dict[int, Check]:
    """By id of the book; books without a test are left out."""
    keyed = {book.pk: book.check_key for book in books if book.check_key}
    if not keyed:
        return {}
    found = reading_checks().standing(set(keyed.values()), person_id=actor.person_id)
    return {pk: found[key] for pk, key in keyed.items() if key in found}


def is_passed(check: Check | None) -> bool:
    """Whether it shows that the book was understood: done, and with marks enough."""
    if check is None or check.done_at is None or check.score is None:
        return False
    return check.score >= LEAST_SCORE


def check_choices(book: Book) -> list[tuple[UUID, str]]:
    """Tests that may be named with a book; the one that is named stays, though it is gone."""
    found = reading_checks().choices(book.tenant_id)
    if book.check_key and book.check_key not in dict(found):
        return [(book.check_key, _("Cek yang sekarang, pelatihannya sudah tutup")), *found]
    return found
