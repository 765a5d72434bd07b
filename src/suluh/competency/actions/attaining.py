"""Recording results: idempotent by natural key, any number in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from suluh.base.events import Fact, record_events
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Attainment
from suluh.competency.queries.law import source_weights
from suluh.competency.rules.holding import expiry
from suluh.competency.types import Attained, SourceKind, SourceWeight

NaturalKey = tuple[int, int, str]


def attain(
    *, attained: Sequence[Attained], actor_id: int | None, now: datetime
) -> dict[NaturalKey, Attainment]:
    """Record results in the current transaction; gives rows by (person, competency, key).

    Idempotent: what is there already stays as it is, even where the new call says otherwise.
    The caller has checked that `actor_id` may do this. Records `competency.level.attained` per
    home agency with the people whose levels are new.
    """
    once: dict[NaturalKey, Attained] = {}
    for each in attained:
        once.setdefault((each.person_id, each.competency_id, each.key), each)
    if not once:
        return {}
    with scoped(SYSTEM):
        days = {each.reached_on for each in once.values()}
        law = {day: source_weights(day) for day in days}
        rows = [_row(each, law[each.reached_on], actor_id) for each in once.values()]
        Attainment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
        found = _found(once)
        ours = {row.pk for row in rows}
        _tell([row for row in found.values() if row.pk in ours], now=now)
    return found


def _row(each: Attained, law: dict[SourceKind, SourceWeight], actor_id: int | None) -> Attainment:
    rule = law.get(each.source, SourceWeight(0))
    return Attainment(
        tenant_id=each.home_id, person_id=each.person_id, competency_id=each.competency_id,
        level=each.level, source=each.source, source_type=each.source_type,
        source_id=each.source_id, title=each.title[:200], key=each.key,
        reached_on=each.reached_on,
        expires_on=each.expires_on or expiry(each.reached_on, rule.valid_months),
        assessor_id=each.assessor_id, assessor=each.assessor[:150], actor_id=actor_id,
    )  # fmt: skip


def _found(once: dict[NaturalKey, Attained]) -> dict[NaturalKey, Attainment]:
    rows = Attainment.objects.filter(
        kind=Attainment.Kind.REACHED,
        person_id__in={key[0] for key in once},
        competency_id__in={key[1] for key in once},
        key__in={key[2] for key in once},
    )
    found = {(row.person_id, row.competency_id, row.key): row for row in rows}
    return {key: found[key] for key in once}


def _tell(fresh: list[Attainment], *, now: datetime) -> None:
    groups: dict[int, set[int]] = defaultdict(set)
    for row in fresh:
        groups[row.tenant_id].add(row.person_id)
    facts = [Fact(tenant, None, {"people": sorted(people)}) for tenant, people in groups.items()]
    if facts:
        record_events("competency.level.attained", at=now, facts=facts)
