"""The sample's uji kompetensi, and what its courses raise when they are completed."""

from __future__ import annotations

import random
from datetime import timedelta

from config.sample import courses, quizzes
from config.sample.events import Stage
from suluh.base.clock import local_date
from suluh.competency.actions.rating import assess
from suluh.competency.models import Competency
from suluh.competency.queries.rating import steps_of
from suluh.content.models import Activity, CutScore, Training, TrainingCompetency
from suluh.delivery.actions import record_results
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.types import Condition, PersonResult
from suluh.identity.models import Employment, Person
from suluh.organisation.types import Actor, Grant, Role

CUTS = {1: 40_00, 2: 60_00, 3: 80_00, 4: 95_00}
# Title of a course's training, the competency it carries, the level of who completes it.
CARRIED = (
    ("Menulis surat dinas yang jelas", "M.03", 2),
    ("Pelayanan publik yang mendengar", "M.05", 2),
    ("Integritas", "M.01", 2),
)
TAKERS = 24


def make_competence_tests(
    stage: Stage, staff: list[Employment], *, learner: Person, assessor: Person
) -> None:
    """The test with people who took it; the learner has not yet. Some were judged by an assessor."""
    codes = {row.code: row for row in Competency.objects.filter(tenant=None)}
    for title, code, level in CARRIED:
        training = Training.objects.filter(
            tenant=stage.agency, title__istartswith=title[:16]
        ).first()
        if training is not None:
            _carry(training, codes[code], level)
    offering = courses.open_offering(stage, courses.read("uji-pelayanan"))
    assert offering.version is not None
    test = Activity.objects.get(version=offering.version)
    carried = _carry(offering.version.training, codes["M.05"], max(CUTS), test=test)
    CutScore.objects.bulk_create(
        CutScore(tenant=stage.agency, carried=carried, level=level, from_score=score)
        for level, score in CUTS.items()
    )
    dice = random.Random(52)
    others = [job for job in staff if job.person_id != learner.pk]
    _take(stage, offering, test, dice.sample(others, TAKERS), dice=dice)
    _assess(stage, dice.sample(others, 6), codes["M.03"], assessor=assessor)


def _carry(
    training: Training, competency: Competency, level: int, *, test: Activity | None = None
) -> TrainingCompetency:
    carried, _made = TrainingCompetency.objects.update_or_create(
        training=training, competency=competency,
        defaults={
            "tenant_id": training.tenant_id, "level": level,
            "test_key": test.key if test else None,
        },
    )  # fmt: skip
    return carried


def _take(
    stage: Stage, offering: Offering, test: Activity, people: list[Employment], *,
    dice: random.Random,
) -> None:  # fmt: skip
    """Each takes the test once; the product itself completes the course and writes the level."""
    begun = stage.now - timedelta(days=6)
    Enrolment.objects.bulk_create(courses.place_of(offering, job, at=begun) for job in people)
    places = list(Enrolment.objects.filter(offering=offering).order_by("id"))
    # As if a second attempt were open: the sample's people answer their last one without fault.
    test.settings = {**test.settings, "attempts": 2}
    steps = [
        Progress(
            tenant_id=place.tenant_id, enrolment=place, person_id=place.person_id, activity=test,
            state=Progress.State.DONE, opened_at=begun, done_at=begun + timedelta(minutes=14),
            changed_at=begun, seconds=14 * 60,
            days={local_date(begun, offering.zone).isoformat(): 14 * 60},
        )
        for place in places
    ]  # fmt: skip
    sitting = quizzes.Sitting(dice)
    sitting.sit(steps)
    Progress.objects.bulk_create(steps)
    sitting.keep()
    for place in places:
        place.version, place.started_at, place.progress = offering.version, begun, 100
    Enrolment.objects.bulk_update(places, ["version", "started_at", "progress"])
    met = (Condition("all", is_met=True, sentence="Semua kegiatan wajib selesai."),)
    results = [
        PersonResult(place.person_id, is_complete=True, conditions=met, minutes=14)
        for place in places
    ]
    record_results(offering_id=offering.pk, results=results, actor_id=None, now=stage.now)


def _assess(
    stage: Stage, people: list[Employment], competency: Competency, *, assessor: Person
) -> None:
    """An assessor heard them tell of their work, and marked what it showed."""
    actor = Actor(
        account_id=0, person_id=assessor.pk, name=assessor.full_name, agency_id=stage.agency.pk,
        grants=(Grant(Role.TRAINER, stage.agency.pk),),
    )  # fmt: skip
    steps = steps_of([competency.pk]).get(competency.pk, ())[:2]
    observed = [name for step in steps for name, _text in step.indicators]
    for job in people:
        if job.person_id == assessor.pk:
            continue
        assess(
            actor=actor, now=stage.now - timedelta(days=12), person=job.person.uuid,
            competency=competency.uuid, way="wawancara", observed=observed, level=len(steps),
            note="Memberi contoh nota yang ditulisnya dan cara ia menyampaikan keberatan dalam rapat.",
        )  # fmt: skip
