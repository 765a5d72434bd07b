"""Life of an event: drafted, changed, published, cancelled, copied."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.content.actions.covers import keep_small
from suluh.delivery.actions.seats import fit_seats
from suluh.delivery.models import Offering, OfferingAgency, OfferingPerson, RosterSlot, Series
from suluh.delivery.ports import event_kinds
from suluh.delivery.queries.offerings import get_managed_offering, organised_paths
from suluh.delivery.queries.readiness import missing_of
from suluh.delivery.queries.roster import next_number_of
from suluh.delivery.rules.presets import PRESETS
from suluh.ledger.queries import planned_award
from suluh.ledger.types import Schedule
from suluh.organisation.rules.roles import Permission, require
from suluh.organisation.types import Actor

CHANGEABLE = frozenset(
    {
        "title", "series", "number", "theme", "description", "banner", "form", "starts_at",
        "ends_at", "zone", "break_minutes", "audience", "seats", "registration_opens_at",
        "registration_closes_at", "join_link", "place", "attendance_rule", "has_evaluation",
        "template",
    }
)  # fmt: skip
SEMINAR = 9


class NotReady(DomainError):
    """The draft lacks something that participants need."""

    code = "not_ready"


class NumberTaken(DomainError):
    """Another event of the series has the number."""

    code = "number_taken"
    sentence = _("Nomor itu sudah dipakai acara lain dalam seri ini. Pilih nomor berikutnya.")


class WrongState(DomainError):
    """The act does not fit the event's state."""

    code = "wrong_state"
    sentence = _("Acara ini sudah dibatalkan atau selesai, jadi tidak dapat diubah lagi.")


def start_draft(
    *, actor: Actor, now: datetime, changes: dict[str, Any], slot: UUID | None = None
) -> Offering:
    """A draft with sensible times (in a week, 09.00 for two and a half hours), by an organiser."""
    paths = organised_paths(actor)
    assert actor.agency_id is not None
    unit_id = None if "" in paths else int(paths[0].rstrip("/").rpartition("/")[2])
    starts_at = changes.pop("starts_at", None) or _next_week(now, actor.zone)
    offering = Offering(
        tenant_id=actor.agency_id,
        unit_id=unit_id,
        form_id=SEMINAR,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=150),
        zone=actor.zone,
        registration_opens_at=now,
        registration_closes_at=starts_at,
        attendance_rule=PRESETS[0].rule,
        created_by_id=actor.person_id,
        created_at=now,
    )
    _apply(offering, changes)
    _save(offering)
    if slot is not None:
        RosterSlot.objects.filter(uuid=slot, offering_id=None).update(offering_id=offering.pk)
    record_event(
        "delivery.offering.drafted",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
    )
    return offering


def change_offering(
    *,
    actor: Actor,
    uuid: UUID,
    changes: dict[str, Any],
    now: datetime,
    agencies: dict[int, int | None] | None = None,
) -> Offering:
    """Change fields of a draft or a published event; seats, kinds and participants follow.

    `agencies`: invited agencies with their quotas, replacing the earlier ones; None leaves them.
    """
    offering = _locked(actor, uuid)
    if offering.state not in (Offering.State.DRAFT, Offering.State.PUBLISHED):
        raise WrongState
    before = (offering.starts_at, offering.ends_at, offering.place)
    _apply(offering, changes)
    if offering.audience == Offering.Audience.NATIONAL:
        _require(actor, offering, Permission.EVENT_SHARE_NATIONAL)
    if agencies is not None:
        invite(offering, agencies)
    _save(offering)
    record_event(
        "delivery.offering.changed",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        data={"fields": sorted(changes)},
    )
    if offering.state == Offering.State.PUBLISHED:
        _follow(offering, now)
        if before != (offering.starts_at, offering.ends_at, offering.place):
            enqueue("delivery.tell_change", offering=str(uuid), at_time=now.isoformat())
    return offering


def publish_offering(*, actor: Actor, uuid: UUID, now: datetime) -> Offering:
    """Announce a draft: seats are laid out, kinds prepare, it appears in the catalogue."""
    offering = _locked(actor, uuid)
    if offering.state == Offering.State.PUBLISHED:
        return offering
    if offering.state != Offering.State.DRAFT:
        raise WrongState
    missing = missing_of(offering, now=now)
    if missing:
        raise NotReady(missing[0].sentence)
    offering.state = Offering.State.PUBLISHED
    _save(offering)
    if offering.series_id and offering.number:
        Series.objects.filter(pk=offering.series_id, next_number__lte=offering.number).update(
            next_number=offering.number + 1
        )
    _follow(offering, now)
    record_event(
        "delivery.offering.published",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
    )
    return offering


def cancel_offering(*, actor: Actor, uuid: UUID, reason: str, now: datetime) -> Offering:
    """Call the event off with a reason that participants are told."""
    offering = _locked(actor, uuid)
    if offering.state == Offering.State.CANCELLED:
        return offering
    if offering.state == Offering.State.FINISHED or offering.completed:
        raise WrongState
    was_public = offering.state == Offering.State.PUBLISHED
    offering.state, offering.cancel_reason = Offering.State.CANCELLED, reason
    offering.save(update_fields=["state", "cancel_reason"])
    RosterSlot.objects.filter(offering_id=offering.pk).update(offering_id=None)
    record_event(
        "delivery.offering.cancelled",
        at=now,
        tenant_id=offering.tenant_id,
        actor_id=actor.person_id,
        subject=offering.uuid,
        reason=reason,
    )
    if was_public:
        enqueue("delivery.tell_change", offering=str(uuid), at_time=now.isoformat())
    return offering


def copy_offering(*, actor: Actor, uuid: UUID, now: datetime) -> Offering:
    """A draft like the event, a week later (or next week, where that is past), next number."""
    source = get_managed_offering(actor, uuid)
    agencies = list(OfferingAgency.objects.filter(offering=source))
    people = list(OfferingPerson.objects.filter(offering=source))
    weeks = max((now - source.starts_at).days // 7 + 1, 1)
    shift = timedelta(weeks=weeks)
    copied = sorted(CHANGEABLE - {"banner", "number", "starts_at", "ends_at"})
    changes = {name: getattr(source, name) for name in copied} | {
        "number": next_number_of(source.series) if source.series else None,
        "starts_at": source.starts_at + shift,
        "registration_opens_at": now,
    }
    draft = start_draft(actor=actor, now=now, changes=changes)
    draft.ends_at, draft.unit = source.ends_at + shift, source.unit
    draft.registration_closes_at = max(source.registration_closes_at + shift, now)
    _save(draft)
    invite(draft, {row.agency_id: row.quota for row in agencies})
    for part in people:
        part.pk, part.offering, part.certified_at = None, draft, None
        part.save(force_insert=True)
    return draft


def _locked(actor: Actor, uuid: UUID) -> Offering:
    """The event, which the actor may manage, locked against other changes."""
    known = get_managed_offering(actor, uuid)
    Offering.objects.select_for_update().get(pk=known.pk)
    known.refresh_from_db()
    return known


def _require(actor: Actor, offering: Offering, permission: Permission) -> None:
    path = offering.unit.path if offering.unit else ""
    require(actor, permission, agency_id=offering.tenant_id, unit_path=path)


def _apply(offering: Offering, changes: dict[str, Any]) -> None:
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    for name, value in changes.items():
        setattr(offering, name, value)
    if "banner" in changes:
        offering.cover_mark = keep_small(changes["banner"])
    foretell(offering)


@override("id")  # read by others: not in the language of who acts
def foretell(offering: Offering) -> None:
    """Set the JP that full attendance will earn, with its reason."""
    if offering.ends_at <= offering.starts_at:
        return
    award = planned_award(
        Schedule(
            form_code=offering.form_id,
            starts_at=offering.starts_at,
            ends_at=offering.ends_at,
            zone=offering.zone,
            break_minutes=offering.break_minutes,
        )
    )
    offering.jp_minor = award.jp_minor
    offering.jp_reason = (award.explanation or award.cut_reason)[:300]


def _save(offering: Offering) -> None:
    try:
        with transaction.atomic():
            offering.save()
    except IntegrityError as error:
        if "offering_number_once" in str(error):
            raise NumberTaken from error
        raise


def invite(offering: Offering, agencies: dict[int, int | None]) -> None:
    """Invite these agencies with their quotas, and no others."""
    OfferingAgency.objects.filter(offering=offering).exclude(agency_id__in=agencies).delete()
    for agency_id, quota in agencies.items():
        OfferingAgency.objects.update_or_create(
            offering=offering,
            agency_id=agency_id,
            defaults={"quota": quota, "tenant_id": offering.tenant_id},
        )


def _follow(offering: Offering, now: datetime) -> None:
    """Let seats and kinds follow the published event."""
    fit_seats(offering=offering, now=now)
    for kind in event_kinds():
        kind.on_publish(offering, now=now)


def _next_week(now: datetime, zone: str) -> datetime:
    day = now.astimezone(ZoneInfo(zone)) + timedelta(days=7)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)
