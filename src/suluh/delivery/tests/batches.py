"""Rows for tests of angkatan: a batch of three days with its organiser and participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Batch, Enrolment, Meeting, Offering
from suluh.delivery.tests import make
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Role

FIRST = datetime(2026, 9, 21, 1, 0, tzinfo=UTC)  # 08.00 WIB
OPENS = datetime(2026, 9, 20, 17, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=3)


@dataclass(frozen=True)
class Cohort:
    """An angkatan with who runs it and who is in it."""

    offering: Offering
    organiser: Actor
    people: tuple[Actor, ...]
    meetings: tuple[Meeting, ...]


def batch(at: Agency, title: str = "Latsar", **more: Any) -> Offering:
    """An angkatan of three days whose training has one page of 45 minutes."""
    training = texts.training(at, title)
    offering = make.course(
        texts.published(training, {}), starts_at=OPENS, ends_at=CLOSES, audience="agency",
    )  # fmt: skip
    with scoped(SYSTEM):
        Batch.objects.create(tenant=at, offering=offering, **more)
    return offering


def meeting(offering: Offering, *, day: int = 0, hour: int = 0, **more: Any) -> Meeting:
    """A session of 90 minutes, `hour` hours after eight."""
    starts = FIRST + timedelta(days=day, hours=hour)
    values: dict[str, Any] = {
        "starts_at": starts, "ends_at": starts + timedelta(minutes=90),
        "subject": f"Mata pelatihan {day + 1}.{hour}",
    } | more  # fmt: skip
    with scoped(SYSTEM):
        return Meeting.objects.create(tenant_id=offering.tenant_id, offering=offering, **values)


def enrol(offering: Offering, who: Actor, **more: Any) -> Enrolment:
    """A place in the angkatan."""
    values: dict[str, Any] = {
        "tenant_id": offering.tenant_id, "offering": offering, "person_id": who.person_id,
        "home_id": who.agency_id, "name": who.name, "registered_at": make.NOW,
    } | more  # fmt: skip
    with scoped(SYSTEM):
        return Enrolment.objects.create(**values)


def cohort(people: int = 2, meetings: int = 2, **more: Any) -> Cohort:
    """An angkatan with people and one session a day."""
    home = make.unit(make.agency())
    organiser = make.actor(home, Role.ORGANISER, name="Sari")
    offering = batch(home.tenant, **more)
    crowd = tuple(make.actor(home, name=f"Peserta {n + 1:02d}") for n in range(people))
    for who in crowd:
        enrol(offering, who)
    planned = tuple(meeting(offering, day=day) for day in range(meetings))
    return Cohort(offering, organiser, crowd, planned)
