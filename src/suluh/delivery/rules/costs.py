"""What an angkatan costs, and what it saves against sending everybody to a classical training. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

ITEMS = ("pengajar", "konsumsi", "penginapan", "perjalanan", "bahan", "tempat", "lain")


@dataclass(frozen=True, slots=True)
class CostSheet:
    """Amounts in whole rupiah; `per_person` is what the classical way costs for one."""

    amounts: dict[str, int]
    per_person: int
    people: int

    @property
    def total(self) -> int:
        """Everything spent."""
        return sum(self.amounts.values())

    @property
    def each(self) -> int:
        """Spent for one person, rounded down."""
        return self.total // self.people if self.people else 0

    @property
    def classical(self) -> int:
        """What the classical way would have cost for the same people."""
        return self.per_person * self.people

    @property
    def saved(self) -> int | None:
        """The difference; None where the classical price is not known."""
        return self.classical - self.total if self.per_person else None


def sheet_of(costs: Mapping[str, object], *, people: int) -> CostSheet:
    """The sheet from what is kept; what is no amount counts nothing."""
    amounts = {item: value for item in ITEMS if isinstance(value := costs.get(item, 0), int)}
    per_person = costs.get("klasikal", 0)
    return CostSheet(amounts, per_person if isinstance(per_person, int) else 0, people)
