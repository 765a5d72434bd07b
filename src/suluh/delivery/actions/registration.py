"""Taking a place in an offering and giving it back.

The hot path is `register`: thousands press the button in one minute. One function of the database
takes seat and place and records the event (migration 0002).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.base.scope import Scope, scoped
from suluh.delivery.actions.seats import give_back_seat
from suluh.delivery.models import Batch, Enrolment, Offering
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


class Gated(DomainError):
    """Something stands before the course: it is asked for on a page of its own."""

    code = "gated"
    sentence = _("Pelatihan ini memiliki syarat masuk. Buka halamannya, lalu ajukan permintaan.")


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
    """Give the actor a seat, or a place on the waiting list; doing it again changes nothing.

    One statement does it (the function `delivery_register`) and records
    `delivery.enrolment.registered`; only a refusal is looked into.
    """
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER, [actor.person_id, offering_uuid, uuid7(), email, phone, now])
        outcome, place, state, is_new = cursor.fetchone()
    if outcome == "done":
        return Place(place, state, is_new=is_new)
    door = get_door(actor, offering_uuid)
    check_open(door, now)
    if door.is_gated:
        raise Gated
    raise ContactMissing


def register_by_session(*, session_key: str, offering_uuid: UUID, now: datetime) -> bool:
    """Register whoever holds the session where that is plainly good; tells whether it is done.

    The hot path: one round trip, its own transaction, no scope needed beforehand.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BY_SESSION, [offering_uuid, uuid7(), now, session_key])
        row = cursor.fetchone()
    return row is not None and row[0] == "done"


_REGISTER = "SELECT * FROM delivery_register(%s, %s, %s, %s, %s, %s)"
_BY_SESSION = """
SELECT r.outcome FROM identity_session s
JOIN identity_account a ON a.id = s.account_id AND a.is_active AND a.person_id IS NOT NULL
CROSS JOIN LATERAL delivery_register(a.person_id, %s, %s, '', '', %s) r
WHERE s.session_key = %s AND s.expire_date > now()
"""
_ASSIGNED = _("Anda ditugaskan mengikuti pelatihan ini. Hubungi pengelola kepegawaian unit Anda.")
_DECIDED = _("Angkatan ini sudah ditutup dengan berita acara. Hasil Anda segera terbit.")
_ENDED = (_State.COMPLETED, _State.NOT_COMPLETED)


def check_open(door: Door, now: datetime) -> None:
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
        if mine.assignment_id is not None:
            raise CannotCancel(_ASSIGNED)
        if offering.is_course and _is_decided(offering):
            raise CannotCancel(_DECIDED)
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


def _is_decided(offering: Offering) -> bool:
    return Batch.objects.filter(offering=offering, closed_at__isnull=False).exists()


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
