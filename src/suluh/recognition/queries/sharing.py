"""Sharing sessions that a person held or was at."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.organisation.types import Actor
from suluh.recognition.models import Claim, Sharing


def my_sharings(actor: Actor, *, text: str = "") -> QuerySet[Sharing]:
    """Sessions that the actor held, the newest first."""
    rows = Sharing.reachable.filter(held_by_id=actor.person_id)
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(lesson__icontains=text))
    return rows.order_by("-held_on", "-id")


def get_sharing(actor: Actor, uuid: UUID) -> Sharing:
    """A session that the actor held; else NotFound."""
    found = my_sharings(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def people_of(sharing: Sharing) -> list[Claim]:
    """Who was named, with what they answered; the holder left out."""
    with scoped(SYSTEM):  # guests may be of another agency
        rows = Claim.objects.filter(sharing=sharing).exclude(person_id=sharing.held_by_id)
        return list(rows.select_related("person", "unit").order_by("person__name", "id"))
