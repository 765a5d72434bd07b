"""Pictures of questions before who may see them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from suluh.activities.quiz.models import Picture
from suluh.activities.quiz.queries.bank import may_read
from suluh.activities.quiz.rules.exchange.pictures import Drawn
from suluh.base.errors import NotFound
from suluh.delivery.models import Enrolment
from suluh.organisation.types import Actor


def get_picture(actor: Actor, uuid: UUID) -> Picture:
    """The picture, for who reads the bank or takes part in a course of that agency."""
    found = Picture.reachable.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    if found.tenant_id == actor.agency_id and may_read(actor):
        return found
    places = Enrolment.reachable.filter(tenant_id=found.tenant_id, person_id=actor.person_id)
    if not places.exists():
        raise NotFound
    return found


def is_kept(uuid: str) -> bool:
    """Whether the scope's agency has a picture of that uuid."""
    try:
        return Picture.objects.filter(uuid=UUID(uuid)).exists()
    except ValueError:
        return False


def drawn_of(uuids: Iterable[str]) -> dict[str, Drawn]:
    """Pictures of the scope's agency with their size, by uuid; one query."""
    rows = Picture.objects.filter(uuid__in=[each for each in uuids if each])
    return {str(row.uuid): Drawn(row.file.read(), row.width, row.height) for row in rows}
