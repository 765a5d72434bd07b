"""Writes of books: onto the shelf, corrected, off the shelf and back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.text import word_count
from suluh.library.actions.documents import keep_cover, keep_document
from suluh.library.actions.indexing import forget_index, index_again, index_book
from suluh.library.models import Book, BookCompetency
from suluh.library.queries.desk import own_book, require_librarian
from suluh.library.rules.pace import seconds_for
from suluh.library.types import BookFacts, Unpacked
from suluh.organisation.types import Actor


class AlreadyThere(DomainError):
    """The same file or the same ISBN stands on the shelf; `book` is that one."""

    code = "book_already_there"

    def __init__(self, sentence: object, book: Book) -> None:
        super().__init__(sentence)
        self.book = book


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file for the shelf: its bytes, and what was read out of them."""

    name: str
    data: bytes
    unpacked: Unpacked


def add_book(
    *, tenant_id: int, arrival: Arrival, facts: BookFacts, by_id: int | None, now: datetime
) -> Book:
    """Put a book onto the agency's shelf; raises AlreadyThere for the same file or ISBN."""
    document = keep_document(
        tenant_id=tenant_id, name=arrival.name, data=arrival.data, book=arrival.unpacked,
        by_id=by_id, now=now,
    )  # fmt: skip
    _refuse_twin(tenant_id, document.pk, facts.isbn)
    keep_cover(document, arrival.unpacked.cover)
    pages = arrival.unpacked.pages
    book = Book(
        tenant_id=tenant_id, document=document, **asdict(facts), pages=len(pages),
        words=sum(word_count(page.get("text", "")) for page in pages),
        needed=[seconds_for(page) for page in pages],
        titles=[page.get("title", "") for page in pages], has_cover=bool(arrival.unpacked.cover),
        created_by_id=by_id, created_at=now, changed_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            book.save()
    except IntegrityError:  # somebody adds the same at this moment
        _refuse_twin(tenant_id, document.pk, facts.isbn)
        raise
    index_book(book, pages)
    _record("library.book.added", book, by_id, now)
    return book


def _refuse_twin(tenant_id: int, document_id: int, isbn: str) -> None:
    rows = Book.objects.filter(tenant_id=tenant_id)
    same = rows.filter(document_id=document_id).first()
    if same is not None:
        raise AlreadyThere(_("Berkas yang sama sudah ada di rak."), same)
    twin = rows.filter(isbn=isbn).first() if isbn else None
    if twin is not None:
        raise AlreadyThere(_("Buku dengan ISBN yang sama sudah ada di rak."), twin)


def edit_book(
    *, actor: Actor, book: UUID, facts: BookFacts, competencies: Collection[int], now: datetime
) -> Book:
    """Correct what is said of a book; raises AlreadyThere for another book's ISBN."""
    found = _locked(actor, book)
    twin = Book.objects.filter(tenant_id=found.tenant_id, isbn=facts.isbn).exclude(pk=found.pk)
    if facts.isbn and (other := twin.first()) is not None:
        raise AlreadyThere(_("Buku dengan ISBN yang sama sudah ada di rak."), other)
    before = (found.title, found.authors, found.publisher, found.is_national)
    values = asdict(facts)
    for name, value in values.items():
        setattr(found, name, value)
    found.changed_at = now
    found.save(update_fields=[*values, "changed_at"])
    if before != (found.title, found.authors, found.publisher, found.is_national):
        index_again(found)
    set_competencies(book=found, competencies=competencies)
    _record("library.book.edited", found, actor.person_id, now)
    return found


def set_competencies(*, book: Book, competencies: Collection[int]) -> None:
    """What the book is about from now on, in place of what was said. The caller has asked who acts."""
    BookCompetency.objects.filter(book=book).exclude(competency_id__in=competencies).delete()
    for competency_id in competencies:
        BookCompetency.objects.get_or_create(
            book=book, competency_id=competency_id, defaults={"tenant_id": book.tenant_id}
        )


def withdraw_book(*, actor: Actor, book: UUID, now: datetime) -> None:
    """Take a book off the shelf; notes and readings stay, and it can be put back."""
    found = _locked(actor, book)
    if found.withdrawn_at is not None:
        return
    found.withdrawn_at = found.changed_at = now
    found.save(update_fields=["withdrawn_at", "changed_at"])
    forget_index(found)
    _record("library.book.withdrawn", found, actor.person_id, now)


def restore_book(*, actor: Actor, book: UUID, now: datetime) -> None:
    """Put a withdrawn book back."""
    found = _locked(actor, book)
    if found.withdrawn_at is None:
        return
    found.withdrawn_at, found.changed_at = None, now
    found.save(update_fields=["withdrawn_at", "changed_at"])
    index_again(found)
    _record("library.book.restored", found, actor.person_id, now)


def _locked(actor: Actor, book: UUID) -> Book:
    require_librarian(actor)
    found = own_book(actor, book)
    locked = Book.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()
    if locked is None:
        raise NotFound
    return locked


def _record(name: str, book: Book, by_id: int | None, now: datetime) -> None:
    record_event(
        name, at=now, tenant_id=book.tenant_id, actor_id=by_id, subject=book.uuid,
        data={"name": book.title},
    )  # fmt: skip
