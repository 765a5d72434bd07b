"""Series and their rotation: created, changed; turns planned, confirmed, swapped, cancelled."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.delivery.models import RosterSlot, Series
from suluh.delivery.queries.roster import (
    get_managed_series,
    get_slot,
    rotating_units,
)
from suluh.organisation.rules.roles import Permission, can, home_of, require
from suluh.organisation.types import Actor

MATERIAL_BEFORE = timedelta(days=7)
_CHANGEABLE = ("unit_id", "date", "theme", "speaker_id", "moderator_id")


class SeriesNameTaken(DomainError):
    """The agency has a series of that name."""

    code = "series_name_taken"
    sentence = _("Seri dengan nama itu sudah ada. Pakai nama lain.")


class SlotDone(DomainError):
    """The turn is over or cancelled."""

    code = "slot_done"
    sentence = _("Giliran ini sudah berlangsung atau dibatalkan, jadi tidak dapat diubah.")


def save_series(
    *, actor: Actor, now: datetime, values: dict[str, Any], uuid: UUID | None = None
) -> Series:
    """Create a series, or change name, description, rotation and whether it still runs."""
    require(actor, Permission.SERIES_MANAGE, agency_id=actor.agency_id)
    if uuid is None:
        series = Series(tenant_id=home_of(actor), created_at=now)
    else:
        series = get_managed_series(actor, uuid)
    for name in ("name", "description", "rotates", "is_active", "next_number"):
        if name in values:
            setattr(series, name, values[name])
    try:
        with transaction.atomic():
            series.save()
    except IntegrityError as error:
        raise SeriesNameTaken from error
    _record("delivery.series.saved", actor, series.uuid, now=now)
    return series


def plan_slot(
    *,
    actor: Actor,
    series_uuid: UUID,
    unit_id: int,
    day: date,
    now: datetime,
    theme: str = "",
    speaker_id: int | None = None,
    moderator_id: int | None = None,
) -> RosterSlot:
    """Give an OPD a turn on a day; its material is due a week before."""
    require(actor, Permission.SERIES_MANAGE, agency_id=actor.agency_id)
    series = get_managed_series(actor, series_uuid)
    if not rotating_units().filter(pk=unit_id).exists():
        raise NotFound
    slot = RosterSlot.objects.create(
        tenant_id=series.tenant_id,
        series=series,
        unit_id=unit_id,
        date=day,
        theme=theme,
        speaker_id=speaker_id,
        moderator_id=moderator_id,
        material_due_on=day - MATERIAL_BEFORE,
        created_at=now,
    )
    _record("delivery.slot.planned", actor, slot.uuid, now=now)
    return slot


def change_slot(
    *, actor: Actor, uuid: UUID, values: dict[str, Any], reason: str, now: datetime
) -> list[str]:
    """Set OPD, day, theme and people of a turn, with the reason; gives the names of what changed.

    Another OPD or day must agree anew and is reminded anew; its material is due a week before.
    """
    slot = _open_slot(actor, uuid)
    changed = [name for name in _CHANGEABLE if getattr(slot, name) != values.get(name)]
    if not changed:
        return []
    if "unit_id" in changed:
        heir = rotating_units().filter(pk=values["unit_id"]).first()
        if heir is None or not can(
            actor, Permission.SERIES_MANAGE, agency_id=slot.tenant_id, unit_path=heir.path
        ):
            raise NotFound
    for name in changed:
        setattr(slot, name, values.get(name))
    if {"unit_id", "date"} & set(changed):
        slot.state, slot.reminded = RosterSlot.State.PLANNED, []
        slot.material_due_on = slot.date - MATERIAL_BEFORE
    slot.save()
    _record(
        "delivery.slot.changed", actor, slot.uuid, now=now, reason=reason, data={"fields": changed}
    )
    return changed


def confirm_slot(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """The OPD agreed to its turn; repeating is harmless."""
    slot = _open_slot(actor, uuid)
    if slot.state != RosterSlot.State.CONFIRMED:
        slot.state = RosterSlot.State.CONFIRMED
        slot.save(update_fields=["state"])
        _record("delivery.slot.confirmed", actor, slot.uuid, now=now)


def receive_material(*, actor: Actor, uuid: UUID, now: datetime) -> None:
    """The material of the turn has come; repeating keeps the first moment."""
    slot = _open_slot(actor, uuid)
    if slot.material_received_at is None:
        slot.material_received_at = now
        slot.save(update_fields=["material_received_at"])
        _record("delivery.slot.material_received", actor, slot.uuid, now=now)


def cancel_slot(*, actor: Actor, uuid: UUID, reason: str, now: datetime) -> None:
    """Call a turn off; it no longer counts for the OPD."""
    slot = _open_slot(actor, uuid)
    slot.state, slot.swap_reason = RosterSlot.State.CANCELLED, reason
    slot.save(update_fields=["state", "swap_reason"])
    _record("delivery.slot.cancelled", actor, slot.uuid, now=now, reason=reason)


def swap_slots(*, actor: Actor, uuid: UUID, other_uuid: UUID, reason: str, now: datetime) -> None:
    """Two OPD of a series exchange their days; both turns remember with whom and why."""
    first, second = _open_slot(actor, uuid), _open_slot(actor, other_uuid)
    if first.series_id != second.series_id or first.pk == second.pk:
        raise NotFound
    first.date, second.date = second.date, first.date
    first.material_due_on, second.material_due_on = second.material_due_on, first.material_due_on
    for slot, other in ((first, second), (second, first)):
        slot.swapped_with, slot.swap_reason, slot.reminded = other, reason, []
        slot.state = RosterSlot.State.PLANNED
        slot.save()
    _record("delivery.slot.swapped", actor, first.uuid, now=now, reason=reason)


def _open_slot(actor: Actor, uuid: UUID) -> RosterSlot:
    slot = get_slot(actor, uuid)
    RosterSlot.objects.select_for_update().get(pk=slot.pk)
    if slot.state in (RosterSlot.State.HELD, RosterSlot.State.CANCELLED):
        raise SlotDone
    return slot


def _record(
    name: str,
    actor: Actor,
    subject: UUID,
    *,
    now: datetime,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    record_event(
        name,
        at=now,
        tenant_id=actor.agency_id,
        actor_id=actor.person_id,
        subject=subject,
        reason=reason,
        data=data or {},
    )
