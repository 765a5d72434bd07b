"""Reading the dictionary: the nation's and one's own agency's."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.competency.models import Competency, CompetencyVersion
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A competency with one version of its texts, and all its versions, newest first."""

    competency: Competency
    version: CompetencyVersion | None
    versions: list[CompetencyVersion]


def dictionary(
    actor: Actor, *, text: str = "", family: str = "", closed: bool = False
) -> QuerySet[Competency]:
    """Competencies the actor's agency works with, by family and code."""
    rows = Competency.objects.filter(_mine(actor)).select_related("tenant")
    if not closed:
        rows = rows.filter(closed_on=None)
    if text:
        rows = rows.filter(
            Q(name__icontains=text) | Q(code__istartswith=text) | Q(field__icontains=text)
        )
    if family:
        rows = rows.filter(family=family)
    return rows.order_by("family", "code", "id")


def get_competency(actor: Actor, uuid: UUID) -> Competency:
    """One of them, open or closed; raises NotFound."""
    found = Competency.objects.filter(_mine(actor), uuid=uuid).select_related("tenant").first()
    if found is None:
        raise NotFound
    return found


def get_entry(actor: Actor, uuid: UUID, *, version: int | None = None) -> Entry:
    """A competency with its newest version, or the one asked for; raises NotFound."""
    competency = get_competency(actor, uuid)
    versions = list(
        CompetencyVersion.objects.filter(competency=competency)
        .prefetch_related("levels")
        .order_by("-version")
    )
    wanted = competency.version if version is None else version
    shown = next((row for row in versions if row.version == wanted), None)
    if shown is None and version is not None:
        raise NotFound
    return Entry(competency, shown, versions)


def _mine(actor: Actor) -> Q:
    return Q(tenant=None) | Q(tenant_id=actor.agency_id or 0)
