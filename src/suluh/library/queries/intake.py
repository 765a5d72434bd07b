"""Reads of intakes: what was handed in and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotFound
from suluh.library.models import Intake, IntakeFile
from suluh.library.queries.desk import require_librarian
from suluh.organisation.types import Actor


def intakes(actor: Actor) -> QuerySet[Intake]:
    """Those of the agency, newest first."""
    return Intake.objects.filter(tenant_id=require_librarian(actor))


def get_intake(actor: Actor, uuid: UUID) -> Intake:
    """One of the agency's."""
    found = intakes(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def files_of(intake: Intake, *, text: str = "", outcome: str = "") -> QuerySet[IntakeFile]:
    """Its files in the order in which they came."""
    rows = IntakeFile.objects.select_related("book").filter(intake=intake)
    if outcome in IntakeFile.Outcome.values:
        rows = rows.filter(outcome=outcome)
    return rows.filter(name__icontains=text) if text else rows
