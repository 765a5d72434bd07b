"""Lists of people marked by hand: reading them, and the hash that a second person approves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
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


def content_hash(offering: UUID, people: Iterable[int], reason: str) -> str:
    """What is approved: this event, these people, this reason; nothing else may be carried out."""
    told = json.dumps([str(offering), sorted(people), reason], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()
