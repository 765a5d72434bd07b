"""The directory: an agency's people as its administrators list, find and open them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Employment, Person
from suluh.organisation.models import Position, Unit
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

NAMED = 1_000
ASLEEP = "belum"  # has an account and never signed in


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    text: str = ""
    unit: UUID | None = None
    status: str = ""
    jenis: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class PersonFile:
    """One person with the employments that this agency may see, newest first."""

    person: Person
    employments: list[Employment]
    account: Account | None
    present: Employment | None
    may_edit: bool


def reached_units(actor: Actor) -> list[str]:
    """Paths over which the actor may look at people; raises where there are none."""
    if actor.agency_id is None:
        raise NotFound
    paths = reach(actor, Permission.PEOPLE_VIEW, agency_id=actor.agency_id)
    if not paths:
        raise NotAllowed
    return paths


def employees(actor: Actor, wanted: Wanted) -> QuerySet[Employment]:
    """Today's employments within the actor's units, by name; no count, so a page costs the same."""
    rows = _within(Employment.objects.filter(valid_to=None), reached_units(actor))
    rows = rows.filter(tenant_id=actor.agency_id).select_related("person", "unit", "position")
    if wanted.unit:
        unit = Unit.objects.filter(tenant_id=actor.agency_id, uuid=wanted.unit).first()
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows.none()
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.jenis:
        # By ids: a condition on the employment's own row lets the list follow the index of names.
        posts = Position.objects.filter(tenant_id=actor.agency_id, jenis=wanted.jenis)
        rows = rows.filter(position_id__in=list(posts.values_list("id", flat=True)))
    if wanted.account == ASLEEP:
        rows = rows.filter(person__account__isnull=False, person__account__last_login=None)
    return _matching(actor, rows, wanted.text).order_by("person__name", "person_id")


def _matching(actor: Actor, rows: QuerySet[Employment], text: str) -> QuerySet[Employment]:
    """By beginning of the NIP, else by words of the name."""
    digits = text.replace(" ", "").replace(".", "")
    if digits.isdecimal():
        # A range, not LIKE: row security lets only leak-proof comparisons use an index.
        end = f"{digits[:-1]}{chr(ord(digits[-1]) + 1)}"
        return rows.filter(person__nip__gte=digits, person__nip__lt=end)
    words = text.split()[:6]
    return rows.filter(person_id__in=_named(actor, words)) if words else rows


def _named(actor: Actor, words: list[str]) -> list[int]:
    """Ids of the agency's people of that name, at most NAMED.

    In the wide scope with the agency named: under row security each name of the nation would be
    looked up among the acquaintances before it is compared.
    """
    rows = Employment.reachable.filter(tenant_id=actor.agency_id, valid_to=None)
    for word in words:
        rows = rows.filter(person__name__icontains=word)
    with scoped(SYSTEM):
        return list(rows.order_by("person__name").values_list("person_id", flat=True)[:NAMED])


def _within(rows: QuerySet[Employment], paths: list[str]) -> QuerySet[Employment]:
    return rows.filter(under(paths))


def person_file(actor: Actor, uuid: UUID) -> PersonFile:
    """One person who works, or worked last, within the actor's units; else NotFound."""
    paths = reached_units(actor)
    rows = list(
        Employment.objects.filter(tenant_id=actor.agency_id, person__uuid=uuid)
        .select_related("person", "unit", "position", "supervisor")
        .order_by("-valid_from", "-id")
    )
    if not rows or not any(rows[0].unit.path.startswith(path) for path in paths):
        raise NotFound
    present = rows[0] if rows[0].valid_to is None else None
    return PersonFile(
        person=rows[0].person, employments=rows, present=present,
        account=Account.objects.filter(person=rows[0].person).first(),
        may_edit=present is not None and can(
            actor, Permission.PEOPLE_EDIT, agency_id=present.tenant_id,
            unit_path=present.unit.path,
        ),
    )  # fmt: skip


def unit_choices(actor: Actor) -> list[tuple[str, str]]:
    """Open units within the actor's reach, indented by depth, for a form's choices."""
    paths = reached_units(actor)
    rows = Unit.objects.filter(tenant_id=actor.agency_id, valid_to=None).order_by("path")
    by_parent: dict[int | None, list[Unit]] = {}
    known = list(rows)
    ids = {unit.id for unit in known}
    for unit in known:
        above = unit.parent_id if unit.parent_id in ids else None
        by_parent.setdefault(above, []).append(unit)
    found: list[tuple[str, str]] = []
    _indent(by_parent, None, found, paths)
    return found


def _indent(
    by_parent: dict[int | None, list[Unit]], parent: int | None, found: list[tuple[str, str]],
    paths: list[str],
) -> None:  # fmt: skip
    for unit in sorted(by_parent.get(parent, []), key=lambda each: each.name):
        if any(unit.path.startswith(path) for path in paths):
            found.append((str(unit.uuid), f"{'· ' * unit.depth}{unit.name}"))
        _indent(by_parent, unit.id, found, paths)
