"""Dates by which assigned courses and paths are to be done: who is reminded, who hears of what is late.

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
from suluh.delivery.queries.obligations import (
    COURSE,
    PATH,
    Late,
    Obligation,
    chosen_obligations,
    due_obligations,
    late_dates,
)
from suluh.delivery.rules.deadlines import goes_to_leader, reminder_of
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
    today = local_date(now, text.DEFAULT_ZONE)
    told = sum(_remind_all(kind, today, now) for kind in (COURSE, PATH))
    return told + _escalate(today, now)


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
                % {"name": actor.name, "title": each.title},
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


def _remind_all(kind: str, today: date, now: datetime) -> int:
    told, after = 0, 0
    while True:
        with scoped(SYSTEM):
            rows = due_obligations(kind, today=today, after=after, limit=BATCH)
            told += _remind(rows, today, now)
        if len(rows) < BATCH:
            return told
        after = rows[-1].id


@override("id")
def _remind(rows: Iterable[Obligation], today: date, now: datetime) -> int:
    by_tenant: dict[int, list[Message]] = defaultdict(list)
    for each in rows:
        assert each.due_on is not None
        which = reminder_of(each.due_on, today)
        title = _("Lewat batas waktu: %(title)s") if which == "lewat" else _("Segera: %(title)s")
        message = _message(
            each,
            key=f"batas:{each.uuid}:{each.due_on}:{which}",
            title=title % {"title": each.title},
        )
        by_tenant[each.organiser_id].append(message)
    return sum(notify(tenant_id=key, messages=one, now=now) for key, one in by_tenant.items())


def _message(owed: Obligation, *, key: str, title: str) -> Message:
    body = ""
    if owed.due_on:
        body = _("Selesaikan paling lambat %(day)s.") % {"day": text.plain_day(owed.due_on)}
    share = _("Kemajuan Anda: %(n)d %%.") % {"n": owed.progress}
    return Message(
        person_id=owed.person_id,
        key=key,
        kind="reminder",
        title=title[:200],
        body=f"{body} {share}".strip(),
        link=owed.link,
        email=owed.address,
    )


@override("id")
def _escalate(today: date, now: datetime) -> int:
    """One notice for each superior and agency of what became late, courses and paths together."""
    by_agency: dict[int, list[Late]] = defaultdict(list)
    with scoped(SYSTEM):
        for late in late_dates(today=today):
            by_agency[late.agency_id].append(late)
    count = 0
    for agency, rows in by_agency.items():
        with scoped(SYSTEM):
            known = faces({each.person_id for each in rows})
            count += _tell(_supervisors(rows, known), agency, step="atasan", now=now)
            long_late = [each for each in rows if goes_to_leader(each.due_on, today)]
            count += _tell(_leaders(long_late, known, agency), agency, step="pimpinan", now=now)
    return count


def _supervisors(rows: Iterable[Late], known: dict[int, Face]) -> dict[int, list[Late]]:
    told: dict[int, list[Late]] = defaultdict(list)
    for each in rows:
        face = known.get(each.person_id)
        if face is not None and face.supervisor_id and face.agency_id == each.agency_id:
            told[face.supervisor_id].append(each)
    return told


def _leaders(rows: list[Late], known: dict[int, Face], agency: int) -> dict[int, list[Late]]:
    told: dict[int, list[Late]] = defaultdict(list)
    leaders = leaders_over(agency) if rows else []
    for each in rows:
        face = known.get(each.person_id)
        if face is None or face.agency_id != agency:
            continue
        for leader in nearest(leaders, face.unit_path):
            if leader != each.person_id:
                told[leader].append(each)
    return told


def nearest(leaders: list[tuple[int, str]], unit_path: str) -> list[int]:
    """Who leads the smallest unit that holds this one; several may share it."""
    over = [(path, person) for person, path in leaders if path and unit_path.startswith(path)]
    longest = max((len(path) for path, _person in over), default=0)
    return [person for path, person in over if len(path) == longest]


def _tell(told: dict[int, list[Late]], agency: int, *, step: str, now: datetime) -> int:
    emails = {face.person_id: face.email for face in faces(set(told)).values()}
    messages = [
        Message(
            person_id=superior,
            key=f"{step}:{agency}:{max(each.due_on for each in rows)}",  # once for each date
            kind="reminder",
            title=_how_many(rows),
            body=_("Buka daftarnya untuk melihat siapa, lalu ingatkan mereka."),
            link=OBLIGATIONS,
            email=emails.get(superior, ""),
        )
        for superior, rows in told.items()
    ]
    return notify(tenant_id=agency, messages=messages, now=now)


def _how_many(rows: Iterable[Late]) -> str:
    people = len({each.person_id for each in rows})
    return ngettext(
        "%(n)d orang lewat batas waktu kewajiban belajar",
        "%(n)d orang lewat batas waktu kewajiban belajar",
        people,
    ) % {"n": people}
