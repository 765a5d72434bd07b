"""Writes of lending: borrow, give back, wait; whoever is next is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.scope import scoped
from suluh.library.models import Book, Hold, Loan
from suluh.library.queries.loans import availability, out_now, waiting_for
from suluh.library.queries.shelf import place_of
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor


class NoCopyFree(DomainError):
    """All copies are out or kept for who asked earlier."""

    code = "no_copy_free"
    sentence = _("Semua salinan sedang dipinjam. Anda dapat mengantre.")


def borrow(*, actor: Actor, book: Book, now: datetime) -> Loan | None:
    """Take a copy until its date; None where the book is not limited. Twice is once."""
    if book.copies is None:
        return None
    with scoped(place_of(book, actor)):
        Book.objects.select_for_update(of=("self",)).get(pk=book.pk)
        stands = availability(book, actor, now=now)
        assert stands is not None
        if stands.loan is not None:
            return stands.loan
        if not stands.is_free:
            raise NoCopyFree
        Hold.objects.filter(book=book, person_id=actor.person_id, ended_at=None).update(
            ended_at=now
        )
        return Loan.objects.create(
            tenant_id=book.tenant_id, book=book, person_id=actor.person_id, borrowed_at=now,
            due_at=now + timedelta(days=book.loan_days),
        )  # fmt: skip


def give_back(*, actor: Actor, book: Book, now: datetime) -> None:
    """Return one's copy early; whoever waits first is told. Twice is once."""
    with scoped(place_of(book, actor)):
        Book.objects.select_for_update(of=("self",)).get(pk=book.pk)
        out = out_now(book, now).filter(person_id=actor.person_id)
        if out.update(returned_at=now):
            tell_next(book=book, now=now)


def wait(*, actor: Actor, book: Book, now: datetime) -> None:
    """Stand in line for a copy; one place for each person."""
    with scoped(place_of(book, actor)):
        Book.objects.select_for_update(of=("self",)).get(pk=book.pk)
        lapsed = Hold.objects.filter(book=book, person_id=actor.person_id, ended_at=None)
        current = waiting_for(book, now).filter(person_id=actor.person_id)
        if current.exists():
            return
        lapsed.update(ended_at=now)
        Hold.objects.create(
            tenant_id=book.tenant_id, book=book, person_id=actor.person_id, asked_at=now
        )


def stop_waiting(*, actor: Actor, book: Book, now: datetime) -> None:
    """Leave the line; what was kept for them goes to the next."""
    with scoped(place_of(book, actor)):
        held = Hold.objects.filter(book=book, person_id=actor.person_id, ended_at=None)
        if held.update(ended_at=now):
            tell_next(book=book, now=now)


def tell_next(*, book: Book, now: datetime) -> int:
    """Tell as many as there are free copies, in the order in which they asked; gives how many.

    Call it in the book's scope. Whoever is told once is not told again.
    """
    free = (book.copies or 0) - out_now(book, now).count()
    told = 0
    for hold in waiting_for(book, now)[: max(free, 0)]:
        if hold.offered_at is not None:
            continue
        hold.offered_at = now
        hold.save(update_fields=["offered_at"])
        _tell(hold, book, now)
        told += 1
    return told


@override("id")  # read by somebody else: not in the language of who acts
def _tell(hold: Hold, book: Book, now: datetime) -> None:
    message = Message(
        person_id=hold.person_id, key=f"pustaka-giliran:{hold.pk}", kind="library_turn",
        title=gettext("Buku yang Anda tunggu sudah ada"),
        body=gettext("“%(title)s” disimpan untuk Anda selama dua hari.") % {"title": book.title},
        link=f"/pustaka/{book.uuid}/",
    )  # fmt: skip
    notify(tenant_id=book.tenant_id, messages=[message], now=now)


def offer_returned(*, now: datetime) -> int:
    """After copies came back by themselves: tell who waits for them; gives how many were told."""
    waited = Hold.objects.filter(ended_at=None, offered_at=None).values("book_id")
    rows = Book.objects.filter(pk__in=waited, copies__gt=0, withdrawn_at=None)
    return sum(tell_next(book=book, now=now) for book in rows.order_by("pk")[:500])
