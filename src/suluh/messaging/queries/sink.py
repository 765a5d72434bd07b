"""The mails that the sample kept instead of sending."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from suluh.base.errors import NotFound
from suluh.messaging.models import SinkMail


def get_sink_mails(*, search: str = "") -> QuerySet[SinkMail]:
    """Kept mails, newest first; NotFound outside the sample."""
    if not settings.SAMPLE:
        raise NotFound
    rows = SinkMail.objects.all()
    if search:
        rows = rows.filter(Q(recipient__icontains=search) | Q(subject__icontains=search))
    return rows.order_by("-id")


def get_sink_mail(mail: UUID) -> SinkMail:
    """One kept mail; NotFound where there is none."""
    row = get_sink_mails().filter(uuid=mail).first()
    if row is None:
        raise NotFound
    return row
