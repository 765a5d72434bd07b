"""Levels of competency that completing a course reaches, in the transaction that completes it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from suluh.base.clock import local_date
from suluh.competency.actions import attain
from suluh.competency.types import Attained, SourceKind
from suluh.content.queries.carrying import Carried, carried_by
from suluh.content.rules.cuts import level_of
from suluh.delivery.models import Enrolment, Offering, Progress

SOURCE = "delivery.enrolment"
Scores = dict[tuple[int, UUID], int | None]


def attain_levels(
    offering: Offering, new: Sequence[Enrolment], *, actor_id: int | None, now: datetime
) -> None:
    """Write what these people reached by what the training carries; a repeat writes nothing.

    Who belongs to no agency has no map. A test that reaches no level attains nothing.
    """
    if offering.version is None:
        return
    carried = carried_by([offering.version.training_id])
    at_home = [enrolment for enrolment in new if enrolment.home_id]
    if not carried or not at_home:
        return
    scores = _scores(at_home, {each.test_key for each in carried if each.test_key})
    attain(
        attained=list(_reached(offering, at_home, carried, scores=scores, now=now)),
        actor_id=actor_id, now=now,
    )  # fmt: skip


def _scores(enrolments: Sequence[Enrolment], keys: Collection[UUID]) -> Scores:
    if not keys:
        return {}
    rows = Progress.objects.filter(enrolment__in=enrolments, activity__key__in=keys)
    return {
        (enrolment, key): score
        for enrolment, key, score in rows.values_list("enrolment_id", "activity__key", "score")
    }


def _reached(
    offering: Offering, people: Sequence[Enrolment], carried: Sequence[Carried], *,
    scores: Scores, now: datetime,
) -> Iterator[Attained]:  # fmt: skip
    day = local_date(now, offering.zone)
    for enrolment in people:
        assert enrolment.home_id is not None
        for each in carried:
            level: int | None = each.level
            if each.test_key:
                level = level_of(scores.get((enrolment.pk, each.test_key)), each.cuts)
            if level is None:
                continue
            yield Attained(
                person_id=enrolment.person_id, home_id=enrolment.home_id,
                competency_id=each.competency_id, level=level, reached_on=day,
                source=SourceKind.TEST if each.test_key else SourceKind.TRAINING,
                key=f"enrolment:{enrolment.uuid}", source_type=SOURCE,
                source_id=str(enrolment.uuid), title=offering.title, assessor=offering.tenant.name,
            )  # fmt: skip
