"""What a course added: from its first test to its last, of who took both."""

from __future__ import annotations

import pytest

from suluh.activities.quiz.models import Attempt
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment
from suluh.delivery.ports import gained
from suluh.delivery.tests import make as rows
from suluh.delivery.types import Gained
from tests import make


@pytest.mark.django_db
def test_the_course_knows_what_it_added() -> None:
    agency = make.agency()
    quiz = {"kind": "quiz", "settings": {"fixed": []}}
    version = texts.published(
        texts.training(agency),
        quiz | {"title": "Awal"},
        {"title": "Isi"},
        quiz | {"title": "Akhir"},
    )
    course = rows.course(version)
    scores = {"Awal": [[40_00, 90_00], [20_00]], "Akhir": [[60_00, 80_00], []]}
    with scoped(SYSTEM):
        nobody_yet = gained(course)
        for number in range(2):
            person = make.person(make.unit(agency))
            seat = Enrolment.objects.create(
                tenant=agency, offering=course, person=person, name=person.name,
                registered_at=rows.NOW,
            )  # fmt: skip
            for title, all_scores in scores.items():
                for turn, score in enumerate(all_scores[number], start=1):
                    Attempt.objects.create(
                        tenant=agency, enrolment=seat, person=person, number=turn, score=score,
                        activity=Activity.objects.get(version=version, title=title), seed="x",
                        drawn=[], state=Attempt.State.MARKED, started_at=rows.NOW,
                    )  # fmt: skip
        found = gained(course)

    assert nobody_yet is None
    assert found == Gained(1, 40_00, 80_00, 40_00 / 60_00, "medium", "Awal", "Akhir")
