"""Communities that somebody may read, and the people in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from suluh.activities.discussion.models import Community, Member
from suluh.base.paging import Key
from suluh.organisation.types import Actor

BY_LAST_POST = Key("last_at", "id", "uuid", is_descending=True)
BY_NAME = Key("name", "id", "uuid")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A community in a list, and whether one is in it."""

    community: Community
    is_member: bool


def communities_for(
    actor: Actor, *, search: str = "", only_mine: bool = False
) -> QuerySet[Community]:
    """Open communities of the actor's agency and of the nation; the pager orders them."""
    rows = Community.reachable.filter(
        Q(tenant_id=actor.agency_id or 0) | Q(is_national=True), archived_at=None
    ).select_related("tenant")
    if only_mine:
        mine = Member.reachable.filter(person_id=actor.person_id)
        rows = rows.filter(pk__in=mine.values("community_id"))
    if search:
        rows = rows.filter(
            Q(title__icontains=search) | Q(theme__icontains=search) | Q(summary__icontains=search)
        )
    return rows


def shelves(communities: Sequence[Community], *, person_id: int) -> list[Shelf]:
    """Each with whether the person is in it; one query."""
    rows = Member.reachable.filter(
        person_id=person_id, community__in=[each.pk for each in communities]
    )
    mine = set(rows.values_list("community_id", flat=True))
    return [Shelf(each, each.pk in mine) for each in communities]


def members_of(community: Community, *, search: str = "") -> QuerySet[Member]:
    """People of a community; call it inside the place, the pager orders them."""
    rows = Member.objects.filter(community=community)
    return rows.filter(name__icontains=search) if search else rows


def moderators(community: Community) -> list[Member]:
    """Who moderates; call it inside the place."""
    rows = Member.objects.filter(community=community, is_moderator=True)
    return list(rows.order_by("name", "id")[:10])
