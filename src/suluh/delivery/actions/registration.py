"""Taking a place in an offering and giving it back.

The hot path is `register`: thousands press the button in one minute. It reads once, takes seat and
place in one statement, and records the event.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.scope import Scope, scoped
from suluh.delivery.actions.seats import give_back_seat
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.registration import Door, get_door
from suluh.organisation.types import Actor

_State = Enrolment.State


class RegistrationClosed(DomainError):
    """Outside the registration window, or the event is over or cancelled."""

    code = "registration_closed"


class NotInvited(DomainError):
    """The event is for other agencies."""

    code = "not_invited"
    sentence = _("Acara ini untuk instansi lain. Lihat acara lain yang terbuka untuk Anda.")


class ContactMissing(DomainError):
    """Neither e-mail nor phone is known: the form must ask."""

    code = "contact_missing"
    sentence = _("Isi surel atau nomor telepon agar kami dapat mengirim pengingat.")


class CannotCancel(DomainError):
    """The event is over, or there is nothing to give back."""

    code = "cannot_cancel"
    sentence = _("Acara sudah selesai, jadi pendaftaran tidak dapat dibatalkan lagi.")


@dataclass(frozen=True, slots=True)
class Place:
    """What registering gave: the place's uuid and state; `is_new` false where it stood before."""

    uuid: UUID
    state: str
    is_new: bool


def register(
    *, actor: Actor, offering_uuid: UUID, now: datetime, email: str = "", phone: str = ""
) -> Place:
    """Give the actor a seat, or a place on the waiting list; doing it again changes nothing."""
    door = get_door(actor, offering_uuid)
    if door.state in (_State.REGISTERED, _State.WAITING, *_ENDED):
        assert door.enrolment is not None
        return Place(door.enrolment, door.state, is_new=False)
    _check_open(door, now)
    email, phone = email or door.email, phone or door.phone
    if not (email or phone):
        raise ContactMissing
    with scoped(Scope(tenant_id=door.tenant_id, person_id=actor.person_id)):
        place = _take(door, actor, now=now, contact=(email, phone))
        if place.is_new:
            record_event(
                "delivery.enrolment.registered",
                at=now,
                tenant_id=door.tenant_id,
                actor_id=actor.person_id,
                subject=place.uuid,
            )
    return place


_ENDED = (_State.COMPLETED, _State.NOT_COMPLETED)


def _check_open(door: Door, now: datetime) -> None:
    """Raise with the sentence that fits: cancelled, too early, too late, not invited."""
    if door.offering_state == Offering.State.CANCELLED:
        raise RegistrationClosed(_("Acara ini dibatalkan oleh penyelenggara."))
    if door.offering_state != Offering.State.PUBLISHED:
        raise RegistrationClosed(_("Pendaftaran acara ini sudah ditutup."))
    if now < door.opens_at:
        raise RegistrationClosed(_("Pendaftaran belum dibuka. Lihat waktunya di halaman acara."))
    if now >= door.closes_at:
        raise RegistrationClosed(_("Pendaftaran acara ini sudah ditutup."))
    if not door.is_invited:
        raise NotInvited


# One statement: the seat and the place stand or fall together. A cancelled place is used again.
# MATERIALIZED: a join could run the choice again for each bucket and lock more than one.
_TAKE = """
WITH chosen AS MATERIALIZED (
  SELECT id FROM delivery_seatbucket
  WHERE offering_id = %(offering)s AND agency_id IS NOT DISTINCT FROM %(pool)s AND free > 0
    AND %(limited)s
  LIMIT 1 FOR UPDATE {lock}),
seat AS (
  UPDATE delivery_seatbucket b SET free = b.free - 1 FROM chosen
  WHERE b.id = chosen.id RETURNING b.id),
place AS (
  INSERT INTO delivery_enrolment (uuid, tenant_id, offering_id, person_id, home_id, unit_id, name,
    unit_name, state, source, bucket_id, phone, email, registered_at, result)
  SELECT %(uuid)s, %(tenant)s, %(offering)s, %(person)s, %(home)s, %(unit)s, %(name)s,
    %(unit_name)s, CASE WHEN %(limited)s AND seat.id IS NULL THEN 'waiting' ELSE 'registered' END,
    'self', seat.id, %(phone)s, %(email)s, %(now)s, '{{}}'
  FROM (SELECT 1) one LEFT JOIN seat ON true
  WHERE seat.id IS NOT NULL OR NOT %(limited)s OR %(may_wait)s
  ON CONFLICT (offering_id, person_id) DO UPDATE SET state = excluded.state,
    bucket_id = excluded.bucket_id, registered_at = excluded.registered_at, cancelled_at = NULL,
    promoted_at = NULL, told_at = NULL, phone = excluded.phone, email = excluded.email
  WHERE delivery_enrolment.state = 'cancelled'
  RETURNING uuid, state)
SELECT (SELECT id FROM seat), (SELECT uuid FROM place), (SELECT state FROM place)
"""
_TAKE_FREE = _TAKE.format(lock="SKIP LOCKED")
_TAKE_WAITING = _TAKE.format(lock="")
_LOCK_POOL = """
SELECT id FROM delivery_seatbucket WHERE offering_id = %(offering)s
  AND agency_id IS NOT DISTINCT FROM %(pool)s AND free > 0 ORDER BY id FOR UPDATE
"""
_GIVE_BACK = "UPDATE delivery_seatbucket SET free = free + 1 WHERE id = %s"


def _take(door: Door, actor: Actor, *, now: datetime, contact: tuple[str, str]) -> Place:
    """First any bucket nobody holds; then, with the pool locked, the last seat or the list."""
    values = _values(door, actor, now=now, contact=contact)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_FREE, values | {"may_wait": False})
        seat, uuid, state = cursor.fetchone()
        if uuid is None and seat is None and door.is_limited:
            cursor.execute(_LOCK_POOL, values)
            cursor.execute(_TAKE_WAITING, values | {"may_wait": True})
            seat, uuid, state = cursor.fetchone()
        if uuid is None and seat is not None:
            cursor.execute(_GIVE_BACK, [seat])  # the same person was quicker elsewhere
    if uuid is not None:
        return Place(uuid, state, is_new=True)
    mine = Enrolment.objects.get(offering_id=door.offering_id, person_id=actor.person_id)
    return Place(mine.uuid, mine.state, is_new=False)


def _values(
    door: Door, actor: Actor, *, now: datetime, contact: tuple[str, str]
) -> dict[str, Any]:
    return {
        "offering": door.offering_id,
        "pool": door.pool_id,
        "limited": door.is_limited,
        "uuid": uuid7(),
        "tenant": door.tenant_id,
        "person": actor.person_id,
        "home": actor.agency_id,
        "unit": actor.unit_id,
        "name": door.name,
        "unit_name": door.unit_name,
        "email": contact[0],
        "phone": contact[1],
        "now": now,
    }


def cancel_enrolment(*, actor: Actor, offering_uuid: UUID, now: datetime) -> None:
    """Give the actor's place back; the seat goes to the first who waits. Repeating is harmless."""
    place = (
        Enrolment.reachable.filter(offering__uuid=offering_uuid, person_id=actor.person_id)
        .values("id", "tenant_id")
        .first()
    )
    if place is None:
        raise NotFound
    with scoped(Scope(tenant_id=place["tenant_id"], person_id=actor.person_id)):
        mine = Enrolment.objects.select_for_update().get(pk=place["id"])
        offering = Offering.objects.get(pk=mine.offering_id)
        if mine.state == _State.CANCELLED:
            return
        if mine.state in _ENDED or now >= offering.ends_at:
            raise CannotCancel
        bucket_id, mine.bucket_id = mine.bucket_id, None
        mine.state, mine.cancelled_at = _State.CANCELLED, now
        mine.save(update_fields=["state", "cancelled_at", "bucket_id"])
        record_event(
            "delivery.enrolment.cancelled",
            at=now,
            tenant_id=offering.tenant_id,
            actor_id=actor.person_id,
            subject=mine.uuid,
        )
        give_back_seat(offering=offering, bucket_id=bucket_id, now=now)


def record_join(*, actor: Actor, offering_uuid: UUID, now: datetime) -> str:
    """Remember when the actor first went through the personal link; give the meeting's address."""
    place = (
        Enrolment.reachable.filter(offering__uuid=offering_uuid, person_id=actor.person_id)
        .exclude(state__in=(_State.CANCELLED, _State.WAITING))
        .values("id", "joined_at", "offering__join_link")
        .first()
    )
    if place is None:
        raise NotFound(_("Daftar dulu di halaman acara, lalu masuk dari sana."))
    if place["joined_at"] is None:
        Enrolment.reachable.filter(pk=place["id"], joined_at=None).update(joined_at=now)
    return str(place["offering__join_link"])
