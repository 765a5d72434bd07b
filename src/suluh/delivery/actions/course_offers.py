"""Courses on offer: opened for always or from one day to another, closed, kept at the newest version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base import text
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.content.models import Training, Version
from suluh.content.queries.trainings import get_training, published_version
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Offering
from suluh.delivery.models.offering import NO_END
from suluh.delivery.queries.batches import timetable_minutes
from suluh.delivery.queries.courses import get_managed_course
from suluh.ledger.queries import day_cap
from suluh.ledger.types import E_LEARNING
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor
from suluh.standards.jp import from_minutes, whole


class NotPublished(DomainError):
    """A training without a published version gives nothing to learn."""

    code = "training_not_published"
    sentence = gettext_lazy("Terbitkan dulu satu versi pelatihan ini, lalu buka kelasnya.")


@dataclass(frozen=True, slots=True)
class Opening:
    """How a course is offered. `ends_at` None: always open. `name`: of the angkatan, '' for none."""

    audience: str
    starts_at: datetime
    ends_at: datetime | None = None
    registration_closes_at: datetime | None = None
    seats: int | None = None
    name: str = ""
    place: str = ""


def open_course(*, actor: Actor, training: UUID, opening: Opening, now: datetime) -> Offering:
    """Offer the newest published version; it appears in the catalogue at once."""
    found = get_training(actor, training, Permission.TRAINING_PUBLISH)
    version = published_version(found)
    if version is None:
        raise NotPublished
    if opening.audience == Offering.Audience.NATIONAL:
        path = found.unit.path if found.unit else ""
        require(actor, Permission.EVENT_SHARE_NATIONAL, agency_id=found.tenant_id, unit_path=path)
    ends_at = opening.ends_at or NO_END
    offering = Offering(
        tenant_id=found.tenant_id,
        unit_id=found.unit_id,
        kind=Offering.Kind.COURSE,
        version=version,
        title=_titled(found, opening),
        theme=found.theme,
        description=found.summary,
        cover_mark=found.cover_mark,
        form_id=found.form_id,
        starts_at=opening.starts_at,
        ends_at=ends_at,
        zone=actor.zone,
        audience=opening.audience,
        seats=opening.seats,
        place=opening.place,
        registration_opens_at=now,
        registration_closes_at=opening.registration_closes_at or ends_at,
        has_evaluation=False,
        state=Offering.State.PUBLISHED,
        created_by_id=actor.person_id,
        created_at=now,
    )
    foretell(offering, version, now=now)
    offering.save(force_insert=True)
    fit_seats(offering=offering, now=now)
    _record("delivery.course.opened", actor, offering, now=now)
    return offering


def close_course(*, actor: Actor, uuid: UUID, reason: str, now: datetime) -> Offering:
    """Take a course off: nobody new may join, who is in it goes on until they are done."""
    offering = get_managed_course(actor, uuid)
    if offering.state != Offering.State.PUBLISHED or offering.registration_closes_at <= now:
        return offering
    offering.registration_closes_at = now
    offering.save(update_fields=["registration_closes_at"])
    _record("delivery.course.closed", actor, offering, now=now, reason=reason)
    return offering


def follow_version(*, training_id: int, now: datetime) -> int:
    """Give the newest published version to whoever begins now; gives how many courses moved."""
    training = Training.objects.get(pk=training_id)
    version = published_version(training)
    if version is None:
        return 0
    behind = (
        Offering.objects.select_for_update(of=("self",))
        .filter(
            kind=Offering.Kind.COURSE,
            version__training=training,
            state=Offering.State.PUBLISHED,
            ends_at__gt=now,
        )
        .exclude(version=version)
    )
    moved = 0
    for offering in behind:
        offering.version = version
        foretell(offering, version, now=now)
        offering.save(update_fields=["version", "jp_minor", "jp_reason"])
        moved += 1
    return moved


def follow_cover(*, training_id: int) -> int:
    """Let cards show the training's picture of now; gives how many courses changed."""
    training = Training.objects.get(pk=training_id)
    courses = Offering.objects.filter(kind=Offering.Kind.COURSE, version__training=training)
    changed = courses.exclude(cover_mark=training.cover_mark)
    return changed.update(cover_mark=training.cover_mark)


@override("id")  # read by others: not in the language of who acts
def foretell(offering: Offering, version: Version, *, now: datetime) -> None:
    """Set the JP that the whole course will earn when it is spread over enough days."""
    minutes = version.minutes + timetable_minutes(offering)
    offering.jp_minor = whole(from_minutes(minutes))
    reason = _("%(minutes)s menit belajar dibagi 45 menit, dibulatkan ke bawah.") % {
        "minutes": text.number(minutes)
    }
    cap = day_cap(offering.form_id, on=now.date())
    # of online access: sessions of a timetable take nothing of it (see courses.py)
    is_online = offering.form_id == E_LEARNING
    capped = whole(from_minutes(version.minutes)) if is_online else offering.jp_minor
    if cap is not None and capped > cap:
        days = -(-capped // cap)
        reason += " " + _(
            "E-learning dihitung paling banyak %(cap)s JP sehari: sebar sedikitnya %(days)d hari."
        ) % {"cap": text.jp(cap), "days": days}
    offering.jp_reason = reason[:300]


def _titled(training: Training, opening: Opening) -> str:
    return f"{training.title}: {opening.name}"[:200] if opening.name else training.title


def _record(
    name: str, actor: Actor, offering: Offering, *, now: datetime, reason: str = ""
) -> None:
    record_event(
        name,
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        reason=reason,
        data={"title": offering.title},
    )
