"""For whom a class is: its audience in words, who in it is not of it, and how it changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from suluh.base.models import DomainEvent
from suluh.delivery.models import Enrolment, Offering, OfferingAgency
from suluh.delivery.queries.setup import invitations_of

_State = Enrolment.State
LATEST = 20


@dataclass(frozen=True, slots=True)
class Reach:
    """An audience with the agencies it names."""

    audience: str
    agency_ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For people."""
        if self.audience == Offering.Audience.NATIONAL:
            return _("Semua ASN dan umum di Indonesia")
        if self.audience == Offering.Audience.CHOSEN:
            names = ", ".join(self.names)
            return _("Instansi sendiri dan yang diundang: %(names)s") % {"names": names}
        return _("Pegawai instansi sendiri")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of it: when, by whom, from what to what, and how many in it were not of it any more."""

    at: datetime
    by: str
    before: Reach
    after: Reach
    outside: int


def reach_of(offering: Offering) -> Reach:
    """For whom a class is now."""
    if offering.audience != Offering.Audience.CHOSEN:
        return Reach(offering.audience)
    rows: list[OfferingAgency] = invitations_of(offering)
    ids = tuple(row.agency_id for row in rows)
    return Reach(offering.audience, ids, tuple(row.agency.name for row in rows))


def is_open_to(offering: Offering, agency_id: int) -> bool:
    """Whether people of that agency may join it now. Wide scope."""
    if offering.audience == Offering.Audience.NATIONAL or offering.tenant_id == agency_id:
        return True
    return agency_id in reach_of(offering).agency_ids


def outside_of(offering: Offering, audience: str, agencies: Collection[int]) -> int:
    """How many who have a place, or wait for one, would not be of that audience."""
    if audience == Offering.Audience.NATIONAL:
        return 0
    inside = {offering.tenant_id, *(agencies if audience == Offering.Audience.CHOSEN else ())}
    rows = Enrolment.objects.filter(offering=offering).exclude(state=_State.CANCELLED)
    return rows.filter(Q(home=None) | ~Q(home__in=inside)).count()


def changes_of(offering: Offering) -> list[Change]:
    """The latest changes of the audience, the newest first."""
    rows = DomainEvent.objects.filter(
        name="delivery.course.audience_changed", tenant_id=offering.tenant_id, subject=offering.uuid
    )
    return [_change(row) for row in rows.order_by("-id")[:LATEST]]


def _change(row: DomainEvent) -> Change:
    data = row.data
    return Change(
        row.at, data["by"], _reach(data["before"]), _reach(data["after"]), data["outside"]
    )


def _reach(stored: dict[str, object]) -> Reach:
    names = stored["agencies"]
    assert isinstance(names, list)
    return Reach(str(stored["audience"]), names=tuple(map(str, names)))
