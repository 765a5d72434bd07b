"""Large ZIPs on their way into a training."""

from __future__ import annotations

from uuid import UUID

from suluh.content.models import Parcel, Training


def newest_parcel(training: Training) -> Parcel | None:
    """The one that is opened, or was opened last."""
    return Parcel.objects.filter(training=training).first()


def job_of(parcel: UUID) -> UUID | None:
    """The job that shows how far it is."""
    return Parcel.objects.filter(uuid=parcel).values_list("job", flat=True).first()
