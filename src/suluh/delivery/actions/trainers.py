"""Guests who teach in an angkatan: named for some days, given other days, ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.base.clock import midnight
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.text import day
from suluh.delivery.models import BatchTrainer, Enrolment, Offering
from suluh.delivery.ports import give_back
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.marking_scope import DOOR
from suluh.identity.actions.acquaintances import introduce
from suluh.identity.actions.doors import open_door
from suluh.identity.queries.people import Face, get_face
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor

LONGEST = timedelta(days=366)


class TakesPart(DomainError):
    """Nobody marks in an angkatan that they are in themselves."""

    code = "trainer_takes_part"
    sentence = gettext_lazy(
        "Orang ini peserta angkatan ini, jadi tidak dapat menilai di dalamnya. Pilih pengajar lain."
    )


class WrongDays(DomainError):
    """The days are over, turned round, or more than a year."""

    code = "trainer_days"
    sentence = gettext_lazy(
        "Periksa tanggalnya: tanggal akhir tidak boleh sebelum tanggal awal atau sebelum hari ini,"
        " dan masanya paling lama satu tahun."
    )


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day until the last one, both included, in the angkatan's own time."""

    first: date
    last: date

    def moments(self, zone: str) -> tuple[datetime, datetime]:
        """When the first begins and the last is over."""
        return midnight(self.first, zone), midnight(self.last + timedelta(days=1), zone)


def name_trainer(
    *, actor: Actor, uuid: UUID, face: Face, days: Days, now: datetime
) -> BatchTrainer:
    """Let somebody of any agency mark in this angkatan for some days, and tell them.

    Who is named already gets the new days. Raises TakesPart, WrongDays.
    """
    offering = get_managed_batch(actor, uuid)
    opens_at, closes_at = days.moments(offering.zone)
    if closes_at <= opens_at or closes_at <= now or closes_at - opens_at > LONGEST:
        raise WrongDays
    taking = Enrolment.objects.filter(offering=offering, person_id=face.person_id)
    if taking.exclude(state=Enrolment.State.CANCELLED).exists():
        raise TakesPart
    rows = BatchTrainer.objects.select_for_update(of=("self",))
    there = rows.filter(offering=offering, person_id=face.person_id, ended_at=None).first()
    if there is not None:
        return _change(actor, there, opens_at, closes_at, now=now)
    introduce(tenant_id=offering.tenant_id, person_ids=[face.person_id])
    open_door(person_ids=[face.person_id], door=DOOR)
    made = BatchTrainer.objects.create(
        tenant_id=offering.tenant_id, offering=offering, person_id=face.person_id,
        course=offering.title[:250], name=face.full_name[:250], home=face.home[:250],
        zone=offering.zone, opens_at=opens_at, closes_at=closes_at, created_at=now,
    )  # fmt: skip
    _record("added", made, actor, now=now)
    with override("id"):
        title = _("Anda ditunjuk mengajar di sebuah angkatan")
        _tell(made, offering, title, key="tunjuk", email=face.email, now=now)
    return made


def _change(
    actor: Actor, there: BatchTrainer, opens_at: datetime, closes_at: datetime, *, now: datetime
) -> BatchTrainer:
    if (there.opens_at, there.closes_at) == (opens_at, closes_at):
        return there
    there.opens_at, there.closes_at = opens_at, closes_at
    there.save(update_fields=["opens_at", "closes_at"])
    _record("changed", there, actor, now=now)
    with override("id"):
        title = _("Masa Anda mengajar di sebuah angkatan berubah")
        key = f"ubah:{opens_at.date()}:{closes_at.date()}"
        _tell(there, there.offering, title, key=key, email=_email_of(there), now=now)
    return there


def end_trainer(*, actor: Actor, uuid: UUID, trainer: UUID, now: datetime) -> int:
    """From this moment the guest sees nothing of the angkatan; what they marked stays.

    What they took and did not mark is free again; gives how much that is.
    """
    offering = get_managed_batch(actor, uuid)
    rows = BatchTrainer.objects.select_for_update(of=("self",))
    found = rows.filter(offering=offering, uuid=trainer).first()
    if found is None:
        raise NotFound
    if found.ended_at is not None:
        return 0
    found.ended_at = now
    found.save(update_fields=["ended_at"])
    _record("ended", found, actor, now=now)
    with override("id"):
        title = _("Tugas Anda mengajar di sebuah angkatan diakhiri")
        _tell(found, offering, title, key="akhir", email=_email_of(found), now=now)
    return give_back(
        now=now, offering=offering, person_id=found.person_id, actor_id=actor.person_id
    )


def _email_of(trainer: BatchTrainer) -> str:
    face = get_face(trainer.person_id)
    return face.email if face else ""


def _tell(
    trainer: BatchTrainer, offering: Offering, title: str, *, key: str, email: str, now: datetime
) -> None:
    words = f"{offering.title}, {offering.tenant.name}."
    if trainer.ended_at is None:
        words += " " + _("Anda dapat menilai dari %(first)s sampai %(last)s.") % {
            "first": day(trainer.opens_at, trainer.zone),
            "last": day(trainer.last_at, trainer.zone),
        }
    message = Message(
        person_id=trainer.person_id, key=f"pengajar:{trainer.uuid}:{key}", kind="course",
        title=title, body=words, link="/mengajar/", email=email,
    )  # fmt: skip
    notify(tenant_id=trainer.tenant_id, messages=[message], now=now)


def _record(verb: str, trainer: BatchTrainer, actor: Actor, *, now: datetime) -> None:
    record_event(
        f"delivery.trainer.{verb}", at=now, tenant_id=trainer.tenant_id, actor_id=actor.person_id,
        subject=trainer.uuid,
        data={"person": trainer.person_id, "name": trainer.name, "title": trainer.course,
              "first": trainer.opens_at.isoformat(), "last": trainer.closes_at.isoformat()},
    )  # fmt: skip
