"""Marking: taken by somebody or given to somebody, judged, changed with a reason, sent back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from suluh.activities.assignment.models import Mark, Return, Work
from suluh.activities.assignment.queries import marking as queries
from suluh.activities.assignment.queries import work as works
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.rules import dates
from suluh.activities.assignment.rules.settling import settle
from suluh.activities.assignment.types import Brief, Given, Role
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.content.rules.judging import Judgement
from suluh.delivery.actions import evaluate_again
from suluh.delivery.models import Enrolment
from suluh.messaging.actions import Message, notify
from suluh.organisation.types import Actor

_State = Work.State


class OwnWork(DomainError):
    """Nobody marks their own work."""

    code = "own_work"
    status = 403
    sentence = gettext_lazy(
        "Anda tidak dapat menilai pekerjaan Anda sendiri. Minta rekan menilainya."
    )


class TakenByOther(DomainError):
    """Somebody else has taken the work to mark it."""

    code = "taken_by_other"
    sentence = gettext_lazy(
        "Pekerjaan ini sudah diambil penilai lain. Ambil alih dulu bila memang giliran Anda."
    )


class NothingToMark(DomainError):
    """The work was sent back, or needs nobody's mark."""

    code = "nothing_to_mark"
    sentence = gettext_lazy("Pekerjaan ini sedang tidak menunggu penilaian. Muat ulang daftarnya.")


class ReasonMissing(DomainError):
    """A mark that stood already changes only with a reason."""

    code = "reason_missing"
    status = 422
    sentence = gettext_lazy("Tulis alasan mengubah nilai; alasan itu masuk jejak audit.")


class NoMarker(DomainError):
    """The person may not mark this course."""

    code = "no_marker"
    status = 422
    sentence = gettext_lazy("Orang itu tidak dapat menilai kelas ini. Pilih dari daftar.")


def assign(*, actor: Actor, work: UUID, to: str, now: datetime) -> Work:
    """Take a work (`to` = the actor's own uuid), give it to somebody, or '' to put it back.

    Concerns whoever is needed next: the first marker, or the second one.
    """
    with queries.at_work(actor, work, now=now, lock=True) as (found, reach):
        if found.needs not in {Role.FIRST, Role.SECOND}:
            raise NothingToMark
        offering = found.enrolment.offering
        person = queries.marker_by_uuid(offering, reach, to, now=now) if to else None
        if to and person is None:
            raise NoMarker
        if person is not None and person.pk == found.person_id:
            raise OwnWork
        name = "marker" if found.needs == Role.FIRST else "second_marker"
        setattr(found, name, person)
        found.claimed_at = now if person else None
        found.save(update_fields=[name, "claimed_at"])
        _record("given_over", found, actor, now=now, data={"to": person.pk if person else None})
        return found


def give_mark(*, actor: Actor, work: UUID, judgement: Judgement, now: datetime) -> Work:
    """Judge a work; where that settles it, the learners' course is judged again and they are told.

    A mark that stood already changes only with a reason. The earlier ones stay.
    """
    with queries.at_work(actor, work, now=now, lock=True) as (found, _reach):
        return _judge(actor, found, judgement, now=now)


def _judge(actor: Actor, found: Work, judgement: Judgement, *, now: datetime) -> Work:
    if queries.is_own(actor, found):
        raise OwnWork
    marks = works.marks_of(found)
    role = queries.role_for(actor, found, marks)
    if role is None:
        raise NothingToMark
    own, was = queries.own_mark(actor, found, marks), found.score
    _may_now(actor, found, role, is_new=own is None)
    is_change = own is not None or found.state == _State.MARKED
    if is_change and not judgement.reason.strip():
        raise ReasonMissing
    brief = briefs.read(found.activity.settings)
    made = _keep(found, actor, role, judgement, brief=brief, now=now)
    _settle(found, brief, [*marks, made], now=now)
    _record(
        "mark_changed" if is_change else "judged", found, actor, now=now, reason=judgement.reason,
        data={"as": role.value, "score": _percent(made.score), "before": _percent(was),
              "after": _percent(found.score)},
    )  # fmt: skip
    if found.state == _State.MARKED:
        _conclude(found, is_change=is_change, serial=made.pk, now=now)
    return found


def _percent(score: int | None) -> str | None:
    return None if score is None else f"{score / 100:g}"


def _may_now(actor: Actor, work: Work, role: Role, *, is_new: bool) -> None:
    """Whose turn it is: one marker is not both, and what somebody took is theirs."""
    if not is_new:
        return
    me, first, second = actor.person_id, work.marker_id, work.second_marker_id
    if role is Role.FIRST and first not in {None, me}:
        raise TakenByOther
    if role is Role.SECOND and second not in {None, me}:
        raise TakenByOther
    # who was the first marker has a mark already, and so changes that one


def _keep(
    work: Work, actor: Actor, role: Role, judgement: Judgement, *, brief: Brief, now: datetime
) -> Mark:
    if role is Role.FIRST:
        work.marker_id = actor.person_id
    elif role is Role.SECOND:
        work.second_marker_id = actor.person_id
    return Mark.objects.create(
        tenant_id=work.tenant_id, work=work, number=work.number, role=role.value,
        by_id=actor.person_id, by_name=actor.name[:250], levels=list(judgement.levels),
        score=judgement.score(brief.rubric), comment=judgement.comment, reason=judgement.reason[:300],
        at=now,
    )  # fmt: skip


def _settle(work: Work, brief: Brief, marks: Sequence[Mark], *, now: datetime) -> None:
    """The state and score that follow from the marks of the present hand-in."""
    given = [Given(Role(m.role), m.score) for m in marks if m.number == work.number]
    settled = settle(brief, given)
    work.needs = settled.needs.value if settled.needs else ""
    if settled.score is None:
        work.state, work.score, work.marked_at = _State.HANDED_IN, None, None
    else:
        work.score = dates.after_lateness(brief, settled.score, work.late_days)
        work.state, work.marked_at = _State.MARKED, now
    work.save(
        update_fields=["needs", "state", "score", "marked_at", "marker_id", "second_marker_id"]
    )


def _conclude(work: Work, *, is_change: bool, serial: int, now: datetime) -> None:
    for lesson in works.lessons_of(work):
        evaluate_again(lesson=lesson, now=now)
    with override("id"):  # read by others: not in the language of who acts
        title = _("Nilai tugas Anda berubah") if is_change else _("Tugas Anda sudah dinilai")
        body = _("%(title)s: buka untuk melihat nilai dan umpan baliknya.")
        _tell(work, key=f"nilai:{serial}", title=title, body=body, now=now)


def send_back(*, actor: Actor, work: UUID, comment: str, now: datetime) -> Work:
    """Ask the learner to mend the work; marks so far stay in its history."""
    with queries.at_work(actor, work, now=now, lock=True) as (found, _reach):
        return _send_back(actor, found, comment, now=now)


def _send_back(actor: Actor, found: Work, comment: str, *, now: datetime) -> Work:
    if queries.is_own(actor, found):
        raise OwnWork
    if found.state not in {_State.HANDED_IN, _State.MARKED}:
        raise NothingToMark
    Return.objects.create(
        tenant_id=found.tenant_id, work=found, number=found.number, by_id=actor.person_id,
        by_name=actor.name[:250], comment=comment, at=now,
    )  # fmt: skip
    found.state, found.needs, found.score, found.marked_at = _State.RETURNED, "", None, None
    found.save(update_fields=["state", "needs", "score", "marked_at"])
    _record("returned", found, actor, now=now, reason=comment[:500])
    for lesson in works.lessons_of(found):
        evaluate_again(lesson=lesson, now=now)
    with override("id"):
        title = _("Tugas Anda dikembalikan untuk diperbaiki")
        body = _("%(title)s: baca catatan penilai, perbaiki, lalu kirim lagi.")
        _tell(found, key=f"kembali:{found.number}", title=title, body=body, now=now)
    return found


def _tell(work: Work, *, key: str, title: str, body: str, now: datetime) -> None:
    lessons = works.lessons_of(work)
    places = [works.enrolment_of(lesson) for lesson in lessons]
    emails = dict(Enrolment.objects.filter(pk__in=places).values_list("pk", "email"))
    messages = [
        Message(
            person_id=lesson.person_id, key=f"tugas:{work.uuid}:{key}", kind="course", title=title,
            body=body % {"title": lesson.title}, link=lesson.url,
            email=emails.get(works.enrolment_of(lesson), ""),
        )
        for lesson in lessons
    ]  # fmt: skip
    notify(tenant_id=work.tenant_id, messages=messages, now=now)


def _record(
    verb: str, work: Work, actor: Actor, *, now: datetime, reason: str = "", data: object = None
) -> None:
    record_event(
        f"assignment.work.{verb}", at=now, tenant_id=work.tenant_id, actor_id=actor.person_id,
        subject=work.uuid, reason=reason,
        data={"number": work.number, **(data if isinstance(data, dict) else {})},
    )  # fmt: skip
