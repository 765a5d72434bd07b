"""Reading the unit tree and the posts of the actor's agency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from suluh.base.errors import NotFound
from suluh.organisation.models import Position, Unit
from suluh.organisation.rules.roles import Permission, home_of, require
from suluh.organisation.types import Actor

SHOWN_LEVELS = 3


def under(paths: Iterable[str], way: str = "unit") -> Q:
    """Rows whose unit lies in one of these subtrees (as `rules.roles.reach` names them).

    `way` leads from the row to its unit. '' is the whole agency, with what has no unit; no path is
    nothing at all. Either stays true in an "or": an empty Q would give way to the other condition.
    """
    inside = Q(pk__in=[])
    for path in paths:
        if not path:
            return ~Q(pk__in=[])
        inside |= Q((f"{way}__path__startswith", path))
    return inside


@dataclass(slots=True)
class Node:
    """A unit with the units below it that are shown; `more`: there are deeper ones."""

    unit: Unit
    below: list[Node] = field(default_factory=list)
    more: bool = False


def unit_tree(actor: Actor, top: UUID | None = None) -> tuple[Unit | None, list[Node]]:
    """Three levels of today's tree below `top` (None: from the roots)."""
    rows = _open_units(actor)
    root = get_unit(actor, top) if top else None
    start = root.depth + 1 if root else 0
    if root:
        rows = rows.filter(path__startswith=root.path).exclude(id=root.id)
    found = list(rows.filter(depth__lt=start + SHOWN_LEVELS + 1).order_by("depth", "name", "id"))
    nodes: dict[int, Node] = {}
    top_nodes: list[Node] = []
    for unit in found:
        above = nodes.get(unit.parent_id or 0)
        if unit.depth == start + SHOWN_LEVELS:
            if above:
                above.more = True
            continue
        nodes[unit.id] = node = Node(unit)
        if above:
            above.below.append(node)
        else:
            top_nodes.append(node)
    return root, top_nodes


def search_units(actor: Actor, text: str) -> QuerySet[Unit]:
    """Today's units whose name or code holds the text."""
    rows = _open_units(actor).select_related("parent").order_by("name", "id")
    return rows.filter(name__icontains=text) | rows.filter(code__iexact=text)


def closed_units(actor: Actor) -> QuerySet[Unit]:
    """Units that ended, latest first."""
    rows = Unit.objects.filter(tenant_id=_agency(actor)).exclude(valid_to=None)
    return rows.order_by("-valid_to", "name", "id")


def get_unit(actor: Actor, uuid: UUID) -> Unit:
    """One unit of the actor's agency, open or closed; raises NotFound."""
    unit = Unit.objects.filter(tenant_id=_agency(actor), uuid=uuid).select_related("parent").first()
    if unit is None:
        raise NotFound
    return unit


def children_of(unit: Unit) -> QuerySet[Unit]:
    """Open units directly below."""
    return Unit.objects.filter(parent=unit, valid_to=None).order_by("name", "id")


def parent_choices(actor: Actor, but: Unit | None = None) -> list[tuple[str, str]]:
    """Open units as parents, with their indentation; never the unit itself or one below it."""
    units = list(_open_units(actor).order_by("path"))
    names = {unit.id: unit.name for unit in units}
    found = []
    for unit in units:
        if but and unit.path.startswith(but.path):
            continue
        trail = [names.get(int(part), "") for part in unit.path.split("/") if part]
        found.append((str(unit.uuid), " / ".join(name for name in trail if name)))
    return sorted(found, key=lambda pair: pair[1].lower())


def positions(actor: Actor, text: str = "") -> QuerySet[Position]:
    """Posts of the agency, by name."""
    rows = Position.objects.filter(tenant_id=_agency(actor))
    if text:
        rows = rows.filter(name__icontains=text)
    return rows.order_by("name", "id")


def names_above(units: Iterable[int]) -> dict[int, str]:
    """The name of the unit above each of these, in the scope: every office has a Sekretariat."""
    rows = Unit.objects.filter(pk__in=set(units)).exclude(parent=None)
    return dict(rows.values_list("pk", "parent__name"))


def office_above(way: str = "unit_id") -> Subquery:
    """The same as a column of rows that keep the unit's id; nothing outside the scope."""
    rows = Unit.objects.filter(pk=OuterRef(way)).values("parent__name")
    return Subquery(rows[:1])


def _open_units(actor: Actor) -> QuerySet[Unit]:
    return Unit.objects.filter(tenant_id=_agency(actor), valid_to=None)


def _agency(actor: Actor) -> int:
    agency_id = home_of(actor)
    require(actor, Permission.UNIT_EDIT, agency_id=agency_id)
    return agency_id
