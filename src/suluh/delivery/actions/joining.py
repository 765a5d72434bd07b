"""Joining a course by one's own wish where something stands before it: at once, or by a request."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.placing import place_people
from suluh.delivery.actions.registration import check_open
from suluh.delivery.models import Enrolment, JoinRequest, Offering, RequestStep
from suluh.delivery.queries.gates import Entry, entry_of, way_of
from suluh.delivery.queries.learning import entering, get_course, own_place
from suluh.delivery.queries.registration import get_door
from suluh.delivery.queries.requests import delegate_of, own_request
from suluh.identity.models import Person
from suluh.identity.queries.people import Face, faces
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.types import Actor

INBOX = "/persetujuan/"
_Stage, _Outcome = JoinRequest.Stage, RequestStep.Outcome


class PrerequisiteMissing(DomainError):
    """A training asked for before is not completed."""

    code = "prerequisite_missing"


class OneTitleAtATime(DomainError):
    """The person is in another title of the same rule."""

    code = "one_title_at_a_time"


def ask_to_join(
    *, actor: Actor, course: UUID, note: str, now: datetime
) -> JoinRequest | Enrolment | None:
    """Join a gated course, or ask to; gives the request or the place.

    Asking again while a request is open changes nothing. Records `delivery.request.asked`; tells
    who is to decide. Raises PrerequisiteMissing, OneTitleAtATime, and what registering raises.
    """
    offering = get_course(actor, course)
    door = get_door(actor, course)
    known = own_place(actor, offering)
    if known is not None:
        return known
    check_open(door, now)
    if not offering.is_gated:
        raise NotFound
    face = faces([actor.person_id])[actor.person_id]
    with entering(actor, offering):
        Person.objects.select_for_update().get(pk=actor.person_id)  # one wish of a person at a time
        entry = entry_of(offering, actor.person_id, now=now)
        if entry.request is not None and entry.request.state == JoinRequest.State.OPEN:
            return entry.request
        _check(entry)
        if not way_of(entry.gate).is_free:
            return _ask(offering, entry, face, note=note, now=now)
    place_people(offering, [actor.person_id], source="self", now=now)
    return own_place(actor, offering)


def withdraw_request(*, actor: Actor, course: UUID, now: datetime) -> None:
    """Take the own open request back; repeating is harmless. Records `delivery.request.withdrawn`."""
    offering = get_course(actor, course)
    found = own_request(actor, course)
    if found is None:
        return
    with entering(actor, offering):
        locked = JoinRequest.objects.select_for_update().get(pk=found.pk)
        if locked.state != JoinRequest.State.OPEN:
            return
        locked.state, locked.decided_at = JoinRequest.State.WITHDRAWN, now
        locked.save(update_fields=["state", "decided_at"])
        add_step(locked, _Outcome.WITHDRAWN, by=(actor.person_id, actor.name), now=now)


def _check(entry: Entry) -> None:
    if entry.missing:
        titles = ", ".join(entry.missing)
        raise PrerequisiteMissing(_("Selesaikan dulu: %(titles)s.") % {"titles": titles})
    if entry.busy_with:
        raise OneTitleAtATime(
            _("Anda masih mengikuti atau menunggu: %(title)s. Selesaikan atau batalkan dulu.")
            % {"title": entry.busy_with}
        )


def _ask(offering: Offering, entry: Entry, face: Face, *, note: str, now: datetime) -> JoinRequest:
    way = way_of(entry.gate)
    stage = way.first(has_supervisor=face.supervisor_id is not None)
    made = JoinRequest.objects.create(
        tenant_id=offering.tenant_id,
        offering=offering,
        person_id=face.person_id,
        home_id=face.agency_id,
        name=face.full_name,
        unit_name=face.unit or face.organisation_name,
        note=note[:500],
        stage=stage,
        asked_at=now,
        since=now,
        waits_until=way.waits_until(stage, since=now),
    )
    add_step(made, _Outcome.ASKED, by=(face.person_id, face.full_name), reason=note, now=now)
    if stage == _Stage.SUPERVISOR:
        _name_supervisor(made, face)
        tell_deciders(made, now=now)
    elif way.approval != "office":
        reason = _("Atasan belum tercatat di data kepegawaian.")
        add_step(made, _Outcome.PASSED_ON, by=(None, ""), reason=reason, now=now)
    return made


def _name_supervisor(made: JoinRequest, face: Face) -> None:
    with scoped(SYSTEM):
        boss = faces([face.supervisor_id or 0]).get(face.supervisor_id or 0)
        made.approver_id = face.supervisor_id
        made.approver_name = boss.full_name if boss else ""
        made.save(update_fields=["approver", "approver_name"])


def add_step(
    request: JoinRequest,
    outcome: RequestStep.Outcome,
    *,
    by: tuple[int | None, str],
    now: datetime,
    reason: str = "",
) -> None:
    """Write down what happened to a request, in its trace and as `delivery.request.<outcome>`."""
    RequestStep.objects.create(
        tenant_id=request.tenant_id,
        request=request,
        stage=request.stage,
        outcome=outcome,
        by_id=by[0],
        by_name=by[1][:200],
        reason=reason[:500],
        at=now,
    )
    record_event(
        f"delivery.request.{outcome.value}",
        at=now,
        tenant_id=request.tenant_id,
        actor_id=by[0],
        subject=request.uuid,
        reason=reason,
        data={"title": request.offering.title, "name": request.name},
    )


@override("id")  # read by others: not in the language of who acts
def tell_deciders(request: JoinRequest, *, now: datetime) -> None:
    """Tell the supervisor, and who stands in; at the office the inbox shows it to all who decide."""
    with scoped(SYSTEM):
        if request.approver_id is None:
            return
        today = local_date(now, request.offering.zone)
        stand_in = delegate_of(request.approver_id, today=today)
        people = faces([each for each in (request.approver_id, stand_in) if each])
        messages = [
            Message(
                person_id=face.person_id,
                key=f"minta:{request.uuid}",
                kind="registration",
                title=_("%(name)s meminta persetujuan Anda") % {"name": request.name},
                body=_("Pelatihan: %(title)s.") % {"title": request.offering.title},
                link=INBOX,
                email=face.email,
            )
            for face in people.values()
        ]
        notify(tenant_id=request.home_id or request.tenant_id, messages=messages, now=now)
