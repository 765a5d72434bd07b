"""Whose row of a meeting report is it: by NIP, by e-mail, by name with unit; else suggestions."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from suluh.standards.match import Candidate, name_tokens, suggest, unit_likeness
from suluh.standards.participants import Participant

MOST_COMPARED = 400
UNIT_FITS = 0.6


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody registered, as far as a meeting report can know them."""

    key: str
    person_id: int
    name: str
    unit: str = ""
    nip: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The person of a row and how they were found; or who it might be."""

    person_id: int | None = None
    how: str = "none"
    suggestions: tuple[tuple[str, float], ...] = ()


@dataclass(slots=True)
class Directory:
    """Everyone registered, ready to be looked up."""

    people: Sequence[Seated]
    _by_nip: dict[str, Seated] = field(default_factory=dict)
    _by_email: dict[str, list[Seated]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[tuple[str, ...], list[Seated]] = field(default_factory=lambda: defaultdict(list))
    _by_start: dict[str, list[Seated]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for person in self.people:
            if person.nip:
                self._by_nip[person.nip] = person
            for email in {email.casefold() for email in person.emails if email}:
                self._by_email[email].append(person)
            tokens = name_tokens(person.name)
            self._by_name[tuple(sorted(tokens))].append(person)
            for start in {token[:3] for token in tokens}:
                self._by_start[start].append(person)

    def find(self, row: Participant) -> Found:
        """The person of the row, if only one can be meant."""
        if row.nip and row.nip in self._by_nip:
            return Found(self._by_nip[row.nip].person_id, "nip")
        sharing = self._by_email.get(row.email.casefold(), []) if row.email else []
        if len(sharing) == 1:
            return Found(sharing[0].person_id, "email")
        if row.anonymous:
            return Found()
        named = self._named(row)
        if named is not None:
            return Found(named.person_id, "name")
        return Found(suggestions=self._suggest(row))

    def _named(self, row: Participant) -> Seated | None:
        tokens = name_tokens(row.name)
        same = self._by_name.get(tuple(sorted(tokens)), []) if len(tokens) > 1 else []
        if row.unit and same:
            fitting = [each for each in same if unit_likeness(row.unit, each.unit) >= UNIT_FITS]
            same = fitting or (same if not any(each.unit for each in same) else [])
        return same[0] if len(same) == 1 else None

    def _suggest(self, row: Participant) -> tuple[tuple[str, float], ...]:
        near: dict[str, Seated] = {}
        for token in name_tokens(row.name):
            for person in self._by_start.get(token[:3], []):
                near.setdefault(person.key, person)
        compared = list(near.values())[:MOST_COMPARED]
        candidates = [Candidate(person.key, person.name, person.unit) for person in compared]
        return tuple(
            (found.key, found.score) for found in suggest(row.name, row.unit, candidates, limit=3)
        )


def row_keys(rows: Iterable[Participant]) -> list[str]:
    """A fingerprint per row; equal rows of one file are told apart by their count."""
    seen: dict[str, int] = defaultdict(int)
    keys = []
    for row in rows:
        parts = (row.name, row.nip, row.email, str(row.joined), str(row.left), str(row.seconds))
        told = "\x1f".join(parts)
        seen[told] += 1
        keys.append(hashlib.sha256(f"{told}\x1f{seen[told]}".encode()).hexdigest())
    return keys
