"""Three papers of the sample that an organiser may want to look at: two that err alike, one too fast.

Everything goes through the product's own actions, as if the people had sat at the test.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from config.sample.events import Stage
from suluh.activities.quiz.kind import KIND
from suluh.activities.quiz.models import Attempt
from suluh.activities.quiz.queries.bank import items_of
from suluh.activities.quiz.rules.items import CHOICES
from suluh.activities.quiz.rules.keys import right_answer
from suluh.activities.quiz.types import Answer, Item, Sort
from suluh.content.models import Activity
from suluh.content.types import Lesson
from suluh.delivery.actions.learning import open_lesson, record
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.learning import inside_lesson
from suluh.organisation.types import Actor

TEST = "Tes akhir: pelindungan data pribadi"
TOGETHER = 4  # errors that both make, in the same words


@dataclass(frozen=True)
class Paper:
    """A test that somebody has begun."""

    lesson: Lesson
    attempt: Attempt

    @property
    def drawn(self) -> list[tuple[int, list[int]]]:
        """By place: the question's version, and the order in which its parts are shown."""
        return [(version, order) for version, order in self.attempt.drawn]


def make_flags(stage: Stage, *, cast: Collection[int]) -> None:
    """Two people who err alike in ten minutes, and one who passes in less than one."""
    test = Activity.objects.select_related("version").get(tenant=stage.agency, title=TEST)
    first, second, third = _places(test, but=cast)
    at, later = stage.now - timedelta(days=2, hours=3), stage.now - timedelta(days=1, hours=7)
    one, other = _begin(first, test, now=at), _begin(second, test, now=at)
    quick = _begin(third, test, now=later)
    missed = _missed_by(one, other)
    _hand_in(one, missed, now=at + timedelta(minutes=10))
    _hand_in(other, missed, now=at + timedelta(minutes=11))
    _hand_in(quick, frozenset(), now=later + timedelta(seconds=48))


def _places(test: Activity, *, but: Collection[int]) -> list[Enrolment]:
    """Who has come furthest without finishing and has not sat at the test."""
    rows = Enrolment.objects.filter(
        offering__version=test.version, state=Enrolment.State.REGISTERED, progress__gt=0
    ).select_related("offering")
    sat = Attempt.objects.filter(activity=test).values("enrolment_id")
    rows = rows.exclude(pk__in=sat).exclude(person_id__in=but)
    return list(rows.order_by("-progress", "id")[:3])


def _begin(place: Enrolment, test: Activity, *, now: datetime) -> Paper:
    who = Actor(account_id=0, person_id=place.person_id, agency_id=place.home_id)
    _room, lesson = open_lesson(actor=who, offering_uuid=place.offering.uuid, key=test.key, now=now)
    _post(lesson, {"aksi": ["mulai"]}, now=now)
    return Paper(lesson, Attempt.objects.get(enrolment=place, activity=test))


def _hand_in(paper: Paper, missed: Collection[int], *, now: datetime) -> None:
    """Everything right but these questions."""
    items = items_of(version for version, _order in paper.drawn)
    form = {"aksi": ["kirim"], "percobaan": [str(paper.attempt.uuid)], "ada": []}
    for place, (version, order) in enumerate(paper.drawn):
        answer = slip if version in missed else right_answer
        form["ada"].append(str(place))
        form[f"q{place}"] = list(answer(items[version], order))
    _post(paper.lesson, form, now=now)


def _post(lesson: Lesson, form: dict[str, list[str]], *, now: datetime) -> None:
    data = QueryDict(mutable=True)
    for name, values in form.items():
        data.setlist(name, values)
    files: MultiValueDict[str, Any] = MultiValueDict()
    with inside_lesson(lesson):
        report = KIND.receive(lesson, data=data, files=files, now=now)
        record(lesson=lesson, report=report, now=now)


def _missed_by(one: Paper, other: Paper) -> Collection[int]:
    """Questions that both were asked, of those that `slip` knows to miss."""
    shared = {version for version, _order in one.drawn} & {version for version, _ in other.drawn}
    items = items_of(shared)
    known = [version for version in sorted(shared) if items[version].sort in SLIPS]
    return known[:TOGETHER]


def slip(item: Item, order: Sequence[int]) -> Answer:
    """The same error whatever the order: the first wrong choice, or the last two steps swapped."""
    if item.sort is Sort.ORDERING:
        last = len(order) - 1
        ranks = {last: last, last - 1: last + 1}
        return tuple(str(ranks.get(index, index + 1)) for index in order)
    wrong = next(n for n, option in enumerate(item.options) if option.share <= 0)
    rights = right_answer(item, order) if item.sort is Sort.MULTIPLE else ()
    return (*rights, str(list(order).index(wrong)))


SLIPS = {*CHOICES, Sort.ORDERING}
