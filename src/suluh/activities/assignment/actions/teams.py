"""Teams: made, joined, left by learners themselves, until their work is handed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.activities.assignment.models import Member, Team, Work
from suluh.activities.assignment.queries import work as works
from suluh.content.types import Lesson
from suluh.delivery.models import Enrolment

MOST_TEAMS = 500


def make_team(*, lesson: Lesson, name: str, now: datetime) -> str:
    """A team with the learner in it; gives what is wrong, '' where it was made."""
    name = " ".join(name.split())[:80]
    if not name:
        return _("Beri nama kelompoknya.")
    if works.member_of(lesson) is not None:
        return _("Anda sudah punya kelompok.")
    rows = Team.objects.filter(
        offering_id=works.offering_of(lesson), activity_id=lesson.activity_id
    )
    if rows.filter(name__iexact=name).exists():
        return _("Nama itu sudah dipakai. Pilih kelompok itu, atau beri nama lain.")
    if rows.count() >= MOST_TEAMS:
        return _("Kelompoknya sudah terlalu banyak. Bergabunglah dengan yang ada.")
    team = Team.objects.create(
        tenant_id=lesson.tenant_id, activity_id=lesson.activity_id,
        offering_id=works.offering_of(lesson), name=name, created_at=now,
    )  # fmt: skip
    _enter(team, lesson, now=now)
    return ""


def join_team(*, lesson: Lesson, team: UUID, now: datetime) -> str:
    """A place in a team that has room; gives what is wrong, '' where it was taken."""
    if works.member_of(lesson) is not None:
        return _("Anda sudah punya kelompok.")
    found = Team.objects.select_for_update().filter(
        uuid=team, offering_id=works.offering_of(lesson), activity_id=lesson.activity_id
    ).first()  # fmt: skip
    if found is None:
        return _("Kelompok itu tidak ada lagi.")
    if Member.objects.filter(team=found).count() >= works.brief_of(lesson).team_size:
        return _("Kelompok itu sudah penuh. Pilih yang lain.")
    if Work.objects.filter(team=found, number__gt=0).exists():
        return _("Kelompok itu sudah mengirim tugasnya. Pilih yang lain.")
    _enter(found, lesson, now=now)
    return ""


def leave_team(*, lesson: Lesson) -> str:
    """Out of the team, before it hands in; an empty one without a work disappears."""
    member = works.member_of(lesson)
    if member is None:
        return ""
    work = Work.objects.select_for_update().filter(team=member.team).first()
    if work is not None and (work.number or work.enrolment_id == works.enrolment_of(lesson)):
        return _("Kelompok ini sudah mulai mengerjakan atas nama Anda, atau sudah mengirim.")
    member.delete()
    if work is None and not Member.objects.filter(team=member.team).exists():
        member.team.delete()
    return ""


def _enter(team: Team, lesson: Lesson, *, now: datetime) -> None:
    """The draft one had begun alone becomes the team's where it has none."""
    name = Enrolment.objects.values_list("name", flat=True).get(pk=works.enrolment_of(lesson))
    Member.objects.create(
        tenant_id=lesson.tenant_id, team=team, activity_id=lesson.activity_id,
        enrolment_id=works.enrolment_of(lesson), person_id=lesson.person_id, name=name, joined_at=now,
    )  # fmt: skip
    if not Work.objects.filter(team=team).exists():
        Work.objects.filter(
            enrolment_id=works.enrolment_of(lesson),
            activity_id=lesson.activity_id,
            team=None,
            number=0,
        ).update(team=team)
