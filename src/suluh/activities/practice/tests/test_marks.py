"""Marks: a change has a reason, and nobody knows another's before all are there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from suluh.activities.practice.actions.judging import (
    ReasonMissing,
)
from suluh.activities.practice.queries.access import at_desk
from suluh.activities.practice.queries.paper import paper_of
from suluh.activities.practice.queries.sheet import seen_by, sheet_of
from suluh.activities.practice.tests import make
from suluh.activities.practice.tests.acting import (
    FAIR,
    GOOD,
    cast,
    client_of,
    score,
    seminar,
)
from suluh.activities.practice.tests.make import TASK
from suluh.activities.practice.types import Role
from suluh.base.scope import scoped
from suluh.delivery.tests import make as rows
from suluh.delivery.tests.make import NOW
from suluh.organisation.types import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_changed_mark_needs_a_reason_and_the_earlier_one_stays() -> None:
    desk = make.desk(replace(TASK, weights={Role.MENTOR: 50, Role.COACH: 50}))
    learner, mentor, coach = cast(desk)
    make.ready(desk, learner, mentor, coach)
    score(mentor, Role.MENTOR, FAIR)
    score(coach, Role.COACH, FAIR)
    assert (make.practice().score, desk.place(learner).state) == (50_00, "registered")

    with pytest.raises(ReasonMissing):
        score(coach, Role.COACH, GOOD)
    score(coach, Role.COACH, replace(GOOD, reason="Salah baca"))

    assert (make.practice().score, desk.place(learner).state) == (75_00, "completed")
    assert make.acts().count("scored") == 3


def examined() -> tuple[make.Desk, Actor, tuple[Actor, Actor], Actor]:
    """A practice that two examiners judge: desk, learner, both, and who runs the course."""
    desk = make.desk(replace(TASK, weights={Role.EXAMINER: 100}))
    learner, mentor, coach = cast(desk)
    organiser, first, second = desk.organiser(), make.guide("Penguji A"), make.guide("Penguji B")
    make.ready(desk, learner, mentor, coach)
    for who in (first, second):
        make.named(desk, learner, Role.EXAMINER, who, organiser)
    seminar(organiser)
    return desk, learner, (first, second), organiser


def test_nobody_knows_anothers_mark_before_all_have_given_theirs() -> None:
    desk, learner, (first, second), organiser = examined()
    url = f"/bimbingan/{make.practice().uuid}/"
    score(first, Role.EXAMINER, replace(FAIR, comment="Ukurannya lemah."))
    pages = {
        "own": client_of(first).get(url).content.decode(),
        "other": client_of(second).get(url).content.decode(),
        "learner": client_of(learner).get(desk.lesson(learner).url).content.decode(),
        "organiser": client_of(organiser).get(url).content.decode(),
    }
    assert {who for who, page in pages.items() if "Ukurannya lemah." in page} == {
        "own", "organiser",
    }  # fmt: skip
    assert {who for who, page in pages.items() if "<b>50</b>" in page} == {"own", "organiser"}
    with scoped(rows.own(second)), at_desk(second, make.practice().uuid) as access:
        sheet = seen_by(sheet_of(access.practice), person_id=second.person_id)
        paper = str(paper_of(sheet, now=NOW))
    assert "Ukurannya lemah." not in paper
    assert "Nilai diberikan" in paper

    score(second, Role.EXAMINER)

    assert make.practice().score == 75_00
    after = client_of(second).get(url).content.decode()
    assert "Ukurannya lemah." in after
    assert "<b>75</b>" in after


def test_who_runs_the_course_and_examines_too_sees_no_more_than_other_examiners() -> None:
    desk, learner, (first, _second), organiser = examined()
    make.named(desk, learner, Role.EXAMINER, organiser, organiser)
    score(first, Role.EXAMINER, replace(FAIR, comment="Ukurannya lemah."))

    page = client_of(organiser).get(f"/bimbingan/{make.practice().uuid}/").content.decode()

    assert "Ukurannya lemah." not in page
