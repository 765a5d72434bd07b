"""Making, opening, closing and extending check-in windows; each act leaves its trace."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from suluh.activities.session.actions.news import tell_live
from suluh.activities.session.models import Window
from suluh.activities.session.rules.attendance import kinds_needed
from suluh.activities.session.rules.windows import IN, MIDDLE, OUT, default_windows
from suluh.base.errors import DomainError, NotFound
from suluh.base.events import record_event
from suluh.delivery.models import Offering
from suluh.delivery.queries.review import get_run_event
from suluh.organisation.types import Actor

SECRET_BYTES = 32
LONGEST = timedelta(days=14)


class EventNotRunning(DomainError):
    """Windows exist only once the event is published."""

    code = "event_not_running"
    sentence = _("Umumkan acara dulu, lalu buka pencatatan kehadirannya.")


class WindowTooLong(DomainError):
    """A window may not stay open for ever."""

    code = "window_too_long"
    sentence = _(
        "Kehadiran dapat dicatat paling lama 14 hari setelah acara. Pilih waktu yang lebih awal."
    )


def plan_windows(offering: Offering, *, now: datetime) -> None:
    """Make the windows that the event's rule asks for; those an organiser touched stay."""
    needed = kinds_needed(offering.attendance_rule)
    default = default_windows(
        offering.starts_at, offering.ends_at, has_evaluation=offering.has_evaluation
    )
    planned = [window for window in default if window.kind in needed]
    Window.objects.bulk_create(
        [
            Window(
                tenant_id=offering.tenant_id,
                offering=offering,
                kind=window.kind,
                opens_at=window.opens_at,
                closes_at=window.closes_at,
                needs_evaluation=window.needs_evaluation,
                secret=secrets.token_bytes(SECRET_BYTES),
            )
            for window in planned
        ],
        ignore_conflicts=True,
    )
    for window in planned:
        Window.objects.filter(
            Q(opens_at__gt=now) | Q(closes_at__gt=now),
            offering=offering,
            kind=window.kind,
            is_custom=False,
        ).update(
            opens_at=window.opens_at,
            closes_at=window.closes_at,
            needs_evaluation=window.needs_evaluation,
        )
    Window.objects.filter(
        offering=offering, opens_at__gt=now, is_custom=False, check_ins=None
    ).exclude(kind__in=needed).delete()


def open_window(*, actor: Actor, event: UUID, kind: str, now: datetime) -> Window:
    """Open the event's window of this kind now; what was closed opens again for 15 minutes."""
    offering = _running(actor, event)
    window = _locked(offering, kind, now)
    closes = window.closes_at if window.closes_at > now else now + timedelta(minutes=15)
    opens = min(window.opens_at, now)
    return _change(window, actor=actor, times=(opens, closes), act="opened", now=now)


def close_window(*, actor: Actor, event: UUID, kind: str, now: datetime) -> Window:
    """Close the window now."""
    offering = _running(actor, event)
    window = _locked(offering, kind, now)
    opens = min(window.opens_at, now - timedelta(seconds=1))
    closes = min(window.closes_at, now)
    return _change(window, actor=actor, times=(opens, closes), act="closed", now=now)


def extend_window(*, actor: Actor, event: UUID, kind: str, minutes: int, now: datetime) -> Window:
    """Let the window stay open longer; one that is closed opens again for that long."""
    offering = _running(actor, event)
    window = _locked(offering, kind, now)
    closes = max(window.closes_at, now) + timedelta(minutes=minutes)
    if closes > offering.ends_at + LONGEST:
        raise WindowTooLong
    opens = min(window.opens_at, now)
    return _change(window, actor=actor, times=(opens, closes), act="extended", now=now)


def set_code(*, actor: Actor, event: UUID, kind: str, needs_code: bool, now: datetime) -> Window:
    """Ask for the rotating code of the screen, or stop asking for it."""
    offering = _running(actor, event)
    window = _locked(offering, kind, now)
    window.needs_code = needs_code
    window.save(update_fields=["needs_code"])
    record_event(
        "session.window.code_required" if needs_code else "session.window.code_dropped",
        at=now, tenant_id=offering.tenant_id, actor_id=actor.person_id, subject=window.uuid,
    )  # fmt: skip
    tell_live(offering.uuid, "window")
    return window


def _running(actor: Actor, event: UUID) -> Offering:
    offering = get_run_event(actor, event)
    if offering.state not in (Offering.State.PUBLISHED, Offering.State.FINISHED):
        raise EventNotRunning
    return offering


def _locked(offering: Offering, kind: str, now: datetime) -> Window:
    if kind not in (IN, MIDDLE, OUT):
        raise NotFound
    if not Window.objects.filter(offering=offering, kind=kind).exists():
        plan_windows(offering, now=now)
    window = Window.objects.select_for_update().filter(offering=offering, kind=kind).first()
    if window is None:
        raise NotFound
    window.offering = offering
    return window


def _change(
    window: Window, *, actor: Actor, times: tuple[datetime, datetime], act: str, now: datetime
) -> Window:
    before = window.closes_at.isoformat()
    window.opens_at, window.closes_at = times
    window.is_custom = True
    window.save(update_fields=["opens_at", "closes_at", "is_custom"])
    record_event(
        f"session.window.{act}",
        at=now, tenant_id=window.tenant_id, actor_id=actor.person_id, subject=window.uuid,
        data={"kind": window.kind, "closes_before": before, "closes": window.closes_at.isoformat()},
    )  # fmt: skip
    tell_live(window.offering.uuid, "window")
    return window
