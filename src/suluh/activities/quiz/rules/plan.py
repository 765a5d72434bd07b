"""Settings of a test as plain data and back, and what is missing in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from suluh.activities.quiz.types import Difficulty, Draw, Plan, Review
from suluh.content.types import Flaw

MOST_QUESTIONS, MOST_MINUTES, MOST_ATTEMPTS, MOST_HOURS = 200, 600, 20, 24 * 60
MINUTES_A_QUESTION = 1.5


def to_data(plan: Plan) -> dict[str, Any]:
    """Plain JSON."""
    return {
        "draws": [
            {"count": d.count, "category": d.category, "tag": d.tag, "difficulty": d.difficulty}
            for d in plan.draws
        ],
        "fixed": [str(uuid) for uuid in plan.fixed],
        "minutes": plan.minutes,
        "attempts": plan.attempts,
        "pass": plan.pass_percent,
        "shuffle": plan.is_shuffled,
        "stepwise": plan.is_stepwise,
        "remedial": plan.remedial_attempts,
        "remedial_hours": plan.remedial_hours,
        "review": plan.review.value,
        "intro": plan.intro,
    }


def read(data: dict[str, Any]) -> Plan:
    """The plan in the data; raises ValueError where it does not fit. Trusts nothing."""
    draws, fixed = data.get("draws", []), data.get("fixed", [])
    if not isinstance(draws, list) or not isinstance(fixed, list):
        raise ValueError("draws and fixed are lists")  # noqa: TRY004 the port promises ValueError
    if "draws" not in data and "fixed" not in data:
        raise ValueError("a test draws questions")
    plan = Plan(
        draws=tuple(_draw(each) for each in draws[:MOST_QUESTIONS]),
        fixed=tuple(dict.fromkeys(UUID(str(each)) for each in fixed[:MOST_QUESTIONS])),
        minutes=_number(data, "minutes", 0, MOST_MINUTES),
        attempts=_number(data, "attempts", 0, MOST_ATTEMPTS),
        pass_percent=_number(data, "pass", 70, 100),
        is_shuffled=data.get("shuffle", True) is True,
        is_stepwise=data.get("stepwise", False) is True,
        remedial_attempts=_number(data, "remedial", 0, MOST_ATTEMPTS),
        remedial_hours=_number(data, "remedial_hours", 24, MOST_HOURS),
        review=Review(data.get("review", Review.MARKS)),
        intro=str(data.get("intro", ""))[:2_000],
    )
    if plan.size > MOST_QUESTIONS:
        raise ValueError("too many questions")
    return plan


def _number(data: dict[str, Any], name: str, default: int, most: int) -> int:
    value = data.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError(f"{name} is a number up to {most}")
    return value


def _draw(data: Any) -> Draw:
    if not isinstance(data, dict):
        raise ValueError("a draw is an object")  # noqa: TRY004 the port promises ValueError
    difficulty = str(data.get("difficulty", ""))
    return Draw(
        _number(data, "count", 1, MOST_QUESTIONS),
        str(data.get("category", ""))[:200],
        str(data.get("tag", ""))[:60],
        Difficulty(difficulty).value if difficulty else "",
    )


def flaws(settings: dict[str, Any]) -> Iterator[Flaw]:
    """No questions stops publishing; the rest are hints."""
    plan = read(settings)
    if not plan.size:
        yield Flaw(_("Tes ini belum punya soal. Pilih dari bank soal."))
        return
    if plan.minutes and plan.minutes * 2 < plan.size:
        yield Flaw(_("Kurang dari setengah menit per soal. Beri waktu untuk membaca."), stops=False)
    if plan.review is Review.ALL and plan.attempts != 1 and not plan.draws:
        yield Flaw(
            _("Kunci terlihat sebelum percobaan habis, dan soalnya sama setiap kali."), stops=False
        )


def minutes_of(settings: dict[str, Any]) -> int:
    """The limit, or a first guess."""
    plan = read(settings)
    return plan.minutes or max(1, round(plan.size * MINUTES_A_QUESTION))
