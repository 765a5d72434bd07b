"""Who has an account and never came in; whom a link can still reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Employment
from suluh.organisation.models import Unit
from suluh.organisation.queries.units import under
from suluh.organisation.rules.roles import Permission, home_of, reach
from suluh.organisation.types import Actor

PAUSE = timedelta(days=3)  # nobody gets a second link before


@dataclass(frozen=True, slots=True)
class Asleep:
    """People who never signed in, and how many of them a link would reach now."""

    people: int
    reached: int
    lately: int
    without_address: int


def edited_paths(actor: Actor, *, unit: UUID | None = None) -> list[str]:
    """Paths over which the actor looks after people, narrowed to one unit; raises where none."""
    agency = home_of(actor)
    paths = reach(actor, Permission.PEOPLE_EDIT, agency_id=agency)
    if not paths:
        raise NotAllowed
    if unit is None:
        return paths
    found = Unit.objects.filter(tenant_id=agency, uuid=unit).first()
    if found is None or not any(found.path.startswith(path) for path in paths):
        raise NotFound
    return [found.path]


def next_link_at(account: Account, *, now: datetime) -> datetime | None:
    """From when on the account may be sent another link; None where it may be now."""
    sent = account.activation_sent_at
    return sent + PAUSE if sent and sent > now - PAUSE else None


def count_asleep(*, agency: int, paths: list[str], now: datetime) -> Asleep:
    """Count those who serve today and never signed in."""
    with scoped(SYSTEM):  # the agency is named: by rows' policies each account is looked up alone
        found = _serving(agency, paths).aggregate(
            people=Count("id"),
            reached=Count("id", filter=_HAS_ADDRESS & _not_since(now - PAUSE)),
            lately=Count("id", filter=_HAS_ADDRESS & ~_not_since(now - PAUSE)),
            without_address=Count("id", filter=~_HAS_ADDRESS),
        )
    return Asleep(**found)


def asleep_accounts(
    *, agency: int, paths: list[str], now: datetime, after: int
) -> QuerySet[Account]:
    """The accounts that a link would reach now, in order of id from `after`. Wide scope."""
    people = _serving(agency, paths).filter(_HAS_ADDRESS & _not_since(now - PAUSE))
    return Account.objects.filter(
        pk__gt=after, person_id__in=people.values("person_id")
    ).order_by("pk")  # fmt: skip


_HAS_ADDRESS = ~Q(person__account__email="")


def _not_since(moment: datetime) -> Q:
    sent = "person__account__activation_sent_at"
    return Q(**{f"{sent}__isnull": True}) | Q(**{f"{sent}__lte": moment})


def _serving(agency: int, paths: list[str]) -> QuerySet[Employment]:
    rows = Employment.reachable.filter(
        tenant_id=agency, valid_to=None, person__account__isnull=False,
        person__account__is_active=True, person__account__last_login=None,
    )  # fmt: skip
    return rows.filter(under(paths))
