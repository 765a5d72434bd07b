"""What time brings about: counts brought up to date, lists moved, events finished, turns told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from suluh.base import text
from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery import ports
from suluh.delivery.actions.seats import promote_waiting, quotas_of
from suluh.delivery.models import Enrolment, Offering, RosterSlot, SeatBucket
from suluh.identity.queries.people import faces
from suluh.messaging.actions import notify
from suluh.messaging.types import Message

AFTER = timedelta(days=1)
REMIND_AT = (14, 7)

_COUNT = """
UPDATE delivery_offering o SET registered = c.n
FROM (SELECT p.id, (SELECT count(*) FROM delivery_enrolment e WHERE e.offering_id = p.id
        AND e.state IN ('registered', 'completed', 'not_completed')) AS n
      FROM delivery_offering p WHERE (p.state = 'published' AND p.ends_at > %s) OR p.registered < p.completed) c
WHERE o.id = c.id AND o.registered <> c.n
"""


def count_places(*, now: datetime) -> None:
    """Bring the shown number of participants of current events up to date."""
    with scoped(SYSTEM), connection.cursor() as cursor:
        cursor.execute(_COUNT, [now - AFTER])


def move_waiting(*, now: datetime) -> int:
    """Give seats that fell free while somebody was just joining the list; gives how many moved."""
    with scoped(SYSTEM):
        free = SeatBucket.objects.filter(offering=OuterRef("pk"), free__gt=0)
        waits = Enrolment.objects.filter(offering=OuterRef("pk"), state=Enrolment.State.WAITING)
        rows = Offering.objects.filter(
            Exists(free), Exists(waits), state=Offering.State.PUBLISHED, ends_at__gt=now
        )
        moved = 0
        for offering in rows:
            for agency_id in (None, *quotas_of(offering)):
                moved += promote_waiting(offering=offering, agency_id=agency_id, now=now)
    return moved


def finish_offerings(*, now: datetime) -> None:
    """A day after their end, events count as finished and their turns as held."""
    with scoped(SYSTEM):
        over = Offering.objects.filter(state=Offering.State.PUBLISHED, ends_at__lte=now - AFTER)
        ids = list(over.values_list("id", flat=True))
        Offering.objects.filter(pk__in=ids).update(state=Offering.State.FINISHED)
        RosterSlot.objects.filter(offering_id__in=ids).update(state=RosterSlot.State.HELD)


def give_back_taken(*, now: datetime) -> int:
    """What was taken for marking is free again once its taker may not mark it; gives how much."""
    with scoped(SYSTEM):
        return ports.give_back(now=now)


def remind_turns(*, now: datetime) -> int:
    """Tell speakers and moderators 14 and 7 days before their turn; gives how many were told."""
    told = 0
    with scoped(SYSTEM):
        today = local_date(now, "Asia/Jakarta")
        soon = (
            RosterSlot.objects.select_for_update(of=("self",))
            .filter(
                date__gte=today,
                date__lte=today + timedelta(days=max(REMIND_AT)),
                state__in=(RosterSlot.State.PLANNED, RosterSlot.State.CONFIRMED),
            )
            .select_related("series", "unit")
        )
        for slot in soon:
            days = (slot.date - today).days
            due = [at for at in REMIND_AT if days <= at and at not in slot.reminded]
            if not due:
                continue
            told += _remind(slot, key=min(due), now=now)
            slot.reminded = sorted({*slot.reminded, *due})
            slot.save(update_fields=["reminded"])
    return told


def _remind(slot: RosterSlot, *, key: int, now: datetime) -> int:
    people = [each for each in (slot.speaker_id, slot.moderator_id) if each]
    known = faces(people)
    day = text.day(slot.date)
    lines = [day, slot.unit.name, slot.theme]
    if slot.material_due_on and not slot.material_received_at:
        lines.append(
            _("Materi kami tunggu paling lambat %(day)s.")
            % {"day": text.plain_day(slot.material_due_on)}
        )
    messages = [
        Message(
            person_id=each,
            key=f"giliran:{slot.uuid}:{key}:{slot.date}",
            kind="turn",
            title=_("Giliran Anda di %(series)s, %(day)s")
            % {"series": slot.series.name, "day": text.plain_day(slot.date)},
            body="\n".join(line for line in lines if line),
            link=f"/seri/{slot.series.uuid}/",
            email=known[each].email if each in known else "",
        )
        for each in people
    ]
    return notify(tenant_id=slot.tenant_id, messages=messages, now=now)
