"""Requests to reverse a credit, and the lines an organiser may ask to reverse."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from suluh.base.errors import NotAllowed, NotFound
from suluh.ledger.models import JpEntry, ReversalRequest
from suluh.organisation.rules.roles import Permission, can
from suluh.organisation.types import Actor


def reversal_requests(actor: Actor, *, state: str = "") -> QuerySet[ReversalRequest]:
    """Requests of the actor's agency, open ones first."""
    _require(actor)
    rows = ReversalRequest.objects.select_related("entry", "entry__person", "entry__form")
    if state in ReversalRequest.State.values:
        rows = rows.filter(state=state)
    return rows.order_by("-state", "-id") if state else rows.order_by("-created_at", "-id")


def get_request(actor: Actor, uuid: UUID) -> ReversalRequest:
    """One request of the actor's agency."""
    found = reversal_requests(actor).filter(uuid=uuid).first()
    if found is None:
        raise NotFound(_("Permintaan ini tidak ada."))
    return found


def reversible_entries(actor: Actor, search: str) -> QuerySet[JpEntry]:
    """Credits from the agency's own activities that match a NIP, name or title."""
    _require(actor)
    rows = JpEntry.reachable.select_related("person", "form").filter(
        organiser_id=actor.agency_id or 0, kind=JpEntry.Kind.CREDIT, reversal=None
    )
    if search.isdecimal() and len(search) == 18:
        return rows.filter(person__nip=search).order_by("-id")
    words = Q(title__icontains=search) | Q(person__name__icontains=search)
    return rows.filter(words).order_by("-id")


def _require(actor: Actor) -> None:
    if not can(actor, Permission.LEDGER_REVERSE, agency_id=actor.agency_id):
        raise NotAllowed
