"""The rules of competency in force on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from suluh.base.law import in_force
from suluh.competency.models import BandRule, HoldingRule, SourceRule
from suluh.competency.types import Bands, Choice, LawKind, SourceKind, SourceWeight


@dataclass(frozen=True, slots=True)
class HoldingLaw:
    """How results are read on a day: last or best, and the weight of each source."""

    choice: Choice
    weights: dict[SourceKind, SourceWeight]
    legal_basis: str = ""


def holding_law(day: date) -> HoldingLaw:
    """The law of results in force on `day`; before the first one the last result counts."""
    rule = in_force(HoldingRule.objects.all(), day)
    return HoldingLaw(
        Choice(rule.choice) if rule else Choice.LAST,
        source_weights(day),
        rule.legal_basis if rule else "",
    )


def source_weights(day: date) -> dict[SourceKind, SourceWeight]:
    """Weight and validity of each kind of source on `day`."""
    versions: dict[str, list[SourceRule]] = defaultdict(list)
    for row in SourceRule.objects.all():
        versions[row.source].append(row)
    found = {source: in_force(rows, day) for source, rows in versions.items()}
    return {
        SourceKind(source): SourceWeight(row.weight, row.raises_only, row.valid_months)
        for source, row in found.items()
        if row
    }


def bands_on(day: date) -> BandRule | None:
    """The bands of the match in force on `day`, with their legal basis."""
    return in_force(BandRule.objects.all(), day)


def as_bands(rule: BandRule | None) -> Bands | None:
    """The stored bands as the rules read them."""
    return Bands(rule.meets_from, rule.nearly_from) if rule else None


@dataclass(frozen=True, slots=True)
class LawBook:
    """Every version of every rule, the newest first, beside those in force."""

    law: MapLaw
    holding: list[HoldingRule]
    bands: list[BandRule]
    sources: list[SourceRule]


def law_book(day: date) -> LawBook:
    """All versions, and the law of `day`."""
    return LawBook(
        map_law(day),
        list(HoldingRule.objects.order_by("-version")),
        list(BandRule.objects.order_by("-version")),
        list(SourceRule.objects.filter(version__gt=1).order_by("source", "-version")),
    )


def first_values(kind: LawKind, day: date, source: str = "") -> dict[str, object]:
    """The columns of the version in force, from which the next one is written."""
    law = map_law(day)
    rows = {
        LawKind.HOLDING: (law.holding, ("choice",)),
        LawKind.BANDS: (law.bands, ("meets_from", "nearly_from")),
        LawKind.SOURCE: (
            next((row for row in law.sources if row.source == source), None),
            ("weight", "raises_only", "valid_months"),
        ),
    }
    row, names = rows[kind]
    return {name: getattr(row, name) for name in names} if row is not None else {}


@dataclass(frozen=True, slots=True)
class MapLaw:
    """The rules behind a map as its reader sees them."""

    holding: HoldingRule | None
    sources: list[SourceRule]
    bands: BandRule | None


def map_law(day: date) -> MapLaw:
    """The rules in force on `day`, the heaviest sources first."""
    versions: dict[str, list[SourceRule]] = defaultdict(list)
    for row in SourceRule.objects.all():
        versions[row.source].append(row)
    sources = [found for rows in versions.values() if (found := in_force(rows, day))]
    return MapLaw(
        in_force(HoldingRule.objects.all(), day),
        sorted(sources, key=lambda row: (-row.weight, row.source)),
        bands_on(day),
    )
