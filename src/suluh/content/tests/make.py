"""Rows for tests of trainings: a training, a draft with activities, a published version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Section, Training, Version
from suluh.ledger.models import Form
from suluh.organisation.models import Agency

NOW = datetime(2026, 9, 16, 1, 0, tzinfo=UTC)
E_LEARNING = 16
TEXT = "## Salam\n\nSurat dinas yang baik singkat, jelas, dan sopan."


def training(at: Agency, title: str = "Menulis surat dinas", **more: Any) -> Training:
    """A training of that agency, e-learning where nothing else is said."""
    values: dict[str, Any] = {
        "form": Form.objects.get(code=E_LEARNING),
        "created_at": NOW,
        "changed_at": NOW,
    } | more
    with scoped(SYSTEM):
        return Training.objects.create(tenant=at, title=title, **values)


def version(
    of: Training, *activities: dict[str, Any], completion: dict[str, Any] | None = None
) -> Version:
    """A draft with one section that holds the activities (each a dict of fields)."""
    with scoped(SYSTEM):
        number = Version.objects.filter(training=of).count() + 1
        made = Version.objects.create(
            tenant=of.tenant,
            training=of,
            number=number,
            completion=completion or {},
            created_at=NOW,
        )
        section = Section.objects.create(tenant=of.tenant, version=made, title="Bagian pertama")
        for order, fields in enumerate(activities):
            values: dict[str, Any] = {
                "kind": "page",
                "title": f"Halaman {order + 1}",
                "settings": {"text": TEXT},
                "minutes": 45,
                "order": order,
                "changed_at": NOW,
            } | fields
            Activity.objects.create(tenant=of.tenant, version=made, section=section, **values)
    return made


def published(
    of: Training, *activities: dict[str, Any], completion: dict[str, Any] | None = None
) -> Version:
    """The same, published."""
    made = version(of, *activities, completion=completion)
    with scoped(SYSTEM):
        made.state, made.published_at = Version.State.PUBLISHED, NOW
        made.minutes = sum(
            Activity.objects.filter(version=made, is_required=True).values_list(
                "minutes", flat=True
            )
        )
        made.save()
    return made
