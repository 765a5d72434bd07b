"""The sample's tests: their rules as the texts of courses say them, and what people answered."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from suluh.activities.quiz.actions.attempts import ordered
from suluh.activities.quiz.models import Attempt, Mark, Response
from suluh.activities.quiz.queries.bank import candidates, items_of
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.draw import draw
from suluh.activities.quiz.rules.grading import grade, score
from suluh.activities.quiz.rules.keys import right_answer, wrong_answer
from suluh.activities.quiz.rules.timing import deadline
from suluh.activities.quiz.types import Answer, Candidate, Draw, Item, Plan, Review, Sort
from suluh.delivery.models import Progress

MOST_TRIES = 2


def settings_of(lines: Sequence[str]) -> dict[str, Any]:
    """`soal: 5 dari Surat dinas, medium`, other rules by name, an empty line, the instructions."""
    head = lines[: list(lines).index("")]
    facts = [(name, value.strip()) for name, _colon, value in (x.partition(":") for x in head)]
    one = dict(facts)
    return plans.to_data(
        Plan(
            draws=tuple(_draw(value) for name, value in facts if name == "soal"),
            minutes=int(one.get("waktu", 0)),
            attempts=int(one["percobaan"]),
            pass_percent=int(one["lulus"]),
            is_stepwise="satu" in one,
            remedial_attempts=int(one.get("remedial", 0)),
            remedial_hours=int(one.get("jeda", 24)),
            review=Review(one["hasil"]),
            intro="\n".join(lines[len(head) :]).strip(),
        )
    )


def _draw(text: str) -> Draw:
    count, _dari, place = text.partition(" dari ")
    category, _comma, difficulty = place.partition(",")
    return Draw(int(count), category.strip(), difficulty=difficulty.strip())


class Sitting:
    """People at tests, each as good as they are; sets the score of the steps they did."""

    def __init__(self, dice: random.Random) -> None:
        self._dice, self._bank = dice, candidates()
        self._items = items_of(each.version_id for each in self._bank)
        self._skills: dict[int, float] = {}
        self.attempts: list[Attempt] = []
        self._answers: list[Response] = []
        self._marks: list[Mark] = []

    def sit(self, steps: Iterable[Progress]) -> None:
        """Attempts at every test among the steps, the last of them passed."""
        for step in steps:
            if step.activity.kind == "quiz":
                self._sit(step, plans.read(step.activity.settings))

    def keep(self) -> None:
        """All of it in three statements."""
        Attempt.objects.bulk_create(self.attempts)
        Response.objects.bulk_create(self._answers, batch_size=2000)
        Mark.objects.bulk_create(self._marks, batch_size=2000)

    def _sit(self, step: Progress, plan: Plan) -> None:
        skill = self._skills.setdefault(step.person_id, self._dice.uniform(0.55, 0.98))
        for number in range(1, (plan.attempts or MOST_TRIES) + 1):
            is_last = number == (plan.attempts or MOST_TRIES)
            if not plan.pass_percent:  # a first test, before anything was learnt
                step.score = self._attempt(step, plan, number, skill=skill * 0.6)
                return
            step.score = self._attempt(step, plan, number, skill=1.0 if is_last else skill)
            if step.score >= plan.pass_percent * 100:
                return

    def _attempt(self, step: Progress, plan: Plan, number: int, *, skill: float) -> int:
        seed = f"{self._dice.getrandbits(128):032x}"
        found = draw(plan, self._bank, seed=seed)
        drawn = ordered(plan, found, seed, items=self._items)
        began = step.opened_at + timedelta(minutes=number - 1)
        attempt = Attempt(
            tenant_id=step.tenant_id, activity=step.activity, enrolment_id=step.enrolment_id,
            person_id=step.person_id, number=number, seed=seed, drawn=drawn,
            state=Attempt.State.MARKED, started_at=began, ends_at=deadline(plan, began),
            submitted_at=step.done_at,
        )  # fmt: skip
        marks = [
            self._answer(attempt, place, drawn[place][1], (each, skill))
            for place, each in enumerate(found)
        ]
        attempt.score = score([(mark.share, mark.points) for mark in marks])
        self.attempts.append(attempt)
        self._marks += marks
        return attempt.score

    def _answer(
        self, attempt: Attempt, place: int, order: list[int], asked: tuple[Candidate, float]
    ) -> Mark:
        candidate, skill = asked
        item = self._items[candidate.version_id]
        answer = self._given(item, order, skill - _HARDER[candidate.difficulty] * (1 - skill))
        at = attempt.started_at + timedelta(seconds=30 * (place + 1))
        self._answers.append(
            Response(
                tenant_id=attempt.tenant_id, attempt=attempt, place=place, answer=list(answer),
                given_at=at, saved_at=at,
            )
        )  # fmt: skip
        return Mark(
            tenant_id=attempt.tenant_id, attempt=attempt, place=place,
            version_id=candidate.version_id, share=grade(item, order, answer) or 0,
            points=item.points, at=at,
        )  # fmt: skip

    def _given(self, item: Item, order: list[int], chance: float) -> Answer:
        if item.sort is Sort.ESSAY:
            return ()
        if self._dice.random() < chance:
            return right_answer(item, order)
        return wrong_answer(item, order, turn=self._dice.randrange(1, 4))


_HARDER = {"easy": -0.3, "medium": 0.2, "hard": 0.8}
