"""The sample's evaluations inside courses: the usual questions, and what those who finished said."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from uuid import uuid4

from suluh.activities.survey.models import Survey, SurveyAnswer, SurveyReceipt
from suluh.activities.survey.queries import trainers_of_version
from suluh.activities.survey.rules import questions_of_plan, read_plan
from suluh.activities.survey.types import Question, QuestionKind
from suluh.content.models import Activity
from suluh.delivery.models import Offering, Progress

WORDS = (
    "Contoh suratnya dekat dengan pekerjaan kami. Tambahkan contoh surat kepada warga.",
    "Dibaca di ponsel saat perjalanan, nyaman. Terima kasih.",
    "Latihan soal boleh lebih banyak.",
    "Bagian ejaan sangat menolong. Mohon ada ringkasan satu halaman untuk dicetak.",
    "Semoga ada lanjutannya: menulis notula dan laporan.",
    "Tes akhirnya pas, tidak terlalu mudah.",
)


def answer(course: Offering, steps: Iterable[Progress], *, dice: random.Random) -> None:
    """One set of answers for each done step of the kind; most are content, some are not."""
    done = [step for step in steps if step.activity.kind == "survey"]
    for activity in {step.activity_id: step.activity for step in done}.values():
        own = [step for step in done if step.activity_id == activity.pk]
        _keep(course, activity, own, dice=dice)


def _keep(
    course: Offering, activity: Activity, steps: list[Progress], *, dice: random.Random
) -> None:
    groups = questions_of_plan(
        read_plan(activity.settings), trainers_of_version(activity.version_id)
    )
    asked = [question for group in groups for question in group.items]
    survey = Survey.objects.create(
        tenant_id=course.tenant_id, offering=course, activity_key=activity.key,
        title=activity.title, questions=[each.as_data() for each in asked],
        created_at=min(step.changed_at for step in steps),
    )  # fmt: skip
    SurveyReceipt.objects.bulk_create(
        SurveyReceipt(
            tenant_id=course.tenant_id, survey=survey, person_id=step.person_id, at=step.changed_at
        )
        for step in steps
    )
    words = iter(dice.sample(WORDS, len(WORDS)))
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(
            uuid=uuid4(), tenant_id=course.tenant_id, survey=survey, date=survey.created_at.date(),
            answers={each.key: _said(each, words, dice=dice) for each in asked},
        )
        for _step in steps
    )  # fmt: skip


def _said(question: Question, words: Iterator[str], *, dice: random.Random) -> int | str:
    if question.kind is QuestionKind.TEXT:
        return next(words, "") if dice.random() < 0.4 else ""
    return dice.choices((5, 4, 3, 2), (50, 36, 11, 3))[0]
