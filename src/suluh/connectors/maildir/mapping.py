"""Between a letter and the file by which the process that read it hands it over. Pure."""

from __future__ import annotations

import json
from dataclasses import asdict

from suluh.standards.letters.types import Incoming


def to_json(letter: Incoming) -> str:
    """As text."""
    return json.dumps(asdict(letter))


def from_json(text: str) -> Incoming:
    """And back."""
    data = json.loads(text)
    return Incoming(**data | {name: tuple(data[name]) for name in ("recipients", "results")})
