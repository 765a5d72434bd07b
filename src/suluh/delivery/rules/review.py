"""Lists of people marked by hand: reading them, and the hash that a second person approves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from suluh.standards import nip

_SPLIT = re.compile(r"[\n\r;,\t|]+")


@dataclass(frozen=True, slots=True)
class Pasted:
    """NIP found in pasted text, and the lines that hold none."""

    numbers: tuple[str, ...]
    unreadable: tuple[str, ...]


def read_numbers(text: str) -> Pasted:
    """Every NIP once, in the order of the text."""
    numbers: dict[str, None] = {}
    unreadable = []
    for piece in _SPLIT.split(text):
        if not piece.strip():
            continue
        found = nip.find(piece)
        if found:
            numbers[found] = None
        elif re.search(r"\d", piece):
            unreadable.append(piece.strip()[:60])
    return Pasted(tuple(numbers), tuple(unreadable))


def numbers_of_rows(rows: Iterable[Sequence[str]]) -> str:
    """The numbers of a table, one a line, whatever other columns it has.

    Of a row without a NIP its longest number stays: it is one that was mistyped, and is told.
    """
    found = []
    for row in rows:
        with_digits = [cell for cell in row if re.search(r"\d", cell)]
        known = next((cell for cell in with_digits if nip.find(cell)), "")
        found.append(known or max(with_digits, key=_digits, default=""))
    return "\n".join(_SPLIT.sub(" ", each) for each in found if each)


def _digits(cell: str) -> int:
    return sum(character.isdigit() for character in cell)


def content_hash(offering: UUID, people: Iterable[int], reason: str) -> str:
    """What is approved: this event, these people, this reason; nothing else may be carried out."""
    told = json.dumps([str(offering), sorted(people), reason], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
