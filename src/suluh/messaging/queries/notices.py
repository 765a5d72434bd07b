"""A person's own notices, from whichever agency they came."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.messaging.models import Notice
from suluh.organisation.types import Actor


def get_notices(actor: Actor, *, search: str = "", unread_only: bool = False) -> QuerySet[Notice]:
    """One's own notices, newest first."""
    rows = Notice.reachable.filter(person_id=actor.person_id).defer("attachment")
    if unread_only:
        rows = rows.filter(read_at=None)
    if search:
        rows = rows.filter(Q(title__icontains=search) | Q(body__icontains=search))
    return rows.order_by("-id")


def count_told(person_id: int, *, kind: str, since: datetime) -> int:
    """How many notices of that kind the person got since then."""
    rows = Notice.reachable.filter(person_id=person_id, kind=kind, created_at__gt=since)
    return rows.count()


def get_attachment(actor: Actor, notice: UUID) -> tuple[str, str]:
    """Name and text of the file that came with one's own notice; NotFound where there is none."""
    row = Notice.reachable.filter(person_id=actor.person_id, uuid=notice).first()
    if row is None or not row.attachment:
        raise NotFound
    return row.attachment_name, row.attachment
