"""A person's competency map: standard against held, gap, and the Job Person Match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from suluh.competency.models import Attainment, BandRule, Competency, Standard
from suluh.competency.queries.law import as_bands, bands_on, holding_law
from suluh.competency.queries.standards import required
from suluh.competency.rules.holding import held_on, is_in_force
from suluh.competency.rules.match import gap, job_person_match
from suluh.competency.types import Asked, Match, Reached, SourceKind
from suluh.identity.models import Employment
from suluh.organisation.models import Position


@dataclass(frozen=True, slots=True)
class Gap:
    """One competency of a map: what is asked for, what is held, what is missing.

    `asked` 0: held beyond the standard. `held` None: never measured, or no longer in force;
    `expired` is then the last result that ran out.
    """

    competency: Competency
    asked: int
    standard: Standard | None
    held: Attainment | None
    expired: Attainment | None

    @property
    def level(self) -> int:
        """The level held; 0 where none is known."""
        return self.held.level if self.held else 0

    @property
    def missing(self) -> int:
        """Levels still missing."""
        return gap(self.asked, self.level)

    @property
    def is_inherited(self) -> bool:
        """Whether the level comes from the jenjang or jenis, not from a standard of this post."""
        return self.standard is not None and not self.standard.post


@dataclass(frozen=True, slots=True)
class PersonMap:
    """Standard against held of one person for one post on one day."""

    person_id: int
    on: date
    position: Position | None
    rows: list[Gap]
    match: Match
    bands: BandRule | None

    @property
    def standard(self) -> list[Gap]:
        """What the post asks for."""
        return [row for row in self.rows if row.asked]

    @property
    def beyond(self) -> list[Gap]:
        """What is held and not asked for."""
        return [row for row in self.rows if not row.asked]

    @property
    def axes(self) -> list[tuple[str, int, int]]:
        """The radar's axes in the dictionary's order: name, level held, level asked for."""
        rows = sorted(self.standard, key=lambda row: (row.competency.family, row.competency.code))
        return [(row.competency.name, row.level, row.asked) for row in rows]

    @property
    def gaps(self) -> list[Gap]:
        """What the post asks for and is missing, the widest first."""
        return [row for row in self.rows if row.missing]

    @property
    def unmeasured(self) -> int:
        """Competencies of the standard without a result in force."""
        return sum(1 for row in self.rows if row.asked and row.held is None)


def held(person_id: int, on: date) -> dict[int, Attainment]:
    """The result that counts on a day, by competency id, of those the scope may read."""
    return held_of(results_of(person_id, on), on)


def gaps(person_id: int, on: date, *, position: Position | None = None) -> PersonMap:
    """The person's map on a day, against the post held then or against another `position`."""
    post = position or position_on(person_id, on)
    asked = required(post, on) if post else {}
    results = results_of(person_id, on)
    rule = bands_on(on)
    reached = held_of(results, on)
    rows = _rows(asked, reached, expired=_expired(results, on))
    match = job_person_match(
        {key: value.level for key, value in asked.items()},
        {key: value.level for key, value in reached.items()},
        as_bands(rule),
    )
    return PersonMap(person_id, on, post, rows, match, rule)


def position_on(person_id: int, on: date) -> Position | None:
    """The post held on a day; on the day of a change the new one."""
    rows = Employment.reachable.filter(person_id=person_id, valid_from__lte=on)
    rows = rows.exclude(valid_to__lte=on).select_related("position")
    job = rows.order_by("-valid_from", "-id").first()
    return job.position if job else None


def results_of(person_id: int, on: date) -> list[Attainment]:
    """Results not withdrawn, reached by that day, expired ones too."""
    rows = Attainment.reachable.filter(
        person_id=person_id, kind=Attainment.Kind.REACHED, reached_on__lte=on, withdrawal=None
    )
    return list(rows.select_related("competency").order_by("reached_on", "id"))


def held_of(results: list[Attainment], on: date) -> dict[int, Attainment]:
    """Of a person's results those that count on a day, by competency id."""
    law = holding_law(on)
    by_order = {str(row.pk): row for row in results}
    chosen = held_on(map(as_reached, results), on, choice=law.choice, weights=law.weights)
    return {key: by_order[result.order] for key, result in chosen.items()}


def as_reached(row: Attainment) -> Reached:
    """The stored result as the rules look at it; ids grow with time and break ties of a day."""
    return Reached(
        row.competency_id,
        row.level,
        SourceKind(row.source),
        row.reached_on,
        row.expires_on,
        str(row.pk),
    )


def _expired(results: list[Attainment], on: date) -> dict[int, Attainment]:
    return {row.competency_id: row for row in results if not is_in_force(as_reached(row), on)}


def _rows(
    asked: dict[int, Asked], reached: dict[int, Attainment], *, expired: dict[int, Attainment]
) -> list[Gap]:
    standards = Standard.objects.in_bulk({value.standard_id for value in asked.values()})
    known = Competency.objects.filter(pk__in={*asked, *reached}).order_by("family", "code", "id")
    nothing = Asked(0, 0)
    rows = [
        Gap(
            each,
            asked.get(each.pk, nothing).level,
            standards.get(asked.get(each.pk, nothing).standard_id),
            reached.get(each.pk),
            None if each.pk in reached else expired.get(each.pk),
        )
        for each in known
    ]
    return sorted(rows, key=lambda row: -row.missing)  # the widest gap first, then the dictionary
