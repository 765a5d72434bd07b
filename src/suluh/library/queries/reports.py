"""Reads of reading reports: which books wait to be reported, and what became of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from suluh.library.models import BookReading, BookReport
from suluh.library.ports import Check
from suluh.library.queries.checks import checks_of, is_passed
from suluh.library.rules import pace
from suluh.library.rules.crediting import LEAST_SHARE, minutes_read
from suluh.organisation.types import Actor
from suluh.recognition.models import Claim
from suluh.recognition.queries.claims import my_claims
from suluh.standards.jp import MINUTES_PER_JP


@dataclass(frozen=True, slots=True)
class Ready:
    """A book read through and not yet reported, with the minutes that count and its test."""

    reading: BookReading
    minutes: int
    check: Check | None = None

    @property
    def is_passed(self) -> bool:
        """Whether its test is passed: then nobody need read a report on it."""
        return is_passed(self.check)


@dataclass(frozen=True, slots=True)
class Told:
    """An earlier report and the state of its claim, for people."""

    report: BookReport
    titles: list[str]
    state: str
    label: str


def ready_readings(actor: Actor) -> list[Ready]:
    """Books that the actor has read through and not reported."""
    rows = BookReading.reachable.select_related("book").filter(
        person_id=actor.person_id, report=None
    )
    through = [
        row for row in rows.order_by("begun_at")[:500]
        if pace.coverage(row.book.needed, row.seconds).share >= LEAST_SHARE
    ]  # fmt: skip
    checks = checks_of([row.book for row in through], actor)
    return [
        Ready(row, minutes_read(row.book.needed, row.seconds), checks.get(row.book_id))
        for row in through
    ]


def missing_minutes(ready: Sequence[Ready]) -> int:
    """How many minutes are still lacking for one JP; 0 where there are enough."""
    return max(MINUTES_PER_JP - sum(each.minutes for each in ready), 0)


def is_booked(actor: Actor, report: BookReport) -> bool:
    """Whether the JP of a report stand in the book already."""
    return my_claims(actor).filter(uuid=report.claim, state=Claim.State.APPROVED).exists()


def reports_of(actor: Actor) -> list[Told]:
    """The actor's reports, latest first."""
    rows = list(
        BookReport.reachable.filter(person_id=actor.person_id)
        .prefetch_related("readings__book")
        .order_by("-filed_at", "-id")[:20]
    )
    claims = {
        claim.uuid: claim for claim in my_claims(actor).filter(uuid__in=[row.claim for row in rows])
    }
    return [
        Told(
            row, [reading.book.title for reading in row.readings.all()],
            claims[row.claim].state if row.claim in claims else "",
            str(claims[row.claim].get_state_display()) if row.claim in claims else "",
        )
        for row in rows
    ]  # fmt: skip
