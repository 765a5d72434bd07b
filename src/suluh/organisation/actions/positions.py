"""Posts of an agency grow as people get them."""

from __future__ import annotations

from suluh.organisation.models import Position


def position_named(*, tenant_id: int, name: str, jenis: str, jenjang: str = "") -> Position:
    """The post of that name, kind and rung; made where the agency has none yet."""
    found = Position.objects.filter(
        tenant_id=tenant_id, name__iexact=name, jenis=jenis, jenjang=jenjang
    ).first()
    return found or Position.objects.create(
        tenant_id=tenant_id, name=name, jenis=jenis, jenjang=jenjang
    )
