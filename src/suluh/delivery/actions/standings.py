"""Moving people through the states of an angkatan, by the table alone; each move is in the trail."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from suluh.base import text
from suluh.base.errors import DomainError
from suluh.base.events import Fact, record_events
from suluh.delivery.actions.results import record_results
from suluh.delivery.actions.verdict_news import tell_verdicts
from suluh.delivery.actions.verdicts import results_for
from suluh.delivery.models import Batch, Enrolment, Offering, Standing
from suluh.delivery.queries.batches import get_managed_batch
from suluh.delivery.queries.rollcall import expected_in
from suluh.delivery.rules.standing import Act, State, move_between
from suluh.organisation.rules.roles import require
from suluh.organisation.types import Actor

_WRITTEN = ("state", "reason", "score", "predicate", "at", "by_id")


class MoveReasonMissing(DomainError):
    """Moves backwards and out are explained."""

    code = "move_reason_missing"
    sentence = gettext_lazy("Tulis alasannya. Alasan ini tersimpan di jejak audit.")


class ClosingRuns(DomainError):
    """What the meeting decided is being carried out: nobody is moved by hand meanwhile."""

    code = "closing_runs"
    sentence = gettext_lazy("Penutupan angkatan sedang berjalan. Tunggu sampai selesai.")


@dataclass(frozen=True, slots=True)
class Moved:
    """How many were moved, and how many stand where the move does not begin."""

    done: int
    passed_over: int

    @property
    def sentence(self) -> str:
        """What to tell who asked for it."""
        told = ngettext("%(n)s orang dipindahkan.", "%(n)s orang dipindahkan.", self.done)
        told %= {"n": text.number(self.done)}
        if self.passed_over:
            others = _("%(n)s orang tidak dapat menuju keadaan itu dari keadaannya sekarang.")
            told = f"{told} {others % {'n': text.number(self.passed_over)}}"
        return told


@dataclass(frozen=True, slots=True)
class Step:
    """One standing and where it goes, by a move that the table allows."""

    standing: Standing
    to: str
    reason: str = ""


def move_people(
    *, actor: Actor, uuid: UUID, places: Sequence[UUID], to: str, reason: str, now: datetime
) -> Moved:
    """Move these people to a state by hand; who stands elsewhere is passed over.

    Checks permission and reason of each move by the table. Locks the places. Who passes after a
    remedial is completed through `record_results`. Repeating changes nothing. Of many, ask
    `moving.ask_moves`. Raises MoveReasonMissing, ClosingRuns.
    """
    offering = get_managed_batch(actor, uuid)
    if is_closing(offering.pk):
        raise ClosingRuns
    found = _locked(expected_in(offering).filter(uuid__in=list(places)))
    standings = standings_of(found)
    states = {each.state for each in standings.values()}
    check_moves(states, to=to, reason=reason, actor=actor, offering=offering)
    return _move(offering, found, standings, to=to, reason=reason, by=actor.person_id, now=now)


def move_some(
    offering: Offering, places: Sequence[int], *, to: str, reason: str, actor_id: int, now: datetime
) -> Moved:
    """Move these places, of an act whose permission and reason were checked when it was asked for."""
    found = _locked(expected_in(offering).filter(pk__in=list(places)))
    standings = standings_of(found)
    return _move(offering, found, standings, to=to, reason=reason, by=actor_id, now=now)


def is_closing(offering_id: int) -> bool:
    """Whether the angkatan is being closed right now; holds a closing up until this move is made."""
    return Batch.objects.select_for_update().get(offering=offering_id).closing is not None


def check_moves(
    states: Collection[str], *, to: str, reason: str, actor: Actor, offering: Offering
) -> None:
    """Refuse moves from these states that are not this actor's, or that want a reason."""
    path = offering.unit.path if offering.unit else ""
    for move in filter(None, (move_between(each, to) for each in states)):
        require(actor, move.permission, agency_id=offering.tenant_id, unit_path=path)
        if move.needs_reason and not reason.strip():
            raise MoveReasonMissing


def _move(
    offering: Offering,
    places: Sequence[Enrolment],
    standings: dict[int, Standing],
    *,
    to: str,
    reason: str,
    by: int,
    now: datetime,
) -> Moved:
    moved = [place for place in places if move_between(standings[place.pk].state, to)]
    steps = [Step(standings[place.pk], to, reason) for place in moved]
    write_standings(steps, actor_id=by, now=now)
    _finish(offering, moved, standings, to=to, by=by, now=now)
    return Moved(len(moved), len(places) - len(moved))


def arrive(places: Sequence[Enrolment], *, actor_id: int, now: datetime) -> None:
    """Who was seen at a session has arrived; who had arrived before is in the midst of it."""
    steps = []
    for standing in standings_of(places).values():
        for to in (State.ARRIVED, State.RUNNING):
            if move_between(standing.state, to, Act.ROLL):
                steps.append(Step(standing, to))
                break
    write_standings(steps, actor_id=actor_id, now=now)


def _locked(places: QuerySet[Enrolment]) -> list[Enrolment]:
    """The places of people who are expected, locked, in a fixed order."""
    ids = [pk for (pk,) in places.values_list("pk")]
    rows = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return list(rows.order_by("id"))


def standings_of(places: Sequence[Enrolment]) -> dict[int, Standing]:
    """Each one's standing; who has none is proposed, not yet written."""
    rows = Standing.objects.filter(enrolment__in=[place.pk for place in places])
    known = {row.enrolment_id: row for row in rows}
    found = {}
    for place in places:
        standing = known.get(place.pk) or Standing(
            tenant_id=place.tenant_id, offering_id=place.offering_id, person_id=place.person_id,
            state=State.PROPOSED,
        )  # fmt: skip
        standing.enrolment = place  # known here: not asked for one by one
        found[place.pk] = standing
    return found


def write_standings(steps: Sequence[Step], *, actor_id: int, now: datetime) -> None:
    """Write states that the table allowed, and their lines in the trail: two statements for all."""
    if not steps:
        return
    facts = []
    for step in steps:
        standing, before, reason = step.standing, step.standing.state, step.reason[:300]
        standing.state, standing.reason = step.to, reason
        standing.at, standing.by_id = now, actor_id
        data = {"before": str(before), "after": str(step.to)}
        facts.append(
            Fact(
                standing.tenant_id, standing.enrolment.uuid, data, actor_id=actor_id, reason=reason
            )
        )
    rows = [step.standing for step in steps]
    Standing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["enrolment"], update_fields=_WRITTEN
    )
    record_events("delivery.standing.moved", at=now, facts=facts)


def _finish(
    offering: Offering,
    moved: Sequence[Enrolment],
    standings: dict[int, Standing],
    *,
    to: str,
    by: int,
    now: datetime,
) -> None:
    """A verdict after the remedial has its results."""
    if not moved or to not in (State.PASSED, State.FAILED):
        return
    results = results_for(offering, moved, standings)
    record_results(offering_id=offering.pk, results=results, actor_id=by, now=now)
    tell_verdicts(offering, moved, standings=standings, results=results, now=now)
