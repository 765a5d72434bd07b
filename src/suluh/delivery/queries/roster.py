"""Reading series: those of an agency, slots, whose turn is next, how fair it was."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.delivery.models import Offering, RosterSlot, Series
from suluh.delivery.queries.offerings import PUBLIC_STATES
from suluh.delivery.rules.turns import Turn, in_order
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

_ALIVE = ~Q(state=RosterSlot.State.CANCELLED)


def managed_series(actor: Actor, *, text: str = "") -> QuerySet[Series]:
    """Series of the actor's agency with the number of their events."""
    require_series(actor)
    rows = Series.objects.annotate(events=Count("offerings"))
    return rows.filter(name__icontains=text) if text else rows


def get_managed_series(actor: Actor, uuid: UUID) -> Series:
    """A series of the actor's agency, for whoever organises there."""
    require_series(actor)
    found = Series.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def may_change_series(actor: Actor) -> bool:
    """Whether the actor organises for the whole agency, whose series they are."""
    return can(actor, Permission.SERIES_MANAGE, agency_id=actor.agency_id)


def require_series(actor: Actor) -> None:
    """Raise unless the actor organises anywhere in the own agency."""
    agency_id = actor.agency_id
    if not agency_id or not reach(actor, Permission.SERIES_MANAGE, agency_id=agency_id):
        raise NotAllowed


def get_series(uuid: UUID) -> Series:
    """A series as everyone may see it."""
    found = Series.reachable.select_related("tenant").filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def events_of_series(series: Series) -> QuerySet[Offering]:
    """Announced events of a series that the scope reaches, latest first."""
    rows = Offering.reachable.filter(series=series, state__in=PUBLIC_STATES)
    return rows.select_related("form", "series", "tenant").order_by("-starts_at", "-id")


def next_number_of(series: Series) -> int:
    """The number after the highest one given out, drafts included."""
    highest = Offering.objects.filter(series=series).aggregate(highest=Max("number"))["highest"]
    return max(series.next_number, (highest or 0) + 1)


def slots_of(series: Series) -> QuerySet[RosterSlot]:
    """Turns of a series by date."""
    rows = RosterSlot.objects.filter(series=series).select_related("unit", "speaker", "moderator")
    return rows.order_by("date", "id")


def get_slot(actor: Actor, uuid: UUID) -> RosterSlot:
    """A turn of a unit for which the actor organises; every other looks absent."""
    require_series(actor)
    rows = RosterSlot.objects.select_related("series", "unit", "speaker", "moderator")
    found = rows.filter(uuid=uuid).first()
    if found is None or not may_act_on(actor, found):
        raise NotFound
    return found


def may_act_on(actor: Actor, slot: RosterSlot) -> bool:
    """Whether the actor organises for the unit whose turn it is."""
    return can(actor, Permission.SERIES_MANAGE, agency_id=slot.tenant_id, unit_path=slot.unit.path)


def rotating_units() -> QuerySet[Unit]:
    """OPD that take turns: the agency's top units, or those below its single root."""
    open_units = Unit.objects.filter(valid_to=None)
    roots = list(open_units.filter(depth=0).values_list("id", flat=True)[:2])
    if len(roots) == 1 and open_units.filter(parent_id=roots[0]).exists():
        return open_units.filter(parent_id=roots[0]).order_by("name")
    return open_units.filter(depth=0).order_by("name")


def turns_of(series: Series) -> list[Turn]:
    """Every rotating OPD with its turns so far, next in turn first."""
    counted: Any = (
        RosterSlot.objects.filter(_ALIVE, series=series)
        .order_by()
        .values("unit_id")
        .annotate(count=Count("id"), last=Max("date"))
    )
    known = {row["unit_id"]: row for row in counted}
    return in_order(
        Turn(
            unit.pk,
            unit.name,
            count=known.get(unit.pk, {}).get("count", 0),
            last=known.get(unit.pk, {}).get("last"),
        )
        for unit in rotating_units()
    )


def draft_values_of_slot(actor: Actor, uuid: UUID) -> dict[str, Any]:
    """What the event of a turn starts with."""
    slot = get_slot(actor, uuid)
    starts = datetime.combine(slot.date, time(9), ZoneInfo(actor.zone))
    return {
        "title": slot.theme,
        "theme": slot.theme[:120],
        "series": slot.series,
        "number": next_number_of(slot.series),
        "starts_at": starts,
    }
