"""The evaluation inside a course: once for each person, without names where that is promised."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from suluh.activities.survey import rules
from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.tests.sample import PLAN, SETTINGS
from suluh.activities.survey.types import Plan, Question, QuestionKind
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Trainer
from suluh.content.tests import make as texts
from suluh.delivery.models import Batch, Enrolment, Offering, Progress
from suluh.delivery.tests import make as rows
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


@dataclass
class Room:
    """A course with an evaluation and two trainers."""

    agency: Agency
    offering: Offering
    key: UUID
    trainers: list[int]

    @property
    def lesson(self) -> str:
        return f"/pelatihan/{self.offering.uuid}/belajar/{self.key}/"

    @property
    def results(self) -> str:
        return f"/kelola/kelas/{self.offering.uuid}/evaluasi/"

    def answers(self, mark: int = 5, word: str = "") -> dict[str, str]:
        """A full form."""
        return {
            "umum-materi-berguna": str(mark), "bebas-apa-yang-perlu-diperbaiki": word,
            **{f"pengajar{number}-menguasai-materi": str(mark) for number in self.trainers},
        }  # fmt: skip

    def learner(self, *, opens: bool = True) -> Client:
        """Somebody of another agency with a place, who opened the lesson."""
        person, client = make.person(make.unit(make.agency("Lain"))), Client()
        make.sign_in(client, person)
        with scoped(SYSTEM):
            Enrolment.objects.create(
                tenant=self.agency, offering=self.offering, person=person, name=person.name,
                registered_at=now(),
            )  # fmt: skip
        if opens:
            client.get(self.lesson)
        return client

    def send(self, client: Client, **given: Any) -> Any:
        """Post the form."""
        return client.post(
            f"/pelatihan/{self.offering.uuid}/evaluasi/{self.key}/", self.answers(**given)
        )

    def staff(self, role: Role = Role.ORGANISER) -> Client:
        """Somebody of the course's agency in that role."""
        person, client = make.person(make.unit(self.agency)), Client()
        make.grant(person, role, self.agency)
        make.sign_in(client, person)
        return client


def room(plan: Plan = PLAN) -> Room:
    agency = make.agency("Penyelenggara")
    training = texts.training(agency)
    with scoped(SYSTEM):
        trainers = [
            Trainer.objects.create(tenant=agency, training=training, name=name, order=order).pk
            for order, name in enumerate(("Dra. Endang", "Ir. Bambang"))
        ]
    settings = rules.plan_data(plan)
    version = texts.published(
        training, {"kind": "survey", "title": "Evaluasi", "settings": settings}
    )
    offering = rows.course(version)
    with scoped(SYSTEM):
        return Room(agency, offering, version.activities.get().key, trainers)


def test_sending_finishes_the_activity_and_counts_once() -> None:
    made = room()
    client = made.learner()
    assert "Pengajar: Dra. Endang" in client.get(made.lesson).content.decode()

    assert made.send(client)["Location"] == made.lesson
    made.send(client, mark=1)

    with scoped(SYSTEM):
        assert (SurveyReceipt.objects.count(), SurveyAnswer.objects.count()) == (1, 1)
        assert SurveyAnswer.objects.get().answers["umum-materi-berguna"] == 5
        assert Progress.objects.get().state == "done"
    assert "sudah terkirim" in client.get(made.lesson).content.decode()


def test_a_gap_sends_nothing_and_keeps_what_was_filled() -> None:
    made = room()
    client, given = made.learner(), made.answers(word="Kata yang berharga")
    del given["umum-materi-berguna"]

    answer = client.post(f"/pelatihan/{made.offering.uuid}/evaluasi/{made.key}/", given)

    assert answer.status_code == 422
    assert "Kata yang berharga" in answer.content.decode()
    with scoped(SYSTEM):
        assert SurveyReceipt.objects.count() == 0


def test_nothing_kept_leads_from_an_answer_to_a_person() -> None:
    """Neither a name nor a day: a course is often answered by one person a day."""
    made = room()
    made.send(made.learner())

    with scoped(SYSTEM):
        survey, answer = Survey.objects.get(), SurveyAnswer.objects.get()
        Survey.objects.update(created_at=rows.NOW)
    made.send(made.learner())
    with scoped(SYSTEM):
        later = SurveyAnswer.objects.exclude(pk=answer.pk).get()
    assert (answer.person_id, later.person_id) == (None, None)
    assert later.date == rows.NOW.date()
    assert answer.date == survey.created_at.date()


def test_with_names_only_where_the_form_says_so() -> None:
    made = room(replace(PLAN, is_anonymous=False))
    client = made.learner()
    assert "tanpa nama" not in client.get(made.lesson).content.decode()

    made.send(client)

    with scoped(SYSTEM):
        assert SurveyAnswer.objects.get().person_id is not None


def test_who_has_no_place_or_has_not_opened_it_sends_nothing() -> None:
    made = room()
    stranger = Client()
    make.sign_in(stranger, make.person(make.unit(make.agency("Jauh"))))

    assert made.send(stranger).status_code == 404
    assert made.send(made.learner(opens=False)).status_code == 404


def test_results_wait_for_three_people_then_show_means_and_bands() -> None:
    made = room()
    staff = made.staff()
    for _each in range(2):
        made.send(made.learner(), mark=5)
    early = staff.get(made.results).content.decode()
    assert "Belum cukup jawaban" in early
    assert staff.get(f"{made.results}unduh/").status_code == 404
    assert staff.get(f"{made.results}pengajar/{made.trainers[0]}/").status_code == 404

    made.send(made.learner(), mark=4, word="Tambah contoh surat")
    text = staff.get(made.results).content.decode()

    assert "Nilai 93,3 dari 100: sangat memuaskan" in text
    assert "Pengajar: Ir. Bambang" in text
    assert "Tambah contoh surat" in text
    assert "Tambah contoh surat" not in staff.get(f"{made.results}?q=kwitansi").content.decode()
    assert staff.get(f"{made.results}unduh/").status_code == 200


def test_a_trainers_sheet_is_paper_with_the_figures() -> None:
    made = room()
    for _each in range(3):
        made.send(made.learner(), mark=4)

    answer = made.staff(Role.TRAINER).get(f"{made.results}pengajar/{made.trainers[1]}/")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert made.staff().get(f"{made.results}pengajar/999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.UNIT_ADMIN])
def test_others_of_the_agency_do_not_read_results(role: Role) -> None:
    made = room()

    assert made.staff(role).get(made.results).status_code == 404


def test_a_course_without_evaluation_says_what_to_do() -> None:
    agency = make.agency()
    offering = rows.course(texts.published(texts.training(agency), {}))
    made = Room(agency, offering, offering.uuid, [])

    assert "belum punya evaluasi" in made.staff().get(made.results).content.decode()


def test_a_later_version_adds_questions_and_drops_none() -> None:
    before = [Question("umum-a", "A"), Question("bebas-b", "B", QuestionKind.TEXT)]
    asked = [Question("umum-a", "A"), Question("umum-c", "C")]

    assert [each.key for each in rules.merged(before, asked)] == ["umum-a", "bebas-b", "umum-c"]


def test_a_new_form_proposes_the_usual_questions() -> None:
    assert rules.default_plan().trainer
    assert [flaw.stops for flaw in rules.plan_flaws(Plan())] == [True]
    assert list(rules.plan_flaws(rules.read_plan(SETTINGS))) == []


def test_the_organiser_of_an_angkatan_finds_its_evaluation_among_the_tabs() -> None:
    course = room()
    course.offering.starts_at, course.offering.ends_at = now(), now() + timedelta(days=3)
    with scoped(SYSTEM):
        course.offering.save()
        Batch.objects.create(tenant=course.agency, offering=course.offering)
    page = course.staff().get(f"/kelola/kelas/{course.offering.uuid}/nilai/")
    assert page.status_code == 200
    assert f'href="{course.results}"' in page.content.decode()
