"""Completing a course writes the levels it carries, in the same step and once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Attainment, Competency
from suluh.content.models import Activity, CutScore, TrainingCompetency
from suluh.content.tests import make as texts
from suluh.content.types import Outcome
from suluh.delivery.actions import record_result
from suluh.delivery.actions.learning import open_lesson
from suluh.delivery.actions.registration import register
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Actor
from tests import make as world

pytestmark = pytest.mark.django_db


def course(*, cuts: dict[int, int] | None = None, level: int = 2) -> Offering:
    """A course of one activity that carries M.05; with cuts its score decides."""
    training = texts.training(make.agency("Penyelenggara"), "Uji kompetensi")
    made = make.course(texts.published(training, {"minutes": 45}))
    with scoped(SYSTEM):
        carried = TrainingCompetency.objects.create(
            tenant=training.tenant, training=training, level=max(cuts) if cuts else level,
            competency=Competency.objects.get(tenant=None, code="M.05"),
            test_key=Activity.objects.get(version=made.version).key if cuts else None,
        )  # fmt: skip
        CutScore.objects.bulk_create(
            CutScore(tenant=training.tenant, carried=carried, level=each, from_score=score)
            for each, score in (cuts or {}).items()
        )
    return made


def finish(who: Actor, offering: Offering, **outcome: Any) -> None:
    with scoped(SYSTEM):
        key = Activity.objects.get(version=offering.version).key
    with scoped(make.own(who)):
        register(actor=who, offering_uuid=offering.uuid, now=NOW)
        lesson = open_lesson(actor=who, offering_uuid=offering.uuid, key=key, now=NOW)[1]
        record_result(lesson=lesson, outcome=Outcome(is_met=True, **outcome), now=NOW)


def learner() -> Actor:
    return make.actor(make.unit(make.agency("Rumah")))


def attained() -> list[tuple[int, str, int]]:
    with scoped(SYSTEM):
        rows = Attainment.objects.order_by("at")
        return list(rows.values_list("person_id", "source", "level"))


def test_whoever_completes_reaches_the_fixed_level() -> None:
    offering, rina = course(level=3), learner()
    finish(rina, offering)
    assert attained() == [(rina.person_id, "pelatihan", 3)]
    with scoped(SYSTEM):
        row, place = Attainment.objects.get(), Enrolment.objects.get()
    assert (row.tenant_id, row.key) == (rina.agency_id, f"enrolment:{place.uuid}")
    assert (row.title, row.assessor) == ("Uji kompetensi", "Penyelenggara")


@pytest.mark.parametrize(
    ("score", "level"), [(39_99, None), (40_00, 1), (79_00, 2), (100_00, 3), (None, None)]
)
def test_the_score_decides_by_its_cuts(score: int | None, level: int | None) -> None:
    offering, rina = course(cuts={1: 40_00, 2: 60_00, 3: 80_00}), learner()
    finish(rina, offering, score=score)
    expected = [] if level is None else [(rina.person_id, "uji", level)]
    assert attained() == expected


def test_a_repeat_writes_nothing() -> None:
    offering, rina = course(cuts={1: 40_00, 3: 80_00}), learner()
    finish(rina, offering, score=50_00)
    with scoped(SYSTEM):
        key = Activity.objects.get(version=offering.version).key
    with scoped(make.own(rina)):
        lesson = open_lesson(actor=rina, offering_uuid=offering.uuid, key=key, now=NOW)[1]
        record_result(lesson=lesson, outcome=Outcome(is_met=True, score=100_00), now=NOW)
    assert [level for _person, _source, level in attained()] == [1]


def test_guests_have_no_map() -> None:
    offering = course()
    guest = make.actor(make.unit(make.agency("Rumah")))
    finish(guest, offering)
    with scoped(SYSTEM):
        Attainment.objects.count()
        assert Enrolment.objects.get().home_id is not None
    other = learner()
    with scoped(make.own(other)):
        register(actor=other, offering_uuid=offering.uuid, now=NOW)
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=other.person_id).update(home=None)
        key = Activity.objects.get(version=offering.version).key
    with scoped(make.own(other)):
        lesson = open_lesson(actor=other, offering_uuid=offering.uuid, key=key, now=NOW)[1]
        record_result(lesson=lesson, outcome=Outcome(is_met=True), now=NOW)
    assert other.person_id not in {person for person, _source, _level in attained()}


def test_the_learner_sees_the_level_and_the_way_to_the_map(client: Client) -> None:
    offering = course(cuts={1: 40_00, 3: 80_00})
    rina = world.person(world.unit(world.agency("Rumah")))
    actor = world.sign_in(client, rina)
    page = client.get(f"/pelatihan/{offering.uuid}/").content.decode()
    assert "level 3 mulai 80" in page
    finish(actor, offering, score=85_00)
    page = client.get(f"/pelatihan/{offering.uuid}/").content.decode()
    assert "Level 3, tercatat di peta kompetensi Anda" in page
    assert "/kompetensi/" in page
