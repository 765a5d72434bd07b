"""How lists of claims are narrowed: facets with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from suluh.recognition.models import Claim


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice that narrows the list."""

    label: str
    url: str
    current: bool
    count: int | None = None


def state_facets(counts: dict[str, int], current: str, search: str) -> list[Facet]:
    """The states in which there is something, and all of them."""
    shown = [state for state in Claim.State if counts.get(state.value)]
    choices = [("", _("Semua")), *((state.value, str(state.label)) for state in shown)]
    return [
        Facet(label, _query(status=value, q=search), value == current, counts.get(value))
        for value, label in choices
    ]


def _query(**values: str) -> str:
    return "?" + urlencode({name: value for name, value in values.items() if value})
