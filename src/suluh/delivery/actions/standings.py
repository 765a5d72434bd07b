"""Moving people through the states of an angkatan, by the table alone; each move is in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.base import text
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.verdict_news import tell_verdicts
from suluh.delivery.actions.verdicts import result_for
from suluh.delivery.models import Enrolment, Offering, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.standing import Act, State, move_between
from suluh.organisation.rules.roles import require
from suluh.organisation.types import Actor

MOST = 1000


class MoveReasonMissing(DomainError):
    """Moves backwards and out are explained."""

    code = "move_reason_missing"
    sentence = _("Tulis alasannya. Alasan ini tersimpan di jejak audit.")


class TooMany(DomainError):
    """More people at once than one act locks."""

    code = "too_many_at_once"

    def __init__(self) -> None:
        told = _("Paling banyak %(n)s orang sekali ubah. Persempit dulu dengan pencarian.")
        super().__init__(told % {"n": text.number(MOST)})


@dataclass(frozen=True, slots=True)
class Moved:
    """How many were moved, and how many stand where the move does not begin."""

    done: int
    passed_over: int


def move_people(
    *, actor: Actor, uuid: UUID, places: Sequence[UUID], to: str, reason: str, now: datetime
) -> Moved:
    """Move these people to a state by hand; who stands elsewhere is passed over.

    Checks permission and reason of each move by the table. Locks the places. Who passes after a
    remedial is completed through `record_results`. Repeating changes nothing. Raises
    MoveReasonMissing, TooMany.
    """
    if len(places) > MOST:
        raise TooMany
    offering = get_managed_batch(actor, uuid)
    found = locked_places(offering, places)
    standings = standings_of(found)
    moved = []
    for place in found:
        before = standings[place.pk].state
        move = move_between(before, to)
        if move is None:
            continue
        path = offering.unit.path if offering.unit else ""
        require(actor, move.permission, agency_id=offering.tenant_id, unit_path=path)
        if move.needs_reason and not reason.strip():
            raise MoveReasonMissing
        write_standing(standings[place.pk], to, actor_id=actor.person_id, reason=reason, now=now)
        moved.append(place)
    _finish(offering, moved, standings, to=to, actor=actor, now=now)
    return Moved(len(moved), len(found) - len(moved))


def arrive(places: Sequence[Enrolment], *, actor_id: int, now: datetime) -> None:
    """Who was seen at a session has arrived; who had arrived before is in the midst of it."""
    standings = standings_of(places)
    for place in places:
        standing = standings[place.pk]
        for to in (State.ARRIVED, State.RUNNING):
            if move_between(standing.state, to, Act.ROLL):
                write_standing(standing, to, actor_id=actor_id, reason="", now=now)
                break


def locked_places(offering: Offering, places: Sequence[UUID]) -> list[Enrolment]:
    """The places of people who are expected, locked, in a fixed order."""
    ids = list(expected_in(offering).filter(uuid__in=list(places)[:MOST]).values_list("pk"))
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=[pk for (pk,) in ids])
    return list(rows.order_by("id"))


def standings_of(places: Sequence[Enrolment]) -> dict[int, Standing]:
    """Each one's standing; who has none is proposed, not yet written."""
    rows = Standing.objects.filter(enrolment__in=[place.pk for place in places])
    known = {row.enrolment_id: row for row in rows}
    return {
        place.pk: known.get(place.pk)
        or Standing(
            tenant_id=place.tenant_id, enrolment=place, offering_id=place.offering_id,
            person_id=place.person_id, state=State.PROPOSED,
        )
        for place in places
    }  # fmt: skip


def write_standing(
    standing: Standing, to: str, *, actor_id: int, reason: str, now: datetime
) -> None:
    """Write a state that the table allowed, and its line in the trail."""
    before, standing.state = standing.state, to
    standing.reason, standing.at, standing.by_id = reason[:300], now, actor_id
    standing.save()
    record_event(
        "delivery.standing.moved", at=now, tenant_id=standing.tenant_id, actor_id=actor_id,
        subject=standing.enrolment.uuid, reason=reason[:300],
        data={"before": str(before), "after": str(to)},
    )  # fmt: skip


def _finish(
    offering: Offering,
    moved: Sequence[Enrolment],
    standings: dict[int, Standing],
    *,
    to: str,
    actor: Actor,
    now: datetime,
) -> None:
    """A verdict after the remedial has its results."""
    if not moved or to not in (State.PASSED, State.FAILED):
        return
    results = [result_for(offering, place, standings[place.pk]) for place in moved]
    record_results(offering_id=offering.pk, results=results, actor_id=actor.person_id, now=now)
    tell_verdicts(offering, moved, standings=standings, results=results, now=now)
