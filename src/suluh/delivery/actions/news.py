"""What participants are told about their events: confirmations, reminders, changes.

Confirmations go out by a periodic job in batches: registering itself stays short.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base import text
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.agenda import entry_of
from suluh.delivery.queries.offerings import HOLDING
from suluh.delivery.rules.calendar import to_ics
from suluh.identity.actions.acquaintances import introduce
from suluh.messaging.actions import notify
from suluh.messaging.types import Message

BATCH = 1000
FRESH = timedelta(days=1)


def tell_registered(*, now: datetime) -> int:
    """Confirm one batch of new places and let the organisers see those people; gives how many."""
    with scoped(SYSTEM):
        places = list(
            Enrolment.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(
                told_at=None,
                registered_at__gte=now - FRESH,
                state__in=(Enrolment.State.REGISTERED, Enrolment.State.WAITING),
                offering__ends_at__gt=now,
            )
            .select_related("offering")
            .order_by("registered_at")[:BATCH]
        )
        for offering, group in _by_offering(places):
            introduce(tenant_id=offering.tenant_id, person_ids=[each.person_id for each in group])
            _tell_group(offering, group, now=now)
        Enrolment.objects.filter(pk__in=[each.pk for each in places]).update(told_at=now)
    return len(places)


def _tell_group(offering: Offering, group: Sequence[Enrolment], *, now: datetime) -> None:
    calendar = calendar_of(offering, now)
    registered = _("Anda terdaftar: %(title)s") % {"title": offering.title}
    assigned = _("Anda ditugaskan mengikuti: %(title)s") % {"title": offering.title}
    waiting = _("Anda di daftar tunggu: %(title)s") % {"title": offering.title}
    messages = [
        _message(
            offering,
            place,
            key=f"daftar:{place.uuid}:{place.registered_at:%Y%m%d%H%M%S}",
            kind="registration",
            title=waiting
            if place.state == Enrolment.State.WAITING
            else (assigned if place.assignment_id else registered),
            calendar="" if place.state == Enrolment.State.WAITING else calendar,
        )
        for place in group
    ]
    notify(tenant_id=offering.tenant_id, messages=messages, now=now)


@override("id")  # read by others: not in the language of who acts
def tell_promoted(*, offering: Offering, places: Sequence[Enrolment], now: datetime) -> None:
    """Those who waited have a seat now."""
    title = _("Anda mendapat kursi: %(title)s") % {"title": offering.title}
    calendar = calendar_of(offering, now)
    messages = [
        _message(
            offering,
            place,
            key=f"kursi:{place.uuid}:{now:%Y%m%d%H%M%S}",
            kind="registration",
            title=title,
            calendar=calendar,
        )
        for place in places
    ]
    notify(tenant_id=offering.tenant_id, messages=messages, now=now)


def remind_participants(*, now: datetime) -> int:
    """Remind everyone a day and an hour before; each event once for each; gives how many."""
    told = 0
    for field, ahead, word in (
        ("reminded_day_at", timedelta(days=1), _("Besok: %(title)s")),
        ("reminded_hour_at", timedelta(hours=1), _("Satu jam lagi: %(title)s")),
    ):
        with scoped(SYSTEM):
            due = list(
                Offering.objects.filter(
                    Q(**{field: None}),
                    kind=Offering.Kind.EVENT,
                    state=Offering.State.PUBLISHED,
                    starts_at__gt=now,
                    starts_at__lte=now + ahead,
                )
            )
        for offering in due:
            title = word % {"title": offering.title}
            if now - offering.created_at > ahead or field == "reminded_hour_at":
                told += _tell_all(offering, key=field, kind="reminder", title=title, now=now)
            with scoped(SYSTEM):
                Offering.objects.filter(pk=offering.pk).update(**{field: now})
    return told


def tell_change(*, offering_uuid: UUID, now: datetime) -> int:
    """Tell everyone with a place that time or place changed, or that the event is called off."""
    with scoped(SYSTEM):
        offering = Offering.objects.get(uuid=offering_uuid)
    cancelled = offering.state == Offering.State.CANCELLED
    word = _("Dibatalkan: %(title)s") if cancelled else _("Jadwal berubah: %(title)s")
    return _tell_all(
        offering,
        key=f"ubah:{now:%Y%m%d%H%M}",
        kind="change",
        title=word % {"title": offering.title},
        body=offering.cancel_reason if cancelled else "",
        now=now,
    )


def _tell_all(
    offering: Offering, *, key: str, kind: str, title: str, now: datetime, body: str = ""
) -> int:
    """One notice for each person with a seat, in batches of their own transactions."""
    after, told = 0, 0
    calendar = calendar_of(offering, now) if kind == "change" else ""
    while True:
        with scoped(SYSTEM):
            rows = Enrolment.objects.filter(offering=offering, state__in=HOLDING, pk__gt=after)
            group = list(rows.order_by("id")[:BATCH])
            messages = [
                _message(
                    offering,
                    place,
                    key=f"{key}:{offering.uuid}",
                    kind=kind,
                    title=title,
                    calendar=calendar,
                    body=body,
                )
                for place in group
            ]
            notify(tenant_id=offering.tenant_id, messages=messages, now=now)
        told += len(group)
        if len(group) < BATCH:
            return told
        after = group[-1].pk


def _message(
    offering: Offering,
    place: Enrolment,
    *,
    key: str,
    kind: str,
    title: str,
    calendar: str = "",
    body: str = "",
) -> Message:
    when, where = _course(offering, place) if offering.is_course else _event(offering)
    return Message(
        person_id=place.person_id,
        key=key,
        kind=kind,
        title=title[:200],
        body="\n".join(part for part in (body, when, where) if part),
        link=f"/{'pelatihan' if offering.is_course else 'acara'}/{offering.uuid}/",
        email=place.email,
        attachment_name="acara.ics" if calendar else "",
        attachment=calendar,
    )


def _event(offering: Offering) -> tuple[str, str]:
    """When and where, in words."""
    where = offering.place or _("Daring, masuk lewat halaman acara di Suluh.")
    return text.span(offering.starts_at, offering.ends_at, zone=offering.zone), where


def _course(offering: Offering, place: Enrolment) -> tuple[str, str]:
    """Until when, and where to begin, in words."""
    begin = _("Mulai dari halaman pelatihan di Suluh, kapan saja.")
    if place.due_on:
        day = text.plain_day(place.due_on)
        return _("Selesaikan paling lambat %(day)s.") % {"day": day}, begin
    if offering.has_end:
        day = text.span(offering.starts_at, offering.ends_at, zone=offering.zone)
        return day, begin
    return begin, ""


def calendar_of(offering: Offering, now: datetime) -> str:
    """The event as a calendar file; a course is in none."""
    if offering.is_course:
        return ""
    return to_ics([entry_of(offering, base=settings.BASE_URL)], name=offering.title, now=now)


def _by_offering(places: Iterable[Enrolment]) -> list[tuple[Offering, list[Enrolment]]]:
    groups: dict[int, tuple[Offering, list[Enrolment]]] = {}
    for place in places:
        groups.setdefault(place.offering_id, (place.offering, []))[1].append(place)
    return list(groups.values())
