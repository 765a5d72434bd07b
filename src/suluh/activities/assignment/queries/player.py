"""How an assignment looks to the learner: the task, the draft, what was handed in, the judgement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.safestring import mark_safe

from suluh.activities.assignment.models import Work
from suluh.activities.assignment.queries import work as works
from suluh.activities.assignment.rules import dates
from suluh.activities.assignment.types import Brief, Late, Passing
from suluh.base.text import word_count
from suluh.base.uploads import SORTS
from suluh.content.rules import richtext
from suluh.content.types import Lesson, Play

SCRIPT, STYLE = "content/keep.js", "assignment/assignment.css"
_State = Work.State


def play(lesson: Lesson, *, now: datetime) -> Play:
    """What to show; writes nothing."""
    brief = works.brief_of(lesson)
    context = _task(brief)
    if lesson.is_preview:
        context |= {
            "may_write": True,
            "due": dates.due_at(brief, opened_at=now, zone="Asia/Jakarta"),
        }
        return Play("assignment/player.html", context, style=STYLE)
    work = works.work_of(lesson)
    due = work.due_at if work else works.due_of(lesson, now=now)
    context |= {
        "work": work,
        "due": due,
        "late_days": dates.days_late(due, now),
        "is_closed": is_closed(brief, work, due, now=now),
        "may_write": may_write(brief, work, due, is_editing=is_editing(lesson), now=now),
        "is_editing": is_editing(lesson),
        "base": f"/pelatihan/{lesson.offering}/tugas/{lesson.key}/",
    }
    if work:
        context |= _known(brief, work)
    if brief.team_size > 1:
        context |= _teams(lesson, brief)
    return Play("assignment/player.html", context, script=SCRIPT, style=STYLE)


def _task(brief: Brief) -> dict[str, Any]:
    return {
        "brief": brief,
        "intro": mark_safe(richtext.to_html(brief.text)),  # noqa: S308 - sanitised by nh3
        "sorts": [SORTS[slug].label for slug in brief.sorts],
        "accept": ",".join(ending for slug in brief.sorts for ending in SORTS[slug].endings),
        "is_minus": brief.late is Late.MINUS,
        "is_refused": brief.late is Late.REFUSED,
        "is_marked": brief.passing is Passing.MARKED,
        "pass_score": brief.pass_percent * 100,
    }


def _known(brief: Brief, work: Work) -> dict[str, Any]:
    hand_ins = works.hand_ins_of(work)
    marks = works.marks_of(work) if work.state == _State.MARKED else []
    counted = [mark for mark in marks if mark.number == work.number]
    returns = works.returns_of(work)
    return {
        "files": works.files_of(work),
        "words": word_count(work.text),
        "hand_ins": hand_ins,
        "newest": hand_ins[0] if hand_ins else None,
        "outcome": works.judge(brief, work),
        "feedback": [(mark, _lines(brief, mark.levels)) for mark in _last_of_each(counted)],
        "returned": returns[-1] if returns and work.state == _State.RETURNED else None,
        "returns": returns,
    }


def _last_of_each(marks: list[Any]) -> list[Any]:
    """The newest mark of each role; where somebody decided, the decision alone."""
    by_role = {mark.role: mark for mark in marks}
    return [by_role["decision"]] if "decision" in by_role else list(by_role.values())


def _lines(brief: Brief, levels: list[int]) -> list[tuple[str, str, int, int]]:
    """Criterion, level, points and the most there were."""
    if len(levels) != len(brief.rubric):
        return []
    return [
        (each.title, each.levels[index].label, each.levels[index].points, each.most)
        for each, index in zip(brief.rubric, levels, strict=True)
        if index < len(each.levels)
    ]


def _teams(lesson: Lesson, brief: Brief) -> dict[str, Any]:
    mine = works.member_of(lesson)
    return {
        "member": mine,
        "teams": [
            {
                "uuid": team.uuid, "name": team.name, "people": people,
                "is_full": len(people) >= brief.team_size, "is_mine": mine and mine.team_id == team.pk,
            }
            for team, people in works.teams_of(lesson)
        ],
    }  # fmt: skip


def is_editing(lesson: Lesson) -> bool:
    """Whether the learner asked to write once more what was handed in."""
    return lesson.position.get("editing") is True


def is_closed(brief: Brief, work: Work | None, due: datetime | None, *, now: datetime) -> bool:
    """Whether the date has passed and nothing is taken; what was sent back is always taken."""
    was_returned = work is not None and work.state == _State.RETURNED
    return not was_returned and dates.is_closed(brief, due, now)


def may_write(
    brief: Brief, work: Work | None, due: datetime | None, *, is_editing: bool, now: datetime
) -> bool:
    """Whether the learner may change the draft and hand it in."""
    return not is_closed(brief, work, due, now=now) and may_keep(brief, work, is_editing=is_editing)


def may_keep(brief: Brief, work: Work | None, *, is_editing: bool) -> bool:
    """Whether a changed draft is kept, whatever the date."""
    if work is None or work.state in {_State.DRAFT, _State.RETURNED}:
        return True
    return is_editing and may_replace(brief, work)


def may_replace(brief: Brief, work: Work) -> bool:
    """Whether what was handed in may still be handed in anew: not once somebody marks it."""
    is_waiting = work.state == _State.HANDED_IN and work.marker_id is None
    return brief.may_replace and not brief.is_journal and is_waiting
