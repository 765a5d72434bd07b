"""The work of a learner or their team, and what it says. Call it inside the lesson's scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from suluh.activities.assignment.models import File, HandIn, Mark, Member, Return, Team, Work
from suluh.activities.assignment.rules import brief as briefs
from suluh.activities.assignment.rules import dates
from suluh.activities.assignment.types import Brief, Passing
from suluh.base.errors import NotFound
from suluh.content.types import Lesson, Outcome
from suluh.delivery.models import Offering, Progress
from suluh.delivery.queries.learning import lesson_of

_State = Work.State


def brief_of(lesson: Lesson) -> Brief:
    """What the lesson asks for."""
    return briefs.read(lesson.settings)


def enrolment_of(lesson: Lesson) -> int:
    """Id of the learner's place; a preview has none, and no work."""
    if lesson.enrolment_id is None:
        raise NotFound
    return lesson.enrolment_id


def offering_of(lesson: Lesson) -> int:
    """Id of the course."""
    if lesson.offering_id is None:
        raise NotFound
    return lesson.offering_id


def member_of(lesson: Lesson) -> Member | None:
    """The learner's place in a team."""
    rows = Member.objects.select_related("team")
    return rows.filter(enrolment_id=enrolment_of(lesson), activity_id=lesson.activity_id).first()


def _works(lesson: Lesson) -> QuerySet[Work]:
    """The learner's own work, or that of their team; the team's where there is one."""
    teams = Member.objects.filter(
        enrolment_id=enrolment_of(lesson), activity_id=lesson.activity_id
    ).values("team_id")
    rows = Work.objects.filter(activity_id=lesson.activity_id)
    return rows.filter(
        Q(team_id__in=teams) | Q(enrolment_id=enrolment_of(lesson), team=None)
    ).order_by("team_id", "id")


def work_of(lesson: Lesson) -> Work | None:
    """The work as it is now."""
    return _works(lesson).first()


def locked_work(lesson: Lesson) -> Work | None:
    """The same, locked until the transaction ends."""
    return _works(lesson).select_for_update(of=("self",)).first()


def due_of(lesson: Lesson, *, now: datetime) -> datetime | None:
    """By when, before anything was kept."""
    zone = "Asia/Jakarta"
    if lesson.offering_id is not None:
        zone = Offering.objects.values_list("zone", flat=True).get(pk=offering_of(lesson))
    opened = now - timedelta(seconds=lesson.opened_seconds)
    return dates.due_at(brief_of(lesson), opened_at=opened, zone=zone)


def files_of(work: Work) -> list[File]:
    """Files of the draft."""
    return list(File.objects.filter(work=work, removed_at=None))


def file_of(lesson: Lesson, uuid: UUID) -> File:
    """A file of the learner's own work, or their team's; every other looks absent."""
    work = work_of(lesson)
    found = File.objects.filter(work=work, uuid=uuid).first() if work else None
    if found is None or found.scan == File.Scan.HARMFUL:
        raise NotFound
    return found


def hand_ins_of(work: Work) -> list[tuple[HandIn, list[File]]]:
    """What was handed in, newest first, each with its files; two queries."""
    found = list(HandIn.objects.filter(work=work))
    wanted = {pk for each in found for pk in each.files}
    files = {file.pk: file for file in File.objects.filter(pk__in=wanted)}
    return [(each, [files[pk] for pk in each.files if pk in files]) for each in found]


def marks_of(work: Work) -> list[Mark]:
    """All marks, oldest first."""
    return list(Mark.objects.filter(work=work))


def returns_of(work: Work) -> list[Return]:
    """All returns, oldest first."""
    return list(Return.objects.filter(work=work))


def outcome_of(lesson: Lesson) -> Outcome:
    """What the work says of the activity."""
    return judge(brief_of(lesson), work_of(lesson))


def judge(brief: Brief, work: Work | None) -> Outcome:
    """The same for a work that was read already; a work sent back is not done."""
    if work is None or work.number == 0:
        return Outcome(False, sentence=_("Kerjakan, lalu kirim."))
    if work.state == _State.RETURNED:
        return Outcome(False, sentence=_("Perbaiki sesuai catatan penilai, lalu kirim lagi."))
    if brief.passing is Passing.HANDED_IN:
        return Outcome(True, work.score, _("Sudah Anda kirim."))
    if work.score is None:
        return Outcome(False, sentence=_("Sudah Anda kirim, dan menunggu dinilai."))
    is_met = work.score >= brief.pass_percent * 100
    return Outcome(is_met, work.score, "" if is_met else _("Nilai belum mencapai batas lulus."))


def lessons_of(work: Work, *, but: int | None = None) -> list[Lesson]:
    """The lesson of everybody whose work it is, in the order of their enrolments."""
    people = (
        list(Member.objects.filter(team=work.team_id).values_list("enrolment_id", flat=True))
        if work.team_id
        else [work.enrolment_id]
    )
    rows = Progress.objects.select_related("activity", "enrolment__offering")
    rows = rows.filter(enrolment_id__in=people, activity_id=work.activity_id)
    return [
        lesson_of(
            row.enrolment.offering, row.enrolment, row.activity, progress=row, now=row.changed_at
        )
        for row in rows.order_by("enrolment_id")
        if row.enrolment_id != but
    ]


def teams_of(lesson: Lesson) -> list[tuple[Team, list[str]]]:
    """Teams of the course at this assignment with the names of their members; two queries."""
    rows = Team.objects.filter(offering_id=offering_of(lesson), activity_id=lesson.activity_id)
    found = rows.prefetch_related("members")[:200]
    return [(team, [member.name for member in team.members.all()]) for team in found]
