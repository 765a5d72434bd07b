"""Dates of milestones: the learner is reminded before and once after, the mentor hears what is late.

Every notice has a natural key: running again tells nobody twice.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from suluh.activities.practice.models import Guide, Milestone, Practice
from suluh.activities.practice.types import Role
from suluh.base import text
from suluh.base.clock import local_date
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.queries.learning import lesson_url
from suluh.delivery.rules.deadlines import reminder_of
from suluh.identity.queries.people import faces
from suluh.messaging.actions import Message, notify

BATCH = 1_000
LATE = "lewat"
_WAITS_FOR_LEARNER = (Milestone.State.OPEN, Milestone.State.RETURNED)


def remind_milestones(*, now: datetime) -> int:
    """Speak of milestones that are near or late in practices that run; gives new notices."""
    told, after = 0, 0
    while True:
        with scoped(SYSTEM):
            rows = list(_open_steps(now).filter(pk__gt=after).order_by("pk")[:BATCH])
            told += _tell(rows, now)
        if len(rows) < BATCH:
            return told
        after = rows[-1].pk


def _open_steps(now: datetime) -> QuerySet[Milestone]:
    """Steps that wait for the learner; in courses that are over nobody is reminded any more."""
    rows = Milestone.objects.filter(
        practice__state=Practice.State.RUNNING, state__in=_WAITS_FOR_LEARNER,
        practice__enrolment__offering__ends_at__gt=now,
    )  # fmt: skip
    return rows.select_related("practice__activity", "practice__enrolment__offering")


@override("id")  # read by others: not in the language of who acts
def _tell(rows: list[Milestone], now: datetime) -> int:
    by_tenant: dict[int, list[Message]] = defaultdict(list)
    mentors = _mentors([each for each in rows if _which(each, now) == LATE])
    for each in rows:
        which = _which(each, now)
        if not which:
            continue
        by_tenant[each.tenant_id].append(_to_learner(each, which))
        if which == LATE and each.practice_id in mentors:
            by_tenant[each.tenant_id].append(_to_mentor(each, *mentors[each.practice_id]))
    return sum(notify(tenant_id=key, messages=one, now=now) for key, one in by_tenant.items())


def _which(step: Milestone, now: datetime) -> str:
    return reminder_of(step.due_on, _today(step, now))


def _today(step: Milestone, now: datetime) -> date:
    return local_date(now, step.practice.enrolment.offering.zone)


def _to_learner(step: Milestone, which: str) -> Message:
    place = step.practice.enrolment
    title = _("Tahap lewat tanggal: %(title)s") if which == LATE else _("Tahap segera: %(title)s")
    body = _("%(practice)s. Kirim buktinya paling lambat %(day)s.")
    if which == LATE:
        body = _("%(practice)s. Tanggalnya %(day)s; kirim buktinya, atau tulis kepada pembimbing.")
    return Message(
        person_id=place.person_id, key=f"tahap:{step.uuid}:{step.due_on}:{which}", kind="reminder",
        title=title % {"title": step.title},
        body=body % {"practice": step.practice.title, "day": text.plain_day(step.due_on)},
        link=lesson_url(place.offering.uuid, step.practice.activity.key), email=place.email,
    )  # fmt: skip


def _to_mentor(step: Milestone, person_id: int, email: str) -> Message:
    words = {"name": step.practice.name, "title": step.title}
    return Message(
        person_id=person_id, key=f"tahap:{step.uuid}:{step.due_on}:mentor", kind="reminder",
        title=_("%(name)s lewat tanggal: %(title)s") % words,
        body=_("Tanggal tahap ini %(day)s dan buktinya belum ada. Tanyakan apa yang menghambat.")
        % {"day": text.plain_day(step.due_on)},
        link=f"/bimbingan/{step.practice.uuid}/", email=email,
    )  # fmt: skip


def _mentors(steps: list[Milestone]) -> dict[int, tuple[int, str]]:
    """Who mentors these practices, with the address; two queries."""
    rows = Guide.objects.filter(
        practice__in={each.practice_id for each in steps}, role=Role.MENTOR.value,
        state=Guide.State.ACTIVE, ended_at=None,
    )  # fmt: skip
    found = dict(rows.values_list("practice_id", "person_id"))
    known = faces(set(found.values()))
    return {
        practice: (person, known[person].email if person in known else "")
        for practice, person in found.items()
    }
