"""What an address asks for: year, day, whom to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest

from suluh.base.clock import local_date, now
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor
from suluh.reporting.queries.places import Place, find_place


@dataclass(frozen=True, slots=True)
class Asked:
    """Year, today, the past day to look back at, and the denominator."""

    year: int
    today: date
    day: date | None
    only: str

    @property
    def query(self) -> str:
        """To carry along in links."""
        values = {"tahun": self.year if self.year != self.today.year else "", "penyebut": self.only}
        return urlencode({name: value for name, value in values.items() if value})


def asked_of(request: HttpRequest) -> Asked:
    """Read the address; anything strange means today and everybody."""
    today = local_date(now(), actor_of(request).zone)
    raw = request.GET.get("tahun", "")
    year = int(raw) if raw.isdecimal() and 2018 <= int(raw[:5]) <= today.year else today.year
    only = request.GET.get("penyebut", "").upper()
    return Asked(year, today, _day(request), only if only in {"PNS", "PPPK"} else "")


def place_of(request: HttpRequest, actor: Actor, code: str) -> Place:
    """The agency of the address, or its unit named by `?unit=`."""
    raw = request.GET.get("unit", "")
    try:
        unit = UUID(raw) if raw else None
    except ValueError as error:
        raise Http404 from error
    return find_place(actor, code=code, unit=unit)


def _day(request: HttpRequest) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("per", ""))
    except ValueError:
        return None
