"""Judging an event by its attendance rule, and handing the results to delivery in batches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime

from suluh.activities.session.models import Window
from suluh.activities.session.queries.facts import facts_of, setting_of
from suluh.activities.session.rules.attendance import counts_before_end, is_met, judge
from suluh.activities.session.types import Facts, Setting
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions import record_results
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.types import PersonResult

BATCH = 1_000
_OPEN = (Enrolment.State.REGISTERED, Enrolment.State.NOT_COMPLETED)


def evaluate_offering(*, offering_id: int, now: datetime) -> int:
    """Complete everyone who meets the rule; once all windows are over, tell the others too.

    Gives how many completed now. Idempotent: who is complete is not looked at again.
    """
    done = 0
    with scoped(SYSTEM):
        offering = Offering.objects.select_related("tenant").get(pk=offering_id)
        if offering.state not in (Offering.State.PUBLISHED, Offering.State.FINISHED):
            return 0
        setting = setting_of(offering, now=now)
        is_final = now >= offering.ends_at and all(window.is_over for window in setting.windows)
    for people in _batches(offering):
        with scoped(SYSTEM):
            results = _results(offering, people, setting=setting, now=now, is_final=is_final)
            if results:
                done += record_results(
                    offering_id=offering.pk, results=results, actor_id=None, now=now
                )
    return done


def _batches(offering: Offering) -> Iterator[list[int]]:
    with scoped(SYSTEM):
        people = list(
            Enrolment.objects.filter(offering=offering, state__in=_OPEN)
            .order_by("person_id")
            .values_list("person_id", flat=True)
        )
    for start in range(0, len(people), BATCH):
        yield people[start : start + BATCH]


def _results(
    offering: Offering, people: list[int], *, setting: Setting, now: datetime, is_final: bool
) -> list[PersonResult]:
    results = []
    for person, facts in facts_of(offering, people=people).items():
        conditions = judge(offering.attendance_rule, facts, setting)
        may_count = now >= offering.ends_at or counts_before_end(offering.attendance_rule, facts)
        is_complete = is_met(conditions) and may_count
        if is_complete or is_final:
            evidence = _fingerprint(offering, facts)
            results.append(PersonResult(person, is_complete, conditions, evidence_sha256=evidence))
    return results


def _fingerprint(offering: Offering, facts: Facts) -> bytes:
    """Hash of the evidence a result rests on."""
    told = {
        "acara": str(offering.uuid),
        "orang": facts.person_id,
        "presensi": sorted(facts.windows),
        "detik": facts.seconds,
        "dinyatakan": facts.is_attested,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).digest()


def offerings_to_evaluate(*, since: datetime, now: datetime) -> list[tuple[int, int]]:
    """Events with evidence since then, and those that are over with people still unjudged."""
    with scoped(SYSTEM):
        fresh = Window.objects.filter(check_ins__at__gte=since).values_list(
            "offering_id", "tenant_id"
        )
        ended = (
            Offering.objects.filter(
                state__in=(Offering.State.PUBLISHED, Offering.State.FINISHED),
                ends_at__lt=now,
                enrolments__state=Enrolment.State.REGISTERED,
            )
            .exclude(windows__closes_at__gt=now)
            .filter(windows__isnull=False)
            .values_list("pk", "tenant_id")
        )
        return sorted(set(fresh) | set(ended))
