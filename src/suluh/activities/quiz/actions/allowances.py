"""More time or one more attempt for one person at one test, given by who marks, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.activities.quiz.models import Allowance, Attempt
from suluh.activities.quiz.queries.desk import place_at
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.models import Enrolment
from suluh.organisation.types import Actor

MOST_MINUTES, MOST_ATTEMPTS, LONGEST_REASON = 240, 10, 300


class NothingAllowed(DomainError):
    """Neither time nor an attempt, or too much of it, or no reason."""

    code = "nothing_allowed"
    sentence = _("Isi tambahan menit atau percobaan, dan alasannya.")


@dataclass(frozen=True, slots=True)
class Extra:
    """What is given on top, and why."""

    minutes: int
    attempts: int
    reason: str

    @property
    def is_sound(self) -> bool:
        """Whether it gives something, within bounds, with a reason."""
        return (
            0 <= self.minutes <= MOST_MINUTES
            and 0 <= self.attempts <= MOST_ATTEMPTS
            and self.minutes + self.attempts > 0
            and bool(self.reason.strip())
        )


def allow(
    *, actor: Actor, course: UUID, key: UUID, enrolment: UUID, extra: Extra, now: datetime
) -> Allowance:
    """Give it: a running attempt ends later at once, the next ones have more time.

    Locks the place, as beginning does. Written into the audit trail with the reason.
    """
    place = place_at(actor, course=course, key=key, enrolment=enrolment)
    if not extra.is_sound:
        raise NothingAllowed
    mine = Enrolment.objects.select_for_update(of=("self",)).get(pk=place.enrolment.pk)
    made = Allowance.objects.create(
        tenant_id=mine.tenant_id, enrolment=mine, person_id=mine.person_id, activity_key=key,
        minutes=extra.minutes, attempts=extra.attempts,
        reason=extra.reason.strip()[:LONGEST_REASON], by_id=actor.person_id,
        by_name=actor.name, at=now,
    )  # fmt: skip
    _extend(mine, key, minutes=extra.minutes, now=now)
    record_event(
        "quiz.allowance.given", at=now, tenant_id=mine.tenant_id, actor_id=actor.person_id,
        subject=mine.uuid, reason=made.reason,
        data={"test": str(key), "minutes": made.minutes, "attempts": made.attempts},
    )  # fmt: skip
    return made


def _extend(mine: Enrolment, key: UUID, *, minutes: int, now: datetime) -> None:
    """The attempt that runs; one whose time is up and that nobody closed yet goes on from now."""
    rows = Attempt.objects.select_for_update(of=("self",)).filter(
        enrolment=mine, activity__key=key, state=Attempt.State.OPEN, ends_at__isnull=False
    )
    for attempt in rows if minutes else ():
        assert attempt.ends_at is not None
        attempt.ends_at = max(attempt.ends_at, now) + timedelta(minutes=minutes)
        attempt.save(update_fields=["ends_at"])
