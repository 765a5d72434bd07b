"""What a post asks for: standards in layers from the general to the particular. Pure.

Layers, each overruling the one before: all posts of a jenis, posts of a jenjang, the named post;
inside each the nation's first, then the agency's own. Level 0 is the exception "not asked for".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from suluh.competency.types import Asked, Demand, Post

# Structural posts whose rung the people file left out: PP 11/2017 Pasal 54 and UU 5/2014 Pasal 131.
_RUNG_OF_ESELON = {
    "I.a": "JPT Madya", "I.b": "JPT Madya", "II.a": "JPT Pratama", "II.b": "JPT Pratama",
    "III.a": "Administrator", "III.b": "Administrator", "IV.a": "Pengawas", "IV.b": "Pengawas",
}  # fmt: skip


def rung_of(jenjang: str, eselon: str) -> str:
    """The post's rung: what the file says, else what its eselon stands for."""
    return jenjang or _RUNG_OF_ESELON.get(eselon, "")


def asked_of(post: Post, demands: Iterable[Demand], day: date) -> dict[int, Asked]:
    """Level by competency that `post` asks for on `day`, with the standard that decided it."""
    layers: dict[tuple[bool, bool, bool], Demand] = {}
    for demand in demands:
        if not (_is_in_force(demand, day) and _is_about(demand, post)):
            continue
        layer = (bool(demand.post), bool(demand.jenjang), demand.agency_id is not None)
        there = layers.get(layer)
        if there is None or _age(there) < _age(demand):
            layers[layer] = demand
    asked: dict[int, Asked] = {}
    for layer in sorted(layers):
        demand = layers[layer]
        for competency_id, level in demand.levels.items():
            asked[competency_id] = Asked(level, demand.standard_id)
    return {key: value for key, value in asked.items() if value.level}


def _is_in_force(demand: Demand, day: date) -> bool:
    return demand.valid_from <= day and (demand.valid_to is None or day <= demand.valid_to)


def _is_about(demand: Demand, post: Post) -> bool:
    return (
        demand.agency_id in {None, post.agency_id}
        and demand.jenis == post.jenis
        and demand.jenjang.lower() in {"", post.jenjang.lower()}
        and demand.post.lower() in {"", post.name.lower()}
    )


def _age(demand: Demand) -> tuple[date, int]:
    return demand.valid_from, demand.version
