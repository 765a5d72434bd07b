"""Where one looks: the nation, an agency, a unit; and whether the actor may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import Scope, scoped
from suluh.organisation.models import Agency, Unit
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """An agency, or one of its units with all below it."""

    agency: Agency
    unit: Unit | None = None

    @property
    def unit_id(self) -> int:
        """Key of the sums: 0 is the whole agency."""
        return self.unit.pk if self.unit else 0

    @property
    def path(self) -> str:
        """Path of the subtree; '' is the whole agency."""
        return self.unit.path if self.unit else ""

    @property
    def name(self) -> str:
        """Name for headings."""
        return self.unit.name if self.unit else self.agency.name

    @property
    def url(self) -> str:
        """Its dashboard."""
        if self.unit:
            return reverse("rates_unit", args=[self.unit.uuid])
        return reverse("rates_agency", args=[self.agency.code])

    @property
    def query(self) -> str:
        """For links below the agency's address: names the unit."""
        return f"unit={self.unit.uuid}" if self.unit else ""


def find_place(actor: Actor, *, code: str = "", unit: UUID | None = None) -> Place:
    """The agency by code or unit by uuid, if the actor may see its rates; else NotFound."""
    place = _unit_place(unit) if unit else _agency_place(code)
    if code and place and place.agency.code != code:
        place = None
    if place is None or not can(
        actor, Permission.RATE_VIEW, agency_id=place.agency.pk, unit_path=place.path
    ):
        raise NotFound(_("Capaian ini tidak ada, atau bukan wewenang Anda."))
    return place


def _unit_place(unit: UUID) -> Place | None:
    found = Unit.reachable.select_related("tenant").filter(uuid=unit).first()
    return Place(found.tenant, found) if found else None


def _agency_place(code: str) -> Place | None:
    found = Agency.objects.filter(code=code).first()
    return Place(found) if found else None


def first_place(actor: Actor) -> str:
    """Address of the dashboard that the actor's role is about; NotAllowed without one."""
    if can(actor, Permission.RATE_VIEW_NATION):
        return reverse("rates_nation")
    paths = reach(actor, Permission.RATE_VIEW, agency_id=actor.agency_id or 0)
    agency = Agency.objects.filter(pk=actor.agency_id or 0).first()
    if agency is None or not paths:
        raise NotAllowed
    if "" in paths:
        return Place(agency).url
    unit = Unit.objects.filter(path=paths[0]).first()
    if unit is None:
        raise NotAllowed
    return Place(agency, unit).url


@contextmanager
def inside(actor: Actor, place: Place) -> Iterator[None]:
    """The scope of the place's agency: a national user looks into agencies not their own."""
    if place.agency.pk == actor.agency_id:
        yield
        return
    with scoped(Scope(tenant_id=place.agency.pk, person_id=actor.person_id)):
        yield
