"""The sample's doors into courses: assigned by rule with dates that pass, asked for and approved."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from config.sample.events import ZONE, Stage
from suluh.delivery.actions.placing import place_people
from suluh.delivery.models import Assignment, Enrolment, Offering
from suluh.delivery.queries.criteria import staff_of_assignment
from suluh.delivery.rules.criteria import Criteria
from suluh.organisation.models import Unit


def make_doors(stage: Stage, units: dict[str, Unit]) -> None:
    """Every door with somebody before it."""
    letters, _privacy = Offering.objects.filter(
        tenant=stage.agency, kind=Offering.Kind.COURSE
    ).order_by("id")[:2]
    _by_rule(stage, letters, units["disdik"])


def _by_rule(stage: Stage, course: Offering, unit: Unit) -> None:
    """All JF Analis of an office and below; the date passed some days ago for some of them."""
    due = (stage.now.astimezone(ZoneInfo(ZONE)) - timedelta(days=3)).date()
    given = stage.now - timedelta(days=30)
    assignment = Assignment.objects.create(
        tenant=stage.agency, offering=course, unit=unit, follows=True, due_on=due, is_rule=True,
        rule=Criteria(jenis="2", post="Analis").as_data(),
        reason="Surat Tugas Kepala Dinas Nomor 800.1.11/187/2026", by_id=stage.organiser.id,
        by_name=stage.organiser.full_name, created_at=given,
    )  # fmt: skip
    people = list(staff_of_assignment(assignment).values_list("person_id", flat=True))
    assignment.people = place_people(
        course, people, source="assigned", assignment_id=assignment.pk, due_on=due, now=given
    )
    assignment.save(update_fields=["people"])
    Enrolment.objects.filter(assignment=assignment).update(told_at=given)
