"""An angkatan of the sample: its training's facts, its days, its number."""

from __future__ import annotations

from datetime import date, timedelta

from config.sample.events import ZONE, Stage
from suluh.base.clock import midnight
from suluh.content.models import Training, Version
from suluh.delivery.actions.course_offers import foretell
from suluh.delivery.models import Batch, Offering
from suluh.standards.words import roman


def open_batch(
    stage: Stage, training: Training, version: Version, *, number: int, first: date, days: int,
    hall: str,
) -> Offering:  # fmt: skip
    """The offering with its batch, saved; its people and its timetable are the caller's."""
    starts = midnight(first, ZONE)
    offering = Offering(
        tenant=stage.agency, unit=stage.unit, kind=Offering.Kind.COURSE, version=version,
        title=f"{training.title}: Angkatan {roman(number)}", theme=training.theme,
        description=training.summary, form_id=training.form_id, starts_at=starts,
        ends_at=starts + timedelta(days=days), zone=ZONE, audience=Offering.Audience.AGENCY,
        seats=30, place=f"Kampus BPSDM Provinsi Contoh, Gedung {hall}",
        registration_opens_at=starts - timedelta(days=30), registration_closes_at=starts,
        has_evaluation=False, state=Offering.State.PUBLISHED, created_by_id=stage.organiser.id,
        created_at=starts - timedelta(days=30),
    )  # fmt: skip
    foretell(offering, version, now=stage.now)
    offering.save(force_insert=True)
    Batch.objects.create(tenant=stage.agency, offering=offering, number=number)
    return offering
