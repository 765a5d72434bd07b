"""What the wizard needs beside the event: invitations, programme, files, agencies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from suluh.base.errors import NotFound
from suluh.delivery.models import Document, Offering, OfferingAgency, OfferingPerson
from suluh.identity.models import Person
from suluh.organisation.models import Agency


@dataclass(frozen=True, slots=True)
class Lineup:
    """The programme and the files."""

    people: list[OfferingPerson]
    documents: list[Document]


def lineup_of(offering: Offering) -> Lineup:
    """Speakers in their order, documents as added."""
    return Lineup(
        list(OfferingPerson.objects.filter(offering=offering).select_related("person")),
        list(Document.objects.filter(offering=offering)),
    )


def invitations_of(offering: Offering) -> list[OfferingAgency]:
    """Invited agencies with quotas, by name."""
    rows = OfferingAgency.objects.filter(offering=offering).select_related("agency")
    return list(rows.order_by("agency__name"))


def all_agencies() -> list[str]:
    """Names of every agency, for the picker."""
    return list(Agency.objects.values_list("name", flat=True))


def agency_by_name(name: str) -> int | None:
    """The agency of that very name, full or short."""
    found = Agency.objects.filter(Q(name__iexact=name) | Q(short_name__iexact=name))
    return found.values_list("id", flat=True).first()


def agencies_by_name(names: Collection[str]) -> dict[str, int]:
    """Agency ids by these names, full or short, in small letters; one query."""
    wanted = {name.casefold() for name in names}
    rows = Agency.objects.annotate(full=Lower("name"), short=Lower("short_name"))
    found: dict[str, int] = {}
    for full, short, number in rows.filter(Q(full__in=wanted) | Q(short__in=wanted)).values_list(
        "full", "short", "id"
    ):
        found |= {name: number for name in (full, short) if name in wanted}
    return found


def agency_ids(uuids: Collection[str]) -> dict[str, int]:
    """Agency ids by uuid, of those that exist; what is no uuid is left out."""
    valid = [text for text in uuids if is_uuid(text)]
    rows = Agency.objects.filter(uuid__in=valid).values_list("uuid", "id")
    return {str(uuid): number for uuid, number in rows}


def person_id_of(uuid: str) -> int:
    """The person of a uuid, of those whom the scope may see."""
    found = Person.objects.filter(uuid=uuid).values_list("id", flat=True) if is_uuid(uuid) else None
    number = found.first() if found is not None else None
    if number is None:
        raise NotFound
    return number


def is_uuid(text: str) -> bool:
    """Whether the text is a uuid."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
