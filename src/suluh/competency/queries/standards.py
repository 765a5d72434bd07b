"""What posts ask for."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q

from suluh.competency.models import Requirement, Standard
from suluh.competency.rules.standards import asked_of, rung_of
from suluh.competency.types import Asked, Demand, Post
from suluh.organisation.models import Position


def required(position: Position, on: date) -> dict[int, Asked]:
    """Level by competency id that the post asks for on a day, each with its standard."""
    post = as_post(position)
    return asked_of(post, demands_for(position.tenant_id, on, jenis=post.jenis), on)


def as_post(position: Position) -> Post:
    """The post as standards are looked up by; a structural post's rung follows its eselon."""
    rung = rung_of(position.jenjang, position.eselon)
    return Post(position.tenant_id, position.name, position.jenis, rung)


def demands_for(agency_id: int, on: date, *, jenis: str = "") -> list[Demand]:
    """Every standard of the nation and of the agency in force on a day (of one jenis, or all)."""
    rows = Standard.objects.filter(Q(tenant=None) | Q(tenant_id=agency_id), valid_from__lte=on)
    rows = rows.exclude(valid_to__lt=on)
    if jenis:
        rows = rows.filter(jenis=jenis)
    standards = list(rows)
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    wanted = Requirement.objects.filter(standard__in=[row.pk for row in standards])
    for standard_id, competency_id, level in wanted.values_list(
        "standard_id", "competency_id", "level"
    ):
        levels[standard_id][competency_id] = level
    return [_as_demand(row, levels[row.pk]) for row in standards]


def _as_demand(row: Standard, levels: dict[int, int]) -> Demand:
    return Demand(
        standard_id=row.pk,
        agency_id=row.tenant_id,
        jenis=row.jenis,
        jenjang=row.jenjang,
        post=row.post,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        version=row.version,
        levels=levels,
    )
