"""Units as a people file names them: which exist already, which are new, under which parent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

Names = tuple[str, str, str, str]  # code, name, code of the parent, name of the parent
MAX_DEPTH = 15


class UnitProblem(ValueError):
    """The unit of a row cannot be told; the text is the code of a reason."""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that the agency has today."""

    id: int
    code: str
    name: str
    parent_id: int | None


@dataclass(slots=True)
class NewUnit:
    """A unit that only the file knows; `parent` is an id, another new unit's key, or nothing."""

    key: str
    code: str
    name: str
    parent: int | str | None
    depth: int = 0


@dataclass(slots=True)
class UnitBook:
    """Finds the unit of each row by code, else by name and parent."""

    agency: str
    by_code: dict[str, KnownUnit] = field(default_factory=dict)
    by_name: dict[str, list[KnownUnit]] = field(default_factory=dict)
    declared: dict[str, set[Names]] = field(default_factory=dict)
    new: dict[str, NewUnit] = field(default_factory=dict)
    _path: list[Names] = field(default_factory=list)

    def know(self, units: Iterable[KnownUnit]) -> None:
        """Add the units of today."""
        for unit in units:
            if unit.code:
                self.by_code[unit.code.lower()] = unit
            self.by_name.setdefault(unit.name.lower(), []).append(unit)

    def declare(self, rows: Iterable[Names]) -> None:
        """Add what the file says, so that a parent's own parent is found in another row."""
        for names in rows:
            self.declared.setdefault(names[1].lower(), set()).add(names)
            if names[0]:
                self.declared.setdefault(f"#{names[0].lower()}", set()).add(names)

    def find(self, names: Names) -> int | str:
        """Id of the unit, or key of a new one; raises UnitProblem."""
        if names in self._path:
            raise UnitProblem("unit_circle")
        if len(self._path) > MAX_DEPTH:
            raise UnitProblem("unit_deep")
        self._path.append(names)
        try:
            return self._find(names)
        finally:
            self._path.pop()

    def _find(self, names: Names) -> int | str:
        code, name = names[0], names[1]
        if code and code.lower() in self.by_code:
            return self.by_code[code.lower()].id
        parent = self._parent(names)
        if code:
            return self._new(f"#{code.lower()}", names, parent)
        alike = self.by_name.get(name.lower(), [])
        if parent is not None:
            match = [unit.id for unit in alike if unit.parent_id == parent]
            if match:
                return match[0]
        elif alike:
            roots = [unit.id for unit in alike if unit.parent_id is None]
            if len(alike) > 1 and len(roots) != 1:
                raise UnitProblem("unit_ambiguous")
            return roots[0] if roots else alike[0].id
        return self._new(f"{parent or ''}>{name.lower()}", names, parent)

    def _parent(self, names: Names) -> int | str | None:
        code, name, parent_code, parent_name = names
        if not parent_code and not parent_name:
            return self._declared_parent(names)
        if parent_code and parent_code.lower() == code.lower():
            return None
        itself = parent_name.lower() in {name.lower(), self.agency.lower()}
        if parent_name and not parent_code and itself:
            return None
        return self._parent_called(parent_code, parent_name or parent_code)

    def _declared_parent(self, names: Names) -> int | str | None:
        """The parent another row gives for this unit; none where rows disagree or are silent."""
        key = f"#{names[0].lower()}" if names[0] else names[1].lower()
        others = {row for row in self.declared.get(key, ()) if row[2] or row[3]}
        if len(others) != 1:
            return None
        return self._parent(next(iter(others)))

    def _parent_called(self, code: str, name: str) -> int | str:
        if code and code.lower() in self.by_code:
            return self.by_code[code.lower()].id
        known = [] if code else self.by_name.get(name.lower(), [])
        if len(known) == 1:
            return known[0].id
        roots = [unit.id for unit in known if unit.parent_id is None]
        if known and len(roots) != 1:
            raise UnitProblem("unit_ambiguous")
        if roots:
            return roots[0]
        rows = self.declared.get(f"#{code.lower()}" if code else name.lower(), set())
        parents = {(row[2].lower(), row[3].lower()): row for row in rows}
        if len(parents) > 1 and not code:
            raise UnitProblem("unit_ambiguous")
        return self.find(next(iter(parents.values())) if parents else (code, name, "", ""))

    def _new(self, key: str, names: Names, parent: int | str | None) -> str:
        if key not in self.new:
            depth = self.new[parent].depth + 1 if isinstance(parent, str) else 0
            self.new[key] = NewUnit(key, names[0], names[1], parent, depth)
        return key
