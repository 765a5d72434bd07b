"""Where somebody marks: by a role in their own agency, or as a guest in one angkatan of another.

A guest stands in the organiser's scope narrowed to the angkatan (`Scope.offering_id`): there the
database itself shows no other place of the agency, so a query that forgets to ask shows nothing.
`may_mark` knows nothing of guests: what else it opens (discussions, evaluations, practices) stays
with the roles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.delivery.models import BatchTrainer, Enrolment
from suluh.organisation.models import TenantModel
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor

DOOR = "mengajar"
WAY = "enrolment__offering"
M = TypeVar("M", bound=Model)


class GuestFactorMissing(NotAllowed):
    """Marks are worth JP and certificates: guests prove themselves as trainers with a role do."""

    code = "guest_factor_missing"
    sentence = _(
        "Menilai meminta verifikasi dua langkah. Aktifkan di Data saya, bagian Keamanan, lalu buka"
        " lagi halaman ini."
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose learners somebody marks: of courses of these units, or as a guest of one angkatan."""

    person_id: int
    agency_id: int | None = None
    paths: tuple[str, ...] = ()
    offering_id: int | None = None
    place: UUID | None = None

    @property
    def is_guest(self) -> bool:
        """Whether it is a guest's."""
        return self.offering_id is not None

    def of(self, rows: QuerySet[M], way: str = WAY) -> QuerySet[M]:
        """Those of the rows that are reached; `way` leads to the offering, '' where they are it."""
        step = f"{way}__" if way else ""
        if self.offering_id is not None:
            return rows.filter(**{f"{step}id": self.offering_id})
        # Not left to the scope: who has a role at home may stand in another agency's as its guest.
        return rows.filter(under(self.paths, f"{step}unit"), tenant_id=self.agency_id)


def reach_by_role(actor: Actor) -> Reach | None:
    """Where the actor's roles let them mark in their own agency; None for nowhere. No query."""
    agency = actor.agency_id
    paths = reach(actor, Permission.TRAINING_MARK, agency_id=agency) if agency else []
    return Reach(actor.person_id, agency, tuple(paths)) if paths else None


def guest_places(actor: Actor, *, now: datetime) -> QuerySet[BatchTrainer]:
    """The actor's places as a guest that are open at this moment, in any agency.

    Who takes part in the angkatan judges nobody in it, whatever was written down.
    """
    mine = Enrolment.reachable.filter(offering=OuterRef("offering_id"), person_id=actor.person_id)
    rows = BatchTrainer.reachable.filter(person_id=actor.person_id, ended_at=None)
    rows = rows.filter(opens_at__lte=now, closes_at__gt=now)
    return rows.filter(~Exists(mine.exclude(state=Enrolment.State.CANCELLED)))


@contextmanager
def marking_in(actor: Actor, place: UUID | None, *, now: datetime) -> Iterator[Reach]:
    """What the actor marks by role, or as guest at that `place` (a BatchTrainer's uuid).

    Raises NotAllowed where no role marks anything; an ended place looks absent.
    """
    if place is None:
        own = reach_by_role(actor)
        if own is None:
            raise NotAllowed
        yield own
        return
    found = guest_places(actor, now=now).filter(uuid=place).first()
    if found is None:
        raise NotFound
    with _as_guest(actor, found) as guest:
        yield guest


@contextmanager
def marking_scope(
    actor: Actor, model: type[TenantModel], *, now: datetime, way: str = WAY, **named: Any
) -> Iterator[Reach]:
    """The scope in which the actor may mark the row so named; to everybody else it is absent.

    `way` leads from the row to its offering. People who were never a guest cost no query here:
    the caller reads the row within the reach, which refuses them.
    """
    own = reach_by_role(actor)
    if own is not None and DOOR not in actor.doors:
        yield own
        return
    if own is not None and own.of(_named(model, named), way).exists():
        yield own
        return
    with _as_guest(actor, _place_at(actor, model, named, way=way, now=now)) as guest:
        yield guest


def _named(model: type[TenantModel], named: Mapping[str, Any]) -> QuerySet[Any]:
    return model._default_manager.filter(**named)


def _place_at(
    actor: Actor, model: type[TenantModel], named: Mapping[str, Any], *, way: str, now: datetime
) -> BatchTrainer:
    """The actor's open place in the row's offering. Wide, but asks only in these offerings."""
    places = list(guest_places(actor, now=now)) if DOOR in actor.doors else []
    if not places:
        raise NotFound
    offerings = [place.offering_id for place in places]
    with scoped(SYSTEM):
        rows = _named(model, named).filter(**{f"{way}_id__in": offerings})
        offering_id = rows.values_list(f"{way}_id", flat=True).first()
    found = next((place for place in places if place.offering_id == offering_id), None)
    if found is None:
        raise NotFound
    return found


@contextmanager
def _as_guest(actor: Actor, place: BatchTrainer) -> Iterator[Reach]:
    """The organiser's scope, narrowed to the angkatan of the place."""
    if not actor.has_second_factor:
        raise GuestFactorMissing
    scope = Scope(
        tenant_id=place.tenant_id, person_id=actor.person_id, offering_id=place.offering_id
    )
    with scoped(scope):
        yield Reach(actor.person_id, offering_id=place.offering_id, place=place.uuid)
