"""Units of an agency: add, rename, move, close. Employment keeps its unit, so past days stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.base.ids import uuid7
from suluh.organisation.models import Unit
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

MAX_PATH = 200


class UnitInUse(DomainError):
    """People or open units still belong to the unit."""

    code = "unit_in_use"
    sentence = _("Unit ini masih berisi pegawai atau unit di bawahnya. Pindahkan mereka dulu.")


class UnitCircle(DomainError):
    """A unit cannot stand below itself."""

    code = "unit_circle"
    sentence = _("Unit tidak dapat dipindahkan ke bawah dirinya sendiri.")


class UnitTooDeep(DomainError):
    """The tree would grow beyond what its paths can hold."""

    code = "unit_too_deep"
    sentence = _("Susunan unit terlalu dalam.")


class UnitExists(DomainError):
    """The code, or the name under that parent, is taken."""

    code = "unit_exists"
    sentence = _("Sudah ada unit dengan nama atau kode itu di tempat yang sama.")


def add_unit(
    *,
    actor: Actor,
    now: datetime,
    name: str,
    code: str = "",
    kind: str = "",
    parent: UUID | None = None,
    valid_from: date,
) -> Unit:
    """Add a unit below `parent`, or as a root. Raises UnitExists."""
    agency_id = _agency(actor)
    above = _own_unit(actor, parent) if parent else None
    _refuse_twin(agency_id, above.id if above else None, name=name, code=code)
    unit = Unit.objects.create(
        tenant_id=agency_id,
        parent=above,
        name=name,
        code=code,
        kind=kind,
        valid_from=valid_from,
        depth=above.depth + 1 if above else 0,
    )
    unit.path = _path(above.path if above else "", unit.id)
    unit.save(update_fields=["path"])
    _record("added", unit, actor=actor, now=now)
    return unit


def rename_unit(
    *, actor: Actor, now: datetime, unit: UUID, name: str, code: str, kind: str = ""
) -> Unit:
    """Give a unit another name, code or kind; the event keeps the old name."""
    row = _own_unit(actor, unit)
    _refuse_twin(row.tenant_id, row.parent_id, name=name, code=code, but=row.id)
    before = row.name
    row.name, row.code, row.kind = name, code, kind
    row.save(update_fields=["name", "code", "kind"])
    _record("renamed", row, actor=actor, now=now, before=before)
    return row


def move_unit(*, actor: Actor, now: datetime, unit: UUID, parent: UUID | None) -> Unit:
    """Put a unit with all below it under another parent (None: to the top)."""
    row = _own_unit(actor, unit)
    above = _own_unit(actor, parent) if parent else None
    if above and above.path.startswith(row.path):
        raise UnitCircle
    if row.parent_id == (above.id if above else None):
        return row
    _refuse_twin(row.tenant_id, above.id if above else None, name=row.name, code="", but=row.id)
    old, new = row.path, _path(above.path if above else "", row.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organisation_unit SET path = %s || substr(path, %s), depth = depth + %s"
            " WHERE tenant_id = %s AND path LIKE %s",
            [new, len(old) + 1, (above.depth + 1 if above else 0) - row.depth, row.tenant_id,
             f"{old}%"],
        )  # fmt: skip
    row.refresh_from_db()
    row.parent = above
    row.save(update_fields=["parent"])
    _record("moved", row, actor=actor, now=now, before=old)
    return row


def close_unit(*, actor: Actor, now: datetime, unit: UUID, on: date) -> Unit:
    """End a unit on a day; it stays in past reports. Raises UnitInUse."""
    row = _own_unit(actor, unit)
    if (
        Unit.objects.filter(parent=row, valid_to=None).exists()
        or row.employments.filter(valid_to=None).exists()
    ):
        raise UnitInUse
    row.valid_to = max(on, row.valid_from)
    row.save(update_fields=["valid_to"])
    _record("closed", row, actor=actor, now=now)
    return row


def add_units(
    *,
    tenant_id: int,
    units: Sequence[tuple[str, str, str, int | str | None]],
    valid_from: date,
    at: datetime,
) -> dict[str, int]:
    """Add units of a people file (key, code, name, parent's id or key), parents first.

    Called inside an import that has checked the permission; gives the ids by key.
    """
    ids: dict[str, int] = {}
    paths: dict[int, tuple[str, int]] = {}
    for key, code, name, parent in units:
        above = ids[parent] if isinstance(parent, str) else parent
        if above and above not in paths:
            found = Unit.reachable.get(id=above)
            paths[above] = (found.path, found.depth)
        start, depth = paths[above] if above else ("", -1)
        unit = Unit.reachable.create(
            uuid=uuid7(), tenant_id=tenant_id, parent_id=above, code=code, name=name,
            depth=depth + 1, valid_from=valid_from,
        )  # fmt: skip
        unit.path = _path(start, unit.id)
        unit.save(update_fields=["path"])
        ids[key] = unit.id
        paths[unit.id] = (unit.path, unit.depth)
    if ids:
        record_event(
            "organisation.units.added", at=at, tenant_id=tenant_id, data={"count": len(ids)}
        )
    return ids


def _agency(actor: Actor) -> int:
    if actor.agency_id is None:
        raise NotFound
    require(actor, Permission.UNIT_EDIT, agency_id=actor.agency_id)
    return actor.agency_id


def _own_unit(actor: Actor, uuid: UUID) -> Unit:
    agency_id = _agency(actor)
    found = Unit.objects.select_for_update().filter(tenant_id=agency_id, uuid=uuid, valid_to=None)
    unit = found.first()
    if unit is None:
        raise NotFound
    return unit


def _path(above: str, number: int) -> str:
    path = f"{above}{number}/"
    if len(path) > MAX_PATH - 20:
        raise UnitTooDeep
    return path


def _refuse_twin(
    agency_id: int, parent_id: int | None, *, name: str, code: str, but: int | None = None
) -> None:
    open_units = Unit.objects.filter(tenant_id=agency_id, valid_to=None).exclude(id=but or 0)
    same_place = open_units.filter(parent_id=parent_id, name__iexact=name)
    if same_place.exists() or (code and open_units.filter(code__iexact=code).exists()):
        raise UnitExists


def _record(verb: str, unit: Unit, *, actor: Actor, now: datetime, before: str = "") -> None:
    record_event(
        f"organisation.unit.{verb}", at=now, tenant_id=unit.tenant_id, actor_id=actor.person_id,
        subject=unit.uuid, data={"name": unit.name, "path": unit.path, "before": before},
    )  # fmt: skip
