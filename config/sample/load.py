"""Loading the sample: once, in one transaction, the same at every first run."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import F

from config.sample import (
    assignments,
    clips,
    cohorts,
    communities,
    competence_tests,
    competency,
    courses,
    covers,
    discussions,
    doors,
    drafts,
    essays,
    events,
    flags,
    guests,
    hotspots,
    ip_asn,
    library,
    mentors,
    people,
    planning,
    practices,
    questions,
    reading_checks,
    recognition,
)
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.projections import rebuild_map
from suluh.delivery.actions import record_results
from suluh.delivery.models import Offering, SeatBucket
from suluh.delivery.types import Condition, PersonResult
from suluh.identity.models import Employment, Person
from suluh.ledger.actions import post_credits
from suluh.ledger.types import Credit
from suluh.messaging.models import Delivery, Notice
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Role
from suluh.reporting.projections import rebuild_agency

PROVINCE, NEIGHBOUR = "prov-contoh", "prov-tetangga"
PEOPLE, NEIGHBOURS = 2000, 60
CAST = (
    ("Peserta", None, "disdik-2", 1),
    ("Atasan langsung", Role.SUPERVISOR, "disdik", 0),
    ("Penyelenggara", Role.ORGANISER, "bpsdm-2", 1),
    ("Penyelenggara kedua", Role.ORGANISER, "bpsdm-2", 2),
    ("Admin unit", Role.UNIT_ADMIN, "disdik-1", 1),
    ("Admin instansi", Role.AGENCY_ADMIN, "bkd-1", 1),
    ("Pimpinan", Role.LEADER, "", 0),
    ("Nasional", Role.NATIONAL, "penghubung-1", 1),
    ("Pengajar", Role.TRAINER, "bpsdm-2", 3),
    ("Penyusun", Role.AUTHOR, "bpsdm-1", 1),
    ("Penelaah", Role.REVIEWER, "bpsdm-1", 2),
)
WHOLE_AGENCY = {
    Role.ORGANISER, Role.TRAINER, Role.AUTHOR, Role.REVIEWER, Role.AGENCY_ADMIN, Role.LEADER,
}  # fmt: skip


def is_loaded() -> bool:
    """Whether the province is there already."""
    return Agency.objects.filter(code=PROVINCE).exists()


def load(*, now: datetime, past: int = events.PAST) -> None:
    """Everything, with the last `past` webinars; all or nothing."""
    dice = random.Random(47)
    with scoped(SYSTEM):
        agency = people.make_agency(PROVINCE, "Provinsi Contoh", "Pemprov Contoh", now=now)
        units = people.make_units(agency, since=date(2020, 1, 1))
        places = people.make_places(agency, units, count=PEOPLE, dice=dice)
        staff = people.make_people(agency, places, now=now, seed=47)
        cast = make_cast(agency, units, staff, now=now)
        organiser = cast["Penyelenggara"]
        events.make_template(agency, now=now)
        learning, smart = events.make_series(agency, now=now)
        speakers = events.make_speakers(agency, now=now)
        stage = events.Stage(agency, organiser, units["bpsdm"], learning, speakers, now)
        zeal = _zeal(staff, dice) | {cast["Peserta"].id: 0.12}
        held = events.make_past(stage, staff, zeal=zeal, dice=dice, past=past)
        keen = [job for job in staff if zeal[job.person_id] > 0.1]
        events.make_live(stage, keen, absent=cast["Peserta"], dice=dice)
        _seat(events.make_open(stage))
        events.make_roster(smart, [unit for unit in units.values() if unit.kind == "opd"], now=now)
        _neighbour(now)
        _earlier_learning(staff, dice, now=now, apart=cast["Peserta"])
        for offering, present in held:
            _complete(offering, present, now=now)
        questions.make_bank(agency, now=now)
        hotspots.make_hotspots(agency, now=now)
        courses.make_courses(stage, staff, units, learner=cast["Peserta"])
        drafts.make_draft(agency, author=cast["Penyusun"], now=now)
        essays.make_essays(stage)
        flags.make_flags(stage, cast={person.id for person in cast.values()})
        competence_tests.make_competence_tests(
            stage, staff, learner=cast["Peserta"], assessor=cast["Pengajar"]
        )
        communities.make_communities(stage, staff, learner=cast["Peserta"])
        cohorts.make_cohorts(stage, staff, learner=cast["Peserta"])
        doors.make_doors(stage, units, learner=cast["Peserta"])
        competency.make_competency(agency, staff, learner=cast["Peserta"], now=now)
        assignments.make_assignments(stage, staff, cast=cast)
        library.make_library(stage, staff, learner=cast["Peserta"])
        reading_checks.make_reading_check(stage, reader=organiser)
        ip_asn.make_facts(agency, staff, learner=cast["Peserta"], now=now)
        ip_asn.make_proposal(now=now)
        practices.make_practices(stage, staff, cast=cast)
        guests.make_guests(stage, staff, cast=cast, neighbour=NEIGHBOUR)
        covers.make_covers(agency, author=cast["Penyusun"], now=now)
        planning.make_carrying(stage)
        planning.make_plans(stage, staff, learner=cast["Peserta"])
        planning.make_agency_plan(stage, units, admin=cast["Admin instansi"])
        recognition.make_claims(stage, staff, cast=cast)
        mentors.make_mentors(stage, staff, learner=cast["Peserta"])
        _forget_queued_work()
        discussions.send_letters(stage, learner=cast["Peserta"])
        clips.pack_later(now=now)
        _project(now)


def _project(now: datetime) -> None:
    """What is read quickly because it was reckoned before."""
    for each in Agency.objects.order_by("id"):
        rebuild_agency(agency=each, year=now.year, now=now)
        rebuild_map(agency=each, now=now)
    ip_asn.make_estimates(now=now)


def make_cast(
    agency: Agency, units: dict[str, Unit], staff: list[Employment], *, now: datetime
) -> dict[str, Person]:
    """One person per role, from the office where such a person sits."""
    cast = {}
    for label, role, code, index in CAST:
        crew = [job for job in staff if job.unit_id == units[code].id]
        job = crew[index]
        cast[label] = job.person
        if role is None:
            continue
        unit = None if role in WHOLE_AGENCY or role is Role.NATIONAL else units[code.split("-")[0]]
        home = None if role is Role.NATIONAL else agency
        people.grant(job.person, role, agency=home, unit=unit, now=now)
        people.add_second_factor(job.person, role)
    _lead(staff, cast["Peserta"], by=cast["Atasan langsung"])
    return cast


def _lead(staff: list[Employment], person: Person, *, by: Person) -> None:
    """Let one answer to the other directly: the visitor can be both, and see both sides."""
    job = next(job for job in staff if job.person_id == person.id)
    job.supervisor = by
    job.save(update_fields=["supervisor"])


def cast() -> list[tuple[str, Person]]:
    """Who plays which part in the loaded sample, in the order of CAST; nobody while it loads."""
    found: list[tuple[str, Person]] = []
    agency = Agency.objects.filter(code=PROVINCE).first()
    if agency is None:
        return found
    for label, _, code, index in CAST:
        unit = (
            Unit.objects.get(tenant=agency, code=code)
            if code
            else Unit.objects.get(tenant=agency, parent=None)
        )
        crew = Person.objects.filter(employments__unit=unit).order_by("employments__id")
        found.append((label, crew[index]))
    guest = guests.guest_of_sample()
    return [*found, (guests.LABEL, guest)] if guest else found


def _zeal(staff: list[Employment], dice: random.Random) -> dict[int, float]:
    """How likely each person is to come: some offices are keener, some people never come."""
    office: dict[str, float] = {}
    zeal: dict[int, float] = {}
    for job in staff:
        key = job.unit.path.split("/")[1] if job.unit.depth else ""
        keen = office.setdefault(key, dice.uniform(0.4, 1.5))
        never = dice.random() < 0.08
        zeal[job.person_id] = 0.0 if never else min(dice.betavariate(1.3, 5.0) * keen, 0.9)
    return zeal


def _seat(offering: Offering) -> None:
    total, buckets = offering.seats or 0, 16
    SeatBucket.objects.bulk_create(
        SeatBucket(
            tenant_id=offering.tenant_id,
            offering=offering,
            free=total // buckets + (1 if index < total % buckets else 0),
        )
        for index in range(buckets)
    )


def _complete(offering: Offering, present: list[Employment], *, now: datetime) -> None:
    met = (
        Condition("window:masuk", is_met=True, sentence="Kehadiran masuk tercatat."),
        Condition("window:pulang", is_met=True, sentence="Kehadiran pulang tercatat."),
    )
    results = [PersonResult(job.person_id, is_complete=True, conditions=met) for job in present]
    record_results(offering_id=offering.id, results=results, actor_id=None, now=now)


def _earlier_learning(
    staff: list[Employment], dice: random.Random, *, now: datetime, apart: Person
) -> None:
    """Bimtek of this year from earlier records: 4 to 20 JP for most people, none for one."""
    credits = []
    for job in staff:
        if dice.random() > 0.78:
            continue
        if job.person_id == apart.id:
            continue
        hours = dice.choice((4, 6, 8, 10, 12, 16, 20))
        day = date(now.year, 1, 10) + timedelta(
            days=dice.randrange(0, max(now.timetuple().tm_yday - 15, 1))
        )
        credits.append(
            Credit(
                person_id=job.person_id,
                home_id=job.tenant_id,
                unit_id=job.unit_id,
                organiser_id=job.tenant_id,
                form_code=8,
                title=dice.choice(
                    ("Bimtek SAKIP", "Bimtek SIPD", "Bimtek Kearsipan", "Bimtek SPBE")
                ),
                minutes=hours * 45,
                curriculum_jp_minor=hours * 100,
                credit_date=day,
                activity_key=f"riwayat:{job.person_id}:{now.year}",
                source_type="riwayat",
                source_id=str(job.person_id),
            )
        )
    for start in range(0, len(credits), 1000):
        post_credits(credits=credits[start : start + 1000], actor_id=None, now=now)


def _neighbour(now: datetime) -> None:
    dice = random.Random(48)
    agency = people.make_agency(NEIGHBOUR, "Provinsi Tetangga", "Pemprov Tetangga", now=now)
    units = people.make_units(agency, since=date(2020, 1, 1))
    places = people.make_places(agency, units, count=300, dice=dice)
    staff = people.make_people(agency, places, now=now, seed=NEIGHBOURS + 1968)
    job = next(job for job in staff if job.position and job.position.jenis == "2")
    people.grant(job.person, Role.AGENCY_ADMIN, agency=agency, unit=None, now=now)
    people.grant(job.person, Role.ORGANISER, agency=agency, unit=None, now=now)
    people.add_second_factor(job.person, Role.ORGANISER)


def _forget_queued_work() -> None:
    """Past certificates are sealed when first opened; past notices are read and were mailed."""
    Delivery.objects.update(state=Delivery.State.SENT, sent_at=F("created_at"), attempts=1)
    newest = Notice.objects.order_by("person_id", "-id").distinct("person_id")
    Notice.objects.exclude(pk__in=newest.values("pk")).update(read_at=F("created_at"))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
