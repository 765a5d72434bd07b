"""What an attempt says: the outcome of the activity, and what of it the learner may see."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from suluh.activities.quiz.models import Attempt, Mark
from suluh.activities.quiz.queries.attempts import Paper, attempts_of, newest_marks, paper_of
from suluh.activities.quiz.queries.bank import items_of
from suluh.activities.quiz.rules import plan as plans
from suluh.activities.quiz.rules.review import Sight, key_of, sight_of
from suluh.activities.quiz.rules.showing import in_words
from suluh.activities.quiz.types import FULL, Item, Plan, Shown
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Outcome


def outcome_of(lesson: Lesson) -> Outcome:
    """Met where the best marked attempt reaches the pass mark."""
    plan = plans.read(lesson.settings)
    attempts = attempts_of(lesson)
    return judge(plan, attempts)


def judge(plan: Plan, attempts: list[Attempt]) -> Outcome:
    """The same from attempts that were read already."""
    scores = [attempt.score for attempt in attempts if attempt.score is not None]
    waits = any(attempt.state == Attempt.State.SUBMITTED for attempt in attempts)
    return verdict(plan, max(scores, default=None), waits=waits)


def verdict(plan: Plan, best: int | None, *, waits: bool) -> Outcome:
    """What the best score means; `waits`: somebody must still mark an attempt."""
    if best is None:
        sentence = (
            _("Jawaban Anda sudah diterima dan menunggu dinilai.") if waits
            else _("Kerjakan dan kirim tesnya.")
        )  # fmt: skip
        return Outcome(False, sentence=sentence)
    is_met = best >= plan.pass_percent * 100
    return Outcome(is_met, best, "" if is_met else _("Nilai belum mencapai batas lulus."))


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a result. Only what the review rule releases is filled in."""

    shown: Shown
    given: tuple[str, ...]
    points: int
    share: int | None = None
    key: tuple[str, ...] = ()
    feedback: str = ""
    comment: str = ""

    @property
    def earned(self) -> float | None:
        """Points earned."""
        return None if self.share is None else self.share * self.points / FULL

    @property
    def decimals(self) -> int:
        """How many decimals its points need."""
        return 0 if self.earned is None or self.earned == int(self.earned) else 1

    @property
    def tone(self) -> str:
        """How well."""
        if self.share is None:
            return ""
        return "good" if self.share == FULL else "torch" if self.share else "bad"


@dataclass(frozen=True, slots=True)
class Result:
    """A test that was handed in, as its learner may see it."""

    attempt: Attempt
    sight: Sight
    lines: tuple[Line, ...]
    score: int | None
    is_passed: bool | None


def result_of(attempt: Attempt, plan: Plan, *, is_last: bool) -> Result:
    """What the review rule releases of the attempt, and nothing beyond."""
    sight = sight_of(plan, is_handed_in=attempt.state != Attempt.State.OPEN, is_last=is_last)
    score = attempt.score if sight.score else None
    passed = None if score is None else score >= plan.pass_percent * 100
    lines: tuple[Line, ...] = ()
    if sight.marks:
        paper, marks = paper_of(attempt), newest_marks(attempt)
        keys = items_of({mark.version_id for mark in marks.values()}) if sight.keys else None
        lines = tuple(
            _line(paper, each, marks.get(each.place), keys=keys) for each in paper.questions
        )
    return Result(attempt, sight, lines, score, passed)


def _line(paper: Paper, each: Shown, mark: Mark | None, *, keys: dict[int, Item] | None) -> Line:
    """One question; where keys are released (not None), that by which it was marked."""
    item = paper.item_at(each.place)
    keyed = None if keys is None else keys.get(mark.version_id, item) if mark else item
    return Line(
        shown=each,
        given=in_words(each),
        points=item.points,
        share=mark.share if mark else None,
        key=key_of(keyed) if keyed else (),
        feedback=mark_safe(richtext.to_html(keyed.feedback)) if keyed else "",  # noqa: S308 - nh3
        comment=mark.comment if mark else "",
    )
