"""Deciding requests: one or many at once, by whoever they lie before; and the time-out.

A decision names the stage it was made at. Locked, it is looked at once more: what another decided
meanwhile, or the same person by a second press, stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, override

from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.actions.joining import add_step
from suluh.delivery.actions.placing import place_people
from suluh.delivery.models import Gate, JoinRequest, Offering, RequestStep
from suluh.delivery.queries.gates import way_of
from suluh.delivery.queries.requests import decidable, overdue, pointless
from suluh.identity.queries.people import faces
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.types import Actor

AT_ONCE = 200
BATCH = 500
_State, _Stage, _Outcome = JoinRequest.State, JoinRequest.Stage, RequestStep.Outcome


class ReasonMissing(DomainError):
    """Who refuses says why."""

    code = "reason_missing"
    sentence = gettext_lazy("Tulis alasan penolakan supaya pemohon tahu apa yang perlu dilakukan.")


class NothingChosen(DomainError):
    """The form came without a request that lies before the actor."""

    code = "nothing_chosen"
    sentence = gettext_lazy(
        "Belum ada yang diputuskan. Centang dulu permintaannya; yang tidak tampak lagi sudah dijawab."
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """One request as the approver saw it: at which stage."""

    request: UUID
    stage: str


def decide_requests(
    *, actor: Actor, choices: Sequence[Choice], approve: bool, reason: str, now: datetime
) -> int:
    """Approve or refuse requests that lie before the actor; gives how many it changed.

    An approval goes to the next stage or gives the place (or a place in the line). Records
    `delivery.request.approved` or `.refused`, tells the requester. Raises ReasonMissing,
    NothingChosen.
    """
    if not approve and not reason.strip():
        raise ReasonMissing
    stages = {each.request: each.stage for each in choices[:AT_ONCE]}
    today = local_date(now, actor.zone)
    mine = list(decidable(actor, today=today).filter(uuid__in=stages).order_by("id"))
    mine = [each for each in mine if each.stage == stages[each.uuid]]
    if not mine:
        raise NothingChosen
    by = (actor.person_id, actor.name)
    changed = 0
    for seen in mine:
        with scoped(Scope(tenant_id=seen.tenant_id)):
            request = _lock(seen)
            if request is None:
                continue
            _decide(request, approve=approve, by=by, reason=reason.strip(), now=now)
            changed += 1
    return changed


def refuse_open_request(
    request: JoinRequest, *, by: tuple[int, str], reason: str, now: datetime
) -> None:
    """Refuse a request that lost what it rested on; one that was decided meanwhile stays."""
    locked = _lock(request)
    if locked is not None:
        _decide(locked, approve=False, by=by, reason=reason, now=now)


def pass_overdue(*, now: datetime) -> int:
    """Move requests whose time is over, as their gate says; gives how many.

    Those for a course that is over or called off end with a word why.
    """
    moved = 0
    with scoped(SYSTEM):
        for seen in pointless(now=now)[:BATCH]:
            request = _lock(seen)
            if request is not None:
                _over(request, now=now)
                moved += 1
        for seen in overdue().filter(waits_until__lte=now)[:BATCH]:
            request = _lock(seen)
            if request is None:
                continue
            gate = Gate.objects.get(offering=request.offering)
            add_step(request, _Outcome.TIMED_OUT, by=(None, ""), now=now)
            if gate.on_timeout == Gate.Timeout.PASS_ON and request.stage == _Stage.SUPERVISOR:
                _move(request, _Stage.OFFICE, gate, now=now)
            else:
                _approved(request, gate, now=now)
            moved += 1
    return moved


def _lock(seen: JoinRequest) -> JoinRequest | None:
    """The request, if it still waits where it was seen."""
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("offering")
    return rows.filter(pk=seen.pk, state=_State.OPEN, stage=seen.stage).first()


def _decide(
    request: JoinRequest, *, approve: bool, by: tuple[int, str], reason: str, now: datetime
) -> None:
    if approve:
        add_step(request, _Outcome.APPROVED, by=by, reason=reason, now=now)
        _approved(request, Gate.objects.get(offering=request.offering), now=now)
        return
    add_step(request, _Outcome.REFUSED, by=by, reason=reason, now=now)
    _close(request, _State.REFUSED, now=now)
    _tell(request, gettext_noop("Permintaan ditolak: %(title)s"), body=reason, now=now)


def _approved(request: JoinRequest, gate: Gate, *, now: datetime) -> None:
    stage = way_of(gate).after(request.stage)
    if stage:
        _move(request, stage, gate, now=now)
        return
    offering = request.offering
    if offering.state != Offering.State.PUBLISHED or now >= offering.ends_at:
        _over(request, now=now)
        return
    _close(request, _State.APPROVED, now=now)
    place_people(offering, [request.person_id], source="approved", now=now)


@override("id")  # read by others: not in the language of who acts
def _over(request: JoinRequest, *, now: datetime) -> None:
    """Nothing is left to join: the requester hears that, not of an approval that gives no place."""
    reason = _("Pelatihan ini sudah berakhir atau dibatalkan.")
    add_step(request, _Outcome.REFUSED, by=(None, ""), reason=reason, now=now)
    _close(request, _State.REFUSED, now=now)
    _tell(request, gettext_noop("Permintaan berakhir: %(title)s"), body=reason, now=now)


def _move(request: JoinRequest, stage: str, gate: Gate, *, now: datetime) -> None:
    request.stage, request.since = stage, now
    request.waits_until = way_of(gate).waits_until(stage, since=now)
    request.save(update_fields=["stage", "since", "waits_until"])
    title = gettext_noop("Permintaan diteruskan ke bagian pelatihan: %(title)s")
    _tell(request, title, body="", now=now)


def _close(request: JoinRequest, state: JoinRequest.State, *, now: datetime) -> None:
    request.state, request.decided_at, request.waits_until = state, now, None
    request.save(update_fields=["state", "decided_at", "waits_until"])


def _tell(request: JoinRequest, title: str, *, body: str, now: datetime) -> None:
    """A word to the requester; the place itself is confirmed like every other."""
    with scoped(SYSTEM), override("id"):
        face = faces([request.person_id]).get(request.person_id)
        message = Message(
            person_id=request.person_id,
            key=f"permintaan:{request.uuid}:{request.stage}:{request.state}",
            kind="registration",
            title=(_(title) % {"title": request.offering.title})[:200],
            body=body,
            link=f"/pelatihan/{request.offering.uuid}/",
            email=face.email if face else "",
        )
        notify(tenant_id=request.tenant_id, messages=[message], now=now)
