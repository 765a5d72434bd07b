"""Assignment: an agency sets people, a unit and all below it, or whom a rule means, to a course or path."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.delivery.models.offering import Offering
from suluh.organisation.models import TenantModel, Unit


class ActOfAssigning(TenantModel):
    """One act of assigning. `tenant` is the agency whose people are assigned.

    With a `unit` it holds for all who serve there or below; a `rule` (`rules/criteria.py`) narrows
    that, in the whole agency where there is no unit. `follows` takes in who comes later and releases
    who leaves before beginning; `released` counts them. An assignment that was undone has ended.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    follows = models.BooleanField(default=False)
    due_on = models.DateField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")
    rule = models.JSONField(default=dict, db_default={})
    is_rule = models.BooleanField(default=False, db_default=False)
    people = models.IntegerField(default=0)
    released = models.IntegerField(default=0, db_default=0)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Assignment(ActOfAssigning):
    """People are set to a course."""

    offering = models.ForeignKey(Offering, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["offering", "-id"], name="assignment_offering")]

    @property
    def title(self) -> str:
        """What people are set to."""
        return self.offering.title

    @property
    def link(self) -> str:
        """Where they find it."""
        return f"/pelatihan/{self.offering.uuid}/"

    @property
    def organiser_id(self) -> int:
        """The agency that offers it, which may be another."""
        return self.offering.tenant_id


class PathAssignment(ActOfAssigning):
    """People are set to a path; always those of the path's own agency."""

    path = models.ForeignKey(
        "delivery.LearningPath", on_delete=models.PROTECT, related_name="assignments"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["path", "-id"], name="path_assignment_path")]

    @property
    def title(self) -> str:
        """What people are set to."""
        return self.path.title

    @property
    def link(self) -> str:
        """Where they find it."""
        return f"/jalur/{self.path.uuid}/"

    @property
    def organiser_id(self) -> int:
        """The agency that offers it: the same."""
        return self.tenant_id
