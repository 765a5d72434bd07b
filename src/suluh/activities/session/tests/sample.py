"""For the suite over all kinds: a live session ready to publish, and how a browser attends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.test import Client

from suluh.activities.session.models import Gathering
from suluh.activities.session.rules.course import to_data
from suluh.activities.session.types import Meeting
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Offering

SETTINGS: dict[str, Any] = to_data(
    Meeting("Bawa satu surat yang sulit. Kita bahas bersama.", False)
)


def finish(client: Client, url: str) -> None:
    """The class has planned the session for now; one press is enough."""
    _empty, _training, offering, _learn, key, _end = url.split("/")
    moment = now()
    with scoped(SYSTEM):
        course = Offering.objects.get(uuid=UUID(offering))
        Gathering.objects.update_or_create(
            offering=course, activity_key=UUID(key),
            defaults={
                "tenant_id": course.tenant_id, "starts_at": moment - timedelta(minutes=5),
                "ends_at": moment + timedelta(minutes=85), "changed_at": moment,
            },
        )  # fmt: skip
    client.post(url, {"hadir": "masuk"})
