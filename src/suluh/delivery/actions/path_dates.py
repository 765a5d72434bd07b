"""Dates of assigned paths: the person hears a week and a day before, and once when the date is past."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.base import text
from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import PathPlace
from suluh.delivery.queries.paths import due_on_paths
from suluh.delivery.rules.deadlines import reminder_of
from suluh.messaging.actions import Message, notify

BATCH = 2000


@override("id")  # read by others: not in the language of who acts
def remind_paths(*, now: datetime) -> int:
    """Remind people of the dates of their paths; gives new notices. Repeating tells nobody twice."""
    today, told, after = local_date(now, text.DEFAULT_ZONE), 0, 0
    while True:
        with scoped(SYSTEM):
            rows = list(due_on_paths(today=today).filter(pk__gt=after).order_by("id")[:BATCH])
            told += _remind(rows, today, now)
        if len(rows) < BATCH:
            return told
        after = rows[-1].pk


def _remind(rows: list[PathPlace], today: date, now: datetime) -> int:
    by_tenant: dict[int, list[Message]] = defaultdict(list)
    for place in rows:
        by_tenant[place.tenant_id].append(_message(place, today))
    return sum(notify(tenant_id=key, messages=one, now=now) for key, one in by_tenant.items())


def _message(place: PathPlace, today: date) -> Message:
    assert place.due_on is not None
    which = reminder_of(place.due_on, today)
    title = _("Lewat batas waktu: %(title)s") if which == "lewat" else _("Segera: %(title)s")
    body = _("Selesaikan paling lambat %(day)s.") % {"day": text.plain_day(place.due_on)}
    share = _("Kemajuan Anda: %(n)d %%.") % {"n": place.progress}
    return Message(
        person_id=place.person_id,
        key=f"batas-jalur:{place.path.uuid}:{place.due_on}:{which}",
        kind="reminder",
        title=(title % {"title": place.path.title})[:200],
        body=f"{body} {share}",
        link=f"/jalur/{place.path.uuid}/",
        email=place.email,
    )
