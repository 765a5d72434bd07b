"""Setting what stands before a course, letting somebody in without it, and naming a stand-in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from suluh.base import text
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.delivery.actions.deciding import refuse_open_request
from suluh.delivery.models import Delegate, Gate, Offering, Prerequisite, Waiver
from suluh.delivery.queries.courses import get_managed_course
from suluh.delivery.queries.gates import get_waiver, trainings_to_ask, without_waiver
from suluh.identity.queries.people import faces, people_by_nip
from suluh.identity.queries.roles import employee_by_nip
from suluh.messaging.actions import Message, notify
from suluh.organisation.rules.roles import home_of
from suluh.organisation.types import Actor
from suluh.standards import nip as nips


class PersonUnknown(DomainError):
    """No person of that NIP whom the agency sees."""

    code = "person_unknown"
    sentence = _("NIP itu tidak ditemukan. Periksa angkanya.")


class OwnDelegate(DomainError):
    """Nobody stands in for themselves."""

    code = "own_delegate"
    sentence = _("Pilih orang lain sebagai wakil Anda.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a gate asks for. `trainings`: uuids of those to be completed before."""

    approval: str
    wait_days: int
    on_timeout: str
    one_title: bool
    trainings: Collection[UUID] = ()


def set_gate(*, actor: Actor, course: UUID, terms: Terms, now: datetime) -> Gate:
    """Set the conditions of entry; requests that wait go on where they are.

    Records `delivery.gate.changed`. Who has a place keeps it.
    """
    offering = get_managed_course(actor, course)
    Offering.objects.select_for_update(of=("self",)).get(pk=offering.pk)
    gate, _made = Gate.objects.update_or_create(
        offering=offering,
        defaults={
            "tenant_id": offering.tenant_id,
            "approval": terms.approval,
            "wait_days": terms.wait_days,
            "on_timeout": terms.on_timeout,
            "one_title": terms.one_title,
            "changed_at": now,
        },
    )
    wanted = [pk for pk, uuid, _title in trainings_to_ask(offering) if uuid in terms.trainings]
    Prerequisite.objects.filter(offering=offering).exclude(training_id__in=wanted).delete()
    Prerequisite.objects.bulk_create(
        [
            Prerequisite(tenant_id=offering.tenant_id, offering=offering, training_id=pk)
            for pk in wanted
        ],
        ignore_conflicts=True,
    )
    offering.is_gated = bool(terms.approval != Gate.Approval.NOBODY or terms.one_title or wanted)
    offering.save(update_fields=["is_gated"])
    record_event(
        "delivery.gate.changed",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        data={"title": offering.title, "kind": terms.approval, "count": len(wanted)},
    )
    return gate


def waive(*, actor: Actor, course: UUID, nip: str, reason: str, now: datetime) -> Waiver:
    """Let one person in without the trainings asked for; repeating keeps the reason in force.

    Records `delivery.waiver.granted`. Raises PersonUnknown.
    """
    offering = get_managed_course(actor, course)
    person = people_by_nip([_digits(nip)]).get(_digits(nip))
    if person is None:
        raise PersonUnknown
    made, is_new = Waiver.objects.get_or_create(
        offering=offering,
        person_id=person,
        ended_at=None,
        defaults={
            "tenant_id": offering.tenant_id,
            "name": faces([person])[person].full_name,
            "reason": reason[:300],
            "by_id": actor.person_id,
            "by_name": actor.name[:200],
            "created_at": now,
        },
    )
    if is_new:
        record_event(
            "delivery.waiver.granted",
            at=now,
            tenant_id=offering.tenant_id,
            actor_id=actor.person_id,
            subject=offering.uuid,
            reason=reason,
            data={"title": offering.title, "name": made.name},
        )
    return made


def withdraw_waiver(
    *, actor: Actor, course: UUID, person: UUID, reason: str, now: datetime
) -> Waiver:
    """Take a waiver back, with the reason: from now on its person needs the trainings again.

    Who has a place keeps it; a request that waits and rests on the waiver is refused with the same
    reason, and its person told. Records `delivery.waiver.withdrawn`. Absent once it was withdrawn.
    """
    offering = get_managed_course(actor, course)
    found = get_waiver(offering, person)
    locked = Waiver.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if locked.ended_at is not None:
        raise NotFound
    request = without_waiver(locked).request
    locked.ended_at, locked.ended_reason = now, reason[:300]
    locked.ended_by_id, locked.ended_by_name = actor.person_id, actor.name[:200]
    locked.save(update_fields=["ended_at", "ended_reason", "ended_by_id", "ended_by_name"])
    record_event(
        "delivery.waiver.withdrawn", at=now, tenant_id=offering.tenant_id,
        actor_id=actor.person_id, subject=offering.uuid, reason=reason,
        data={"title": offering.title, "name": locked.name},
    )  # fmt: skip
    if request is not None:
        by = (actor.person_id, actor.name)
        refuse_open_request(request, by=by, reason=reason, now=now)
    return locked


def name_delegate(
    *, actor: Actor, nip: str, first_on: date, last_on: date, now: datetime
) -> Delegate:
    """Let a colleague decide requests in the actor's place for some days; replaces the one before.

    Records `delivery.delegate.set`, tells the delegate. Raises PersonUnknown, OwnDelegate.
    """
    home = home_of(actor)
    person = employee_by_nip(home, nip)
    if person is None:
        raise PersonUnknown
    if person.pk == actor.person_id:
        raise OwnDelegate
    end_delegate(actor=actor, now=now)
    made = Delegate.objects.create(
        tenant_id=home,
        person_id=actor.person_id,
        delegate=person,
        name=person.full_name,
        first_on=first_on,
        last_on=last_on,
        created_at=now,
    )
    record_event(
        "delivery.delegate.set",
        at=now,
        tenant_id=home,
        actor_id=actor.person_id,
        data={"name": person.full_name},
    )
    _tell_delegate(made, actor, email=person.email, now=now)
    return made


@override("id")  # read by others: not in the language of who acts
def _tell_delegate(made: Delegate, actor: Actor, *, email: str, now: datetime) -> None:
    days = {"first": text.plain_day(made.first_on), "last": text.plain_day(made.last_on)}
    message = Message(
        person_id=made.delegate_id,
        key=f"wakil:{made.pk}",
        kind="registration",
        title=gettext("Anda menjadi wakil %(name)s") % {"name": actor.name},
        body=gettext("Putuskan permintaan ikut pelatihan dari %(first)s sampai %(last)s.") % days,
        link="/persetujuan/",
        email=email,
    )
    notify(tenant_id=made.tenant_id, messages=[message], now=now)


def end_delegate(*, actor: Actor, now: datetime) -> None:
    """Decide by oneself again; repeating is harmless."""
    rows = Delegate.objects.filter(
        tenant_id=home_of(actor), person_id=actor.person_id, ended_at=None
    )
    rows.update(ended_at=now)


def _digits(nip: str) -> str:
    try:
        return nips.read(nip).digits
    except nips.NipError as error:
        raise PersonUnknown from error
