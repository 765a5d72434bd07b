"""Reads of lending: whether a copy is free, one's own loan, who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from suluh.base.scope import scoped
from suluh.library.models import Book, Hold, Loan
from suluh.library.queries.shelf import place_of
from suluh.library.rules.lending import KEPT_DAYS, may_borrow
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Availability:
    """How a limited book stands for one person. `ahead`: who asked before them and still waits."""

    copies: int
    out: int
    ahead: int
    waiting: int
    loan: Loan | None
    hold: Hold | None

    @property
    def is_free(self) -> bool:
        """Whether the person may borrow now."""
        return may_borrow(copies=self.copies, out=self.out, ahead=self.ahead)


def out_now(book: Book, now: datetime) -> QuerySet[Loan]:
    """Loans whose copy is out; what is past its date is back by itself."""
    return Loan.objects.filter(book=book, returned_at=None, due_at__gt=now)


def waiting_for(book: Book, now: datetime) -> QuerySet[Hold]:
    """Who waits, in order; whoever was told and did not come in time waits no more."""
    told_long_ago = now - timedelta(days=KEPT_DAYS)
    rows = Hold.objects.filter(book=book, ended_at=None)
    return rows.filter(Q(offered_at=None) | Q(offered_at__gt=told_long_ago)).order_by(
        "asked_at", "id"
    )


def own_loan(book: Book, actor: Actor, now: datetime) -> Loan | None:
    """The actor's copy, while it is out."""
    rows = Loan.reachable.filter(
        book=book, person_id=actor.person_id, returned_at=None, due_at__gt=now
    )
    return rows.first()


def may_read(book: Book, actor: Actor, now: datetime) -> bool:
    """Whether the book opens: it is not limited, or the actor has a copy."""
    return book.copies is None or own_loan(book, actor, now) is not None


def availability(book: Book, actor: Actor, *, now: datetime) -> Availability | None:
    """How a limited book stands for the actor; None where it is not limited."""
    if book.copies is None:
        return None
    with scoped(place_of(book, actor)):
        loans = list(out_now(book, now))
        holds = list(waiting_for(book, now))
    own = next((each for each in holds if each.person_id == actor.person_id), None)
    ahead = holds.index(own) if own else len(holds)
    loan = next((each for each in loans if each.person_id == actor.person_id), None)
    return Availability(book.copies, len(loans), ahead, len(holds), loan, own)


def loans_of(actor: Actor, now: datetime) -> list[Loan]:
    """What the actor has borrowed, the first due first."""
    rows = Loan.reachable.select_related("book").filter(
        person_id=actor.person_id, returned_at=None, due_at__gt=now
    )
    return list(rows.order_by("due_at")[:20])
