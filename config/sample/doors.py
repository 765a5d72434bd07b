"""The sample's doors into courses: assigned by rule with dates that pass, asked for and approved."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from config.sample.events import ZONE, Stage
from suluh.base.ids import uuid7
from suluh.delivery.actions.path_progress import settle_people
from suluh.delivery.actions.placing import place_people
from suluh.delivery.models import (
    Assignment,
    Enrolment,
    Gate,
    JoinRequest,
    LearningPath,
    Offering,
    PathAssignment,
    PathItem,
    PathPlace,
    Prerequisite,
    RequestStep,
    SeatBucket,
)
from suluh.delivery.queries.criteria import staff_of_assignment
from suluh.delivery.rules.criteria import Criteria
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Unit

NOTES = (
    "Saya mengelola data siswa dan ingin menanganinya dengan benar.",
    "Unit kami menyiapkan layanan daring baru tahun depan.",
    "Untuk menyusun prosedur kerja di bidang kami.",
)


def make_doors(stage: Stage, units: dict[str, Unit], *, learner: Person) -> None:
    """Every door with somebody before it."""
    letters, privacy = Offering.objects.filter(
        tenant=stage.agency, kind=Offering.Kind.COURSE
    ).order_by("id")[:2]
    _by_rule(stage, letters, units["disdik"])
    deep = _gated(stage, privacy, "Kelas pendalaman", seats=30, approval="both", one_title=True)
    clinic = _gated(stage, letters, "Klinik naskah dinas", approval="none")
    assert privacy.version is not None
    Prerequisite.objects.create(
        tenant=stage.agency, offering=clinic, training=privacy.version.training
    )
    _requests(stage, deep, units, learner=learner)
    _path(stage, [letters, privacy], learner=learner, staff=units["disdik"])


def _by_rule(stage: Stage, course: Offering, unit: Unit) -> None:
    """All JF Analis of an office and below; the date passed some days ago for some of them."""
    due = (stage.now.astimezone(ZoneInfo(ZONE)) - timedelta(days=3)).date()
    given = stage.now - timedelta(days=30)
    assignment = Assignment.objects.create(
        tenant=stage.agency, offering=course, unit=unit, follows=True, due_on=due, is_rule=True,
        rule=Criteria(jenis="2", post="Analis").as_data(),
        reason="Surat Tugas Kepala Dinas Nomor 800.1.11/187/2026", by_id=stage.organiser.id,
        by_name=stage.organiser.full_name, created_at=given,
    )  # fmt: skip
    people = list(staff_of_assignment(assignment).values_list("person_id", flat=True))
    assignment.people = place_people(
        course, people, source="assigned", assignment_id=assignment.pk, due_on=due, now=given
    )
    assignment.save(update_fields=["people"])
    Enrolment.objects.filter(assignment=assignment).update(told_at=given)


def _gated(
    stage: Stage,
    like: Offering,
    name: str,
    *,
    approval: str,
    seats: int | None = None,
    one_title: bool = False,
) -> Offering:
    """Another class of a course, with something before its door."""
    made = Offering.objects.get(pk=like.pk)
    made.pk, made.uuid, made._state.adding = None, uuid7(), True
    made.title, made.seats, made.is_gated = f"{like.title}: {name}", seats, True
    made.registered = made.completed = 0
    made.save(force_insert=True)
    Gate.objects.create(
        tenant=stage.agency, offering=made, approval=approval, wait_days=3, one_title=one_title,
        changed_at=stage.now,
    )  # fmt: skip
    if seats:
        SeatBucket.objects.create(tenant=stage.agency, offering=made, free=seats)
    return made


def _requests(stage: Stage, course: Offering, units: dict[str, Unit], *, learner: Person) -> None:
    """Some before their supervisor, some at the office; each with a word of why."""
    office = units["disdik"]
    below = Employment.objects.filter(
        unit__path__startswith=office.path, supervisor__isnull=False
    ).select_related("person", "unit", "supervisor")
    mine = below.filter(person=learner)
    heads = below.filter(position__jenis="1").exclude(unit=office).order_by("id")[:4]
    others = below.filter(position__jenis="2").exclude(person=learner).order_by("id")[:6]
    for number, job in enumerate([*mine, *heads, *others]):
        _request(stage, course, job, at_office=number > 4, days=number % 3, note=NOTES[number % 3])


def _request(
    stage: Stage, course: Offering, job: Employment, *, at_office: bool, days: int, note: str
) -> None:
    since = stage.now - timedelta(days=days, hours=3)
    boss = job.supervisor
    assert boss is not None
    made = JoinRequest.objects.create(
        tenant=stage.agency, offering=course, person=job.person, home=stage.agency,
        name=job.person.full_name, unit_name=job.unit.name, note=note,
        stage="office" if at_office else "supervisor", approver=boss,
        approver_name=boss.full_name, asked_at=since, since=since,
        waits_until=None if at_office else since + timedelta(days=3),
    )  # fmt: skip
    steps = [("asked", "supervisor", job.person, note)]
    if at_office:
        steps.append(("approved", "supervisor", boss, "Silakan, sesuai kebutuhan unit."))
    RequestStep.objects.bulk_create(
        RequestStep(
            tenant=stage.agency, request=made, stage=place, outcome=outcome, by_id=who.id,
            by_name=who.full_name, reason=reason, at=since,
        )
        for outcome, place, who, reason in steps
    )  # fmt: skip


def _path(stage: Stage, courses: list[Offering], *, learner: Person, staff: Unit) -> None:
    """A path of two courses with some people on it, the sample's learner among them."""
    path = LearningPath.objects.create(
        tenant=stage.agency, title="Pelayan publik yang cermat",
        summary="Menulis surat yang jelas dan menjaga data warga: bekal setiap meja layanan.",
        has_certificate=True, audience="national", state="published",
        created_by_id=stage.organiser.id, created_at=stage.now,
    )  # fmt: skip
    for order, course in enumerate(courses):
        assert course.version is not None
        PathItem.objects.create(
            tenant=stage.agency, path=path, training=course.version.training, order=order
        )
    jobs = Employment.objects.filter(tenant=stage.agency, valid_to=None).select_related(
        "person", "unit"
    )
    finished = Enrolment.objects.filter(offering__in=courses, state=Enrolment.State.COMPLETED)
    others = jobs.exclude(person=learner).order_by("id")
    chosen = [
        *jobs.filter(person=learner),
        *others.filter(person__in=finished.values("person"))[:12],
        *others.filter(unit__path__startswith=staff.path).exclude(
            person__in=finished.values("person")
        )[:12],
    ]
    PathPlace.objects.bulk_create(
        PathPlace(
            tenant=stage.agency, path=path, person=job.person, home=stage.agency,
            name=job.person.full_name, unit_name=job.unit.name, email=job.person.email,
            joined_at=stage.now - timedelta(days=4),
        )
        for job in chosen
    )  # fmt: skip
    _set_to_path(stage, path, [job.person_id for job in chosen[-12:]], staff)
    settle_people(path, [job.person_id for job in chosen], now=stage.now)


def _set_to_path(stage: Stage, path: LearningPath, people: list[int], unit: Unit) -> None:
    """The office set its people to the path: some are late, who came later has some days left."""
    today = stage.now.astimezone(ZoneInfo(ZONE)).date()
    since = stage.now - timedelta(days=30)
    given = PathAssignment.objects.create(
        tenant=stage.agency, path=path, unit=unit, due_on=today - timedelta(days=2),
        reason="Surat Tugas Kepala Dinas Nomor 800.1.11/204/2026", people=8,
        by_id=stage.organiser.id, by_name=stage.organiser.full_name, created_at=since,
    )  # fmt: skip
    for chosen, days in ((people[:4], -2), (people[4:8], 5)):
        PathPlace.objects.filter(path=path, person_id__in=chosen).update(
            source="assigned",
            assignment=given,
            due_on=today + timedelta(days=days),
            joined_at=since,
        )
