"""The table of marks: a page of people with each activity's score and the share of attendance.

The cost is that of a page: people are found by key, and only theirs is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from suluh.base.errors import NotFound
from suluh.base.paging import Key
from suluh.content.queries.outline import outline_of
from suluh.content.types import Part
from suluh.delivery.models import Enrolment, Offering, Progress
from suluh.delivery.queries.gathering import gatherings_of
from suluh.delivery.queries.offerings import HOLDING
from suluh.organisation.queries.units import office_above
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor

BY_NAME = Key("name", "id", "uuid")


@dataclass(frozen=True, slots=True)
class Cell:
    """One activity of one person; `score` in hundredths of a percent."""

    part: Part
    score: int | None
    is_done: bool

    @property
    def percent(self) -> str:
        """The score as one types it."""
        return in_figures(self.score)


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the table."""

    place: Enrolment
    cells: tuple[Cell, ...]
    share: int | None

    @property
    def mean(self) -> int | None:
        """Mean of what was scored."""
        scores = [cell.score for cell in self.cells if cell.score is not None]
        return sum(scores) // len(scores) if scores else None


def in_figures(score: int | None) -> str:
    """A score as one types it; '' for none."""
    if score is None:
        return ""
    whole, rest = divmod(score, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


def get_marked_course(actor: Actor, uuid: UUID) -> Offering:
    """A course whose marks the actor may see and set; every other looks absent."""
    related = ("form", "tenant", "unit", "version__training", "batch")
    rows = Offering.objects.select_related(*related)
    found = rows.filter(uuid=uuid, kind=Offering.Kind.COURSE, batch__isnull=False).first()
    if found is None:
        raise NotFound
    path = found.unit.path if found.unit else ""
    if not can(actor, Permission.TRAINING_MARK, agency_id=found.tenant_id, unit_path=path):
        raise NotFound
    return found


def parts_of(offering: Offering) -> list[Part]:
    """The columns: activities of the offered version; no query where it is known here."""
    assert offering.version is not None
    return [part for chapter in outline_of(offering.version).chapters for part in chapter.parts]


def marked_people(offering: Offering, *, text: str = "") -> QuerySet[Enrolment]:
    """Whose rows there are, `above` their unit; narrowed by name or NIP."""
    rows = Enrolment.objects.filter(offering=offering, state__in=HOLDING)
    rows = rows.annotate(above=office_above())
    if text.isdecimal():
        return rows.filter(person__nip__startswith=text)
    return rows.filter(name__icontains=text) if text else rows


def rows_of(offering: Offering, places: Sequence[Enrolment]) -> list[Row]:
    """The table's rows for these people; a fixed number of queries."""
    parts = parts_of(offering)
    found: dict[int, dict[UUID, tuple[int | None, bool]]] = defaultdict(dict)
    steps = Progress.objects.filter(enrolment__in=[place.pk for place in places])
    for enrolment, key, score, state in steps.values_list(
        "enrolment_id", "activity__key", "score", "state"
    ):
        found[enrolment][key] = (score, state == Progress.State.DONE)
    shares = gatherings_of(offering, places) if offering.has_end else {}
    return [
        Row(
            place,
            tuple(Cell(part, *found[place.pk].get(part.key, (None, False))) for part in parts),
            shares[place.pk].share if place.pk in shares and shares[place.pk].sessions else None,
        )
        for place in places
    ]
