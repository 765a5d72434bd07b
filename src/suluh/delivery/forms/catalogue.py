"""The catalogue's filter, read from the address."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from suluh.delivery.queries.catalogue import TIMES, CatalogueFilter


def read_filter(query: QueryDict) -> CatalogueFilter:
    """What the address asks for; what it asks wrongly narrows nothing."""
    time = query.get("waktu", "")
    form = query.get("bentuk", "")
    jp = query.get("jp", "")
    return CatalogueFilter(
        text=" ".join(query.get("q", "").split())[:100],
        form=int(form) if form.isdecimal() and len(form) < 4 else None,
        theme=query.get("tema", "")[:120],
        organiser=_uuid(query.get("penyelenggara", "")),
        time=time if time in TIMES else TIMES[0],
        jp_minor=int(jp) * 100 if jp.isdecimal() and len(jp) < 3 else 0,
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
