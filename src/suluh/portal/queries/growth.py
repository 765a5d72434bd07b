"""What one's own development looks like today: map, next step, plan, books, claims, index."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from suluh.base.clock import local_date
from suluh.competency.queries import PersonMap
from suluh.library.queries.reader import Begun, begun_books
from suluh.organisation.types import Actor
from suluh.planning.queries.advice import Advice, advice_for
from suluh.planning.queries.plans import PlanPage, own_plan, page_of
from suluh.planning.types import Scored
from suluh.recognition.models import Claim
from suluh.recognition.queries.claims import counts_of
from suluh.reporting.queries.index_pages import IndexPage, my_index

BOOKS = 2
_UNDER_WAY = (Claim.State.ASKED, Claim.State.CONFIRMING)


@dataclass(frozen=True, slots=True)
class Growth:
    """The page's parts; a guest, whom no agency employs, has only books."""

    year: int
    books: list[Begun]
    advice: Advice | None = None
    plan: PlanPage | None = None
    index: IndexPage | None = None
    waiting: int = 0

    @property
    def map(self) -> PersonMap | None:
        """Standard against held."""
        return self.advice.map if self.advice else None

    @property
    def percent(self) -> int | None:
        """Job Person Match in percent; None where no standard is known."""
        share = self.map.match.share if self.map else None
        return None if share is None else round(100 * share)

    @property
    def next_step(self) -> Scored | None:
        """The best recommendation."""
        return next(iter(self.advice.best), None) if self.advice else None


def get_growth(actor: Actor, *, now: datetime) -> Growth:
    """Everything on one page; a fixed number of queries."""
    today = local_date(now, actor.zone)
    books = begun_books(actor, most=BOOKS)
    if actor.agency_id is None:
        return Growth(today.year, books)
    plan = own_plan(actor, today.year)
    claims = counts_of(actor)
    return Growth(
        year=today.year,
        books=books,
        advice=advice_for(actor, now=now),
        plan=page_of(plan, today=today) if plan else None,
        index=my_index(actor, day=today),
        waiting=sum(claims.get(state, 0) for state in _UNDER_WAY),
    )
