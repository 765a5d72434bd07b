"""How many stand where in a course, reckoned now and then: the report costs the same at any size."""

from __future__ import annotations

from django.db import models

from suluh.delivery.models.offering import Offering
from suluh.organisation.models import TenantModel


class Tally(TenantModel):
    """Sums of a course as they were at `at`. A projection: it can be dropped and made anew."""

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="tally")
    counts = models.JSONField(default=dict)
    activities = models.JSONField(default=list)
    units = models.JSONField(default=list)
    at = models.DateTimeField()
