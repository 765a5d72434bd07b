"""What the agency wrote already, to be used again."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from suluh.base.errors import NotFound
from suluh.content.models import Activity, Version
from suluh.content.queries.trainings import managed_trainings
from suluh.organisation.types import Actor


def usable_activities(actor: Actor, *, text: str = "") -> QuerySet[Activity]:
    """Activities of the newest version of each training the actor may see, newest first."""
    seen = managed_trainings(actor).order_by().values("pk")
    rows = Activity.objects.filter(
        version__training__in=seen, removed_at=None, section__removed_at=None
    )
    newer = Version.objects.filter(
        training=OuterRef("version__training"), number__gt=OuterRef("version__number")
    )
    rows = rows.filter(~Exists(newer))
    if text:
        rows = rows.filter(Q(title__icontains=text) | Q(version__training__title__icontains=text))
    return rows.select_related("version__training").order_by("-changed_at", "-id")


def usable_activity(actor: Actor, activity_id: int) -> Activity:
    """One of them; every other looks absent."""
    found = usable_activities(actor).filter(pk=activity_id).first()
    if found is None:
        raise NotFound
    return found
