"""Dates by which assigned courses are to be done: who is reminded, and who hears of what is late.

First the person, then the supervisor, then the leader of the unit. Every notice has a natural key:
running again tells nobody twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from suluh.base import text
from suluh.base.clock import local_date
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.obligations import chosen_obligations, due_places
from suluh.delivery.rules.deadlines import goes_to_leader, goes_to_supervisor, reminder_of
from suluh.identity.queries.people import Face, faces
from suluh.identity.queries.roles import leaders_over
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.types import Actor

BATCH = 2000
AT_ONCE = 200
OBLIGATIONS = "/kewajiban/?status=lewat"


class NobodyChosen(DomainError):
    """The form came without an open obligation of the actor's own people."""

    code = "nobody_chosen"

    def __init__(self) -> None:
        super().__init__(_("Pilih dulu kewajiban yang akan diingatkan, lalu tekan Ingatkan."))


def remind_due(*, now: datetime) -> int:
    """Remind people of dates, tell supervisors and leaders of what is late; gives new notices."""
    today, told, after = local_date(now, "Asia/Jakarta"), 0, 0
    while True:
        with scoped(SYSTEM):
            rows = list(due_places(today=today).filter(pk__gt=after).order_by("id")[:BATCH])
            told += _remind(rows, today, now)
            told += _escalate(rows, today, now)
        if len(rows) < BATCH:
            return told
        after = rows[-1].pk


def remind_chosen(*, actor: Actor, uuids: Collection[UUID], now: datetime) -> int:
    """Remind chosen people of the actor's of their obligation; at most once a week for each.

    Gives the number of new notices; records `delivery.obligation.reminded`. Raises NobodyChosen.
    """
    chosen = chosen_obligations(actor, list(uuids)[:AT_ONCE])
    if not chosen:
        raise NobodyChosen
    with override("id"):  # read by others: not in the language of who acts
        messages = [
            _message(
                each,
                key=f"ingat:{each.uuid}:{now:%G-%V}",
                title=_("%(name)s mengingatkan: %(title)s")
                % {"name": actor.name, "title": each.offering.title},
            )
            for each in chosen
        ]
    sent = notify(tenant_id=actor.agency_id or 0, messages=messages, now=now)
    record_event(
        "delivery.obligation.reminded",
        at=now,
        tenant_id=actor.agency_id,
        actor_id=actor.person_id,
        data={"count": sent, "people": [each.person_id for each in chosen]},
    )
    return sent


@override("id")
def _remind(rows: Iterable[Enrolment], today: date, now: datetime) -> int:
    by_tenant: dict[int, list[Message]] = defaultdict(list)
    for each in rows:
        assert each.due_on is not None
        which = reminder_of(each.due_on, today)
        title = _("Lewat batas waktu: %(title)s") if which == "lewat" else _("Segera: %(title)s")
        message = _message(
            each,
            key=f"batas:{each.uuid}:{each.due_on}:{which}",
            title=title % {"title": each.offering.title},
        )
        by_tenant[each.tenant_id].append(message)
    return sum(notify(tenant_id=key, messages=one, now=now) for key, one in by_tenant.items())


def _message(place: Enrolment, *, key: str, title: str) -> Message:
    body = ""
    if place.due_on:
        body = _("Selesaikan paling lambat %(day)s.") % {"day": text.plain_day(place.due_on)}
    share = _("Kemajuan Anda: %(n)d %%.") % {"n": place.progress}
    return Message(
        person_id=place.person_id,
        key=key,
        kind="reminder",
        title=title[:200],
        body=f"{body} {share}".strip(),
        link=f"/pelatihan/{place.offering.uuid}/",
        email=place.email or place.person.email,
    )


@override("id")
def _escalate(rows: list[Enrolment], today: date, now: datetime) -> int:
    """One notice for each superior and agency, of those that became late; the page lists them."""
    late = [each for each in rows if each.due_on and goes_to_supervisor(each.due_on, today)]
    known = faces({each.person_id for each in late})
    told: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
    for each in late:
        face = known.get(each.person_id)
        if face is not None and face.supervisor_id and face.agency_id:
            told[face.supervisor_id, face.agency_id].append(each)
    count = _tell_superiors(told, step="atasan", now=now)
    return count + _tell_leaders(late, known, today, now)


def _tell_leaders(late: list[Enrolment], known: dict[int, Face], today: date, now: datetime) -> int:
    long_late = [each for each in late if each.due_on and goes_to_leader(each.due_on, today)]
    told: dict[tuple[int, int], list[Enrolment]] = defaultdict(list)
    agencies = {face.agency_id for face in known.values() if face.agency_id}
    leaders = {agency: leaders_over(agency) for agency in agencies} if long_late else {}
    for each in long_late:
        face = known.get(each.person_id)
        if face is None or not face.agency_id:
            continue
        for leader in nearest(leaders[face.agency_id], face.unit_path):
            if leader != each.person_id:
                told[leader, face.agency_id].append(each)
    return _tell_superiors(told, step="pimpinan", now=now)


def nearest(leaders: list[tuple[int, str]], unit_path: str) -> list[int]:
    """Who leads the smallest unit that holds this one; several may share it."""
    over = [(path, person) for person, path in leaders if path and unit_path.startswith(path)]
    longest = max((len(path) for path, _person in over), default=0)
    return [person for path, person in over if len(path) == longest]


def _tell_superiors(
    told: dict[tuple[int, int], list[Enrolment]], *, step: str, now: datetime
) -> int:
    emails = {face.person_id: face.email for face in faces({who for who, _ in told}).values()}
    count = 0
    for (superior, agency), rows in told.items():
        dates = {each.due_on for each in rows if each.due_on}
        people = len({each.person_id for each in rows})
        title = ngettext(
            "%(n)d orang lewat batas waktu pelatihan",
            "%(n)d orang lewat batas waktu pelatihan",
            people,
        ) % {"n": people}
        message = Message(
            person_id=superior,
            key=f"{step}:{agency}:{max(dates)}",  # once for each date that passes
            kind="reminder",
            title=title,
            body=_("Buka daftarnya untuk melihat siapa, lalu ingatkan mereka."),
            link=OBLIGATIONS,
            email=emails.get(superior, ""),
        )
        count += notify(tenant_id=agency, messages=[message], now=now)
    return count
