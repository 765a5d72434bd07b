"""When a course is complete: a rule, pure, told as a checklist with what is missing.

The rule is the version's (`content/rules/completion.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from suluh.delivery.types import Condition

NAMED = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One activity as the rule sees it; `score` in hundredths of a percent."""

    title: str
    link: str
    is_required: bool
    is_done: bool
    minutes: int = 0
    score: int | None = None


def checklist(rule: dict[str, Any], steps: Sequence[Step]) -> tuple[Condition, ...]:
    """Every condition with what is missing; a rule without any asks for all required activities."""
    return tuple(_conditions(rule, steps))


def is_met(conditions: Sequence[Condition]) -> bool:
    """Whether all are met; nothing to do is nothing learnt."""
    return bool(conditions) and all(condition.is_met for condition in conditions)


def share_done(rule: dict[str, Any], steps: Sequence[Step]) -> int:
    """Percent of what the rule asks for; 100 only when all of it is done."""
    wanted = _counted(rule, steps)
    needed = _needed(rule, wanted)
    done = min(sum(step.is_done for step in wanted), needed)
    return done * 100 // needed if needed else 0


def learnt_minutes(rule: dict[str, Any], steps: Sequence[Step]) -> int:
    """Minutes that the completed course is worth: of the activities that count and are done."""
    return sum(step.minutes for step in _counted(rule, steps) if step.is_done)


def _conditions(rule: dict[str, Any], steps: Sequence[Step]) -> Iterator[Condition]:
    wanted = _counted(rule, steps)
    needed = _needed(rule, wanted)
    done = sum(step.is_done for step in wanted)
    missing = [step for step in wanted if not step.is_done]
    if isinstance(rule.get("of"), int):
        sentence = _("%(done)d dari %(needed)d kegiatan yang diminta selesai")
    else:
        sentence = _("%(done)d dari %(needed)d kegiatan wajib selesai")
    yield Condition(
        "activities",
        done >= needed > 0,
        sentence % {"done": min(done, needed), "needed": needed},
        remedy=_next_of(missing) if done < needed else "",
        link=missing[0].link if missing and done < needed else "",
    )
    if mark := rule.get("mark"):
        yield _mark(int(mark), steps)


def _mark(mark: int, steps: Sequence[Step]) -> Condition:
    scores = [step.score for step in steps if step.score is not None]
    mean = sum(scores) / len(scores) / 100 if scores else 0
    weakest = min(
        (step for step in steps if step.score is not None),
        key=lambda step: step.score or 0,
        default=None,
    )
    is_good = bool(scores) and mean >= mark
    return Condition(
        "mark",
        is_good,
        _("Nilai rata-rata %(mean)d, sedikitnya %(mark)d") % {"mean": int(mean), "mark": mark},
        remedy=""
        if is_good or weakest is None
        else _("Ulangi: %(title)s") % {"title": weakest.title},
        link="" if is_good or weakest is None else weakest.link,
    )


def _next_of(missing: Sequence[Step]) -> str:
    names = ", ".join(step.title for step in missing[:NAMED])
    if len(missing) > NAMED:
        more = len(missing) - NAMED
        return _("Belum: %(names)s, dan %(more)d lagi") % {"names": names, "more": more}
    return _("Belum: %(names)s") % {"names": names}


def _counted(rule: dict[str, Any], steps: Sequence[Step]) -> list[Step]:
    if isinstance(rule.get("of"), int):
        return list(steps)
    return [step for step in steps if step.is_required]


def _needed(rule: dict[str, Any], wanted: Sequence[Step]) -> int:
    asked = rule.get("of")
    return min(asked, len(wanted)) if isinstance(asked, int) else len(wanted)
