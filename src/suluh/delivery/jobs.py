"""Jobs of delivery: telling participants, and keeping events up with the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.jobs import Turn, every, job
from suluh.base.progress import finish_long_job
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.actions import (
    assigning,
    concluding,
    course_offers,
    deciding,
    drawing,
    ending,
    moving,
    news,
    obligations,
    path_assigning,
    settling,
    tallies,
    upkeep,
    yearly,
)
from suluh.delivery.models import Offering


@every("* * * * *", name="delivery.tell_registered")
def tell_registered(timestamp: int) -> None:
    """Confirm new registrations, a batch at a time."""
    while news.tell_registered(now=now()) == news.BATCH:
        pass


@every("*/5 * * * *", name="delivery.remind_participants")
def remind_participants(timestamp: int) -> None:
    """Reminders a day and an hour before."""
    news.remind_participants(now=now())


@job("delivery.tell_change")
def tell_change(*, offering: str, at_time: str) -> None:
    """Tell participants what changed; the moment keeps a retry from telling twice."""
    news.tell_change(offering_uuid=UUID(offering), now=datetime.fromisoformat(at_time))


@job("delivery.move_people", turn=Turn.PERSON_WAITS, attempts=5)
def move_people(**asked: Any) -> None:
    """Move many people of an angkatan, part by part; a second run goes on where the first ended."""
    move = moving.Asked(**asked)
    _part_by_part(move, lambda: moving.move_next(move, now=now()))


@job("delivery.conclude_batch", turn=Turn.PERSON_WAITS, attempts=6)
def conclude_batch(**asked: Any) -> None:
    """States, JP and STTP of a large angkatan, part by part; a second run goes on where the first ended."""
    closing = concluding.Asked(**asked)
    _part_by_part(closing, lambda: concluding.conclude_next(closing, now=now()))


def _part_by_part(asked: moving.Asked | concluding.Asked, next_part: Callable[[], bool]) -> None:
    """Each part in a transaction of its own, until one says that nothing is left."""
    scope, goes_on = Scope(tenant_id=asked.tenant_id), True
    words = _("Terjadi gangguan. Sisanya dicoba lagi sebentar lagi, tidak ada yang dua kali.")
    with _told(asked.job, scope, words):
        while goes_on:
            with scoped(scope):
                goes_on = next_part()


@job("delivery.draw_paper", turn=Turn.PERSON_WAITS, alone=True, attempts=3)
def draw_paper(**asked: Any) -> None:
    """Draw a long paper; a second run draws it again into the same place."""
    paper = drawing.Asked(**asked)
    scope = Scope(tenant_id=paper.tenant_id)
    with _told(paper.job, scope, _("Terjadi gangguan. PDF-nya dicoba lagi sebentar lagi.")):
        with scoped(scope):
            content = drawing.content_of(paper, now=now())
        drawn = drawing.draw_apart(content)
        with scoped(scope):
            drawing.keep_drawn(paper, drawn, now=now())


@contextmanager
def _told(job: str, scope: Scope, words: str) -> Iterator[None]:
    """Who waits for the job reads these words when it breaks down; the queue tries again."""
    try:
        yield
    except Exception:
        with scoped(scope):
            finish_long_job(UUID(job), now=now(), message=words, failed=True)
        raise


@every("37 2 * * *", name="delivery.forget_drawn")
def forget_drawn(timestamp: int) -> None:
    """Each night: long papers that were drawn more than a day ago."""
    drawing.forget_drawn(now=now())


@every("* * * * *", name="delivery.keep_up")
def keep_up(timestamp: int) -> None:
    """Counts, waiting lists, finished events."""
    present = now()
    upkeep.count_places(now=present)
    upkeep.move_waiting(now=present)
    upkeep.finish_offerings(now=present)
    ending.end_batches(now=present)


@every("4 * * * *", name="delivery.give_back_taken")
def give_back_taken(timestamp: int) -> None:
    """Each hour: what guests took whose days are over, and trainers who left the agency."""
    upkeep.give_back_taken(now=now())


@job("delivery.free_taken")
def free_taken() -> None:
    """A role was taken back: what its holder took is free at once."""
    upkeep.give_back_taken(now=now())


@job("delivery.reckon_tally")
def reckon_tally(*, offering_id: int) -> None:
    """Somebody reads the report of a course: its sums are reckoned again."""
    with scoped(SYSTEM):
        offering = Offering.objects.select_related("version").get(pk=offering_id)
        tallies.reckon_tally(offering, now=now())


@every("0 1 * * *", name="delivery.remind_turns")
def remind_turns(timestamp: int) -> None:
    """Each morning (08.00 WIB): whose turn comes in 14 and 7 days."""
    upkeep.remind_turns(now=now())


@every("* * * * * */5", name="delivery.settle_places")
def settle_places(timestamp: int) -> None:
    """Every five seconds: judge the courses in which somebody finished something on the short way.

    While people go on finishing, twice a second.
    """
    settling.settle_rounds(clock=now)


@job("delivery.follow_version")
def follow_version(*, training_id: int, tenant_id: int) -> None:
    """A version was published: courses give it to whoever begins from now on."""
    with scoped(Scope(tenant_id=tenant_id)):
        course_offers.follow_version(training_id=training_id, now=now())


@job("delivery.follow_cover")
def follow_cover(*, training_id: int, tenant_id: int) -> None:
    """A training has another cover, or none: the cards of its courses show that."""
    with scoped(Scope(tenant_id=tenant_id)):
        course_offers.follow_cover(training_id=training_id)


@every("30 18 * * *", name="delivery.follow_units")
def follow_units(timestamp: int) -> None:
    """Each night (01.30 WIB): who fits an assignment since is taken in, who left it is released."""
    path_assigning.follow_paths(now=now())
    assigning.follow_units(now=now())


@every("30 0 * * *", name="delivery.remind_due")
def remind_due(timestamp: int) -> None:
    """Each morning (07.30 WIB): dates of assigned courses; what is late goes up the line."""
    obligations.remind_due(now=now())


@every("17 * * * *", name="delivery.pass_requests")
def pass_requests(timestamp: int) -> None:
    """Each hour: requests that nobody answered in time move as their gate says."""
    deciding.pass_overdue(now=now())


@every("10 17 * * *", name="delivery.renew_courses")
def renew_courses(timestamp: int) -> None:
    """Each night (00.10 WIB): yearly courses get the class of the new year."""
    yearly.renew_courses(now=now())
