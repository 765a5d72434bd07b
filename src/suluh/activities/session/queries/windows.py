"""Windows of an event as people and organisers see them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from suluh.activities.session.models import CheckIn, Window
from suluh.base.errors import NotFound
from suluh.delivery.models import Offering


def windows_of(offering: Offering) -> list[Window]:
    """The event's windows in the order of time."""
    return list(Window.reachable.filter(offering=offering).order_by("opens_at", "id"))


def get_window(offering_id: int, kind: str) -> Window:
    """The event's window of that kind, for its own organiser; raises NotFound."""
    found = Window.objects.filter(offering_id=offering_id, kind=kind).first()
    if found is None:
        raise NotFound
    return found


def evaluation_window(offering: Offering) -> tuple[datetime, datetime] | None:
    """When the window that asks for the evaluation is open."""
    found = Window.reachable.filter(offering=offering, needs_evaluation=True).first()
    return (found.opens_at, found.closes_at) if found else None


def own_check_ins(offering: Offering, *, person_id: int) -> dict[int, datetime]:
    """The person's check-ins at the event: window to moment."""
    rows = CheckIn.reachable.filter(offering=offering, person_id=person_id)
    return dict(rows.values_list("window_id", "at"))


def current_code(window: Window) -> tuple[str, str, int]:
    """Digits and QR code of this step by the database's clock, and the seconds it still lasts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_code(%(key)s, %(window)s, step, false),"
            " session_code(%(key)s, %(window)s, step, true), left_over FROM (SELECT"
            " floor(extract(epoch FROM statement_timestamp()) / 30)::bigint AS step,"
            " 30 - floor(extract(epoch FROM statement_timestamp()))::bigint %% 30 AS left_over) t",
            {"key": bytes(window.secret), "window": window.uuid},
        )
        digits, long, seconds = cursor.fetchone()
    return digits, long, int(seconds)
