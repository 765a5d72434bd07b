"""Gate: what stands before a course beside its seats (approval, trainings done before, one at a time).

An offering without a gate is joined at once by the short function of the database; `is_gated` on the
offering tells it apart.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from suluh.base.policies import Protection
from suluh.content.models import Training
from suluh.delivery.models.offering import Offering, reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Gate(TenantModel):
    """Conditions of entry of one course. `tenant` is the organiser."""

    class Approval(models.TextChoices):
        """Who must agree, in this order."""

        NOBODY = "none", _("Tidak perlu persetujuan")
        SUPERVISOR = "supervisor", _("Atasan langsung")
        OFFICE = "office", _("Bagian pelatihan")
        BOTH = "both", _("Atasan langsung, lalu bagian pelatihan")

    class Timeout(models.TextChoices):
        """What happens to a request that nobody answers."""

        PASS_ON = "pass", _("Diteruskan ke bagian pelatihan")
        APPROVE = "approve", _("Dianggap disetujui")

    offering = models.OneToOneField(Offering, on_delete=models.CASCADE, related_name="gate")
    approval = models.CharField(max_length=10, choices=Approval, default=Approval.NOBODY)
    wait_days = models.SmallIntegerField(default=3)
    on_timeout = models.CharField(max_length=7, choices=Timeout, default=Timeout.PASS_ON)
    one_title = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    protection = Protection(read=reachable_through_offering())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wait_days__gte=1, wait_days__lte=30), name="gate_wait_days"
            )
        ]


class Prerequisite(TenantModel):
    """A training of the organiser that must be completed before."""

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="prerequisites")
    training = models.ForeignKey(Training, on_delete=models.PROTECT, related_name="+")

    protection = Protection(read=reachable_through_offering())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["offering", "training"], name="prerequisite_once")
        ]


class Waiver(TenantModel):
    """A person let in without the trainings asked for, with the reason; withdrawn once at most.

    Granting again after a withdrawal is a row of its own.
    """

    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="waivers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    reason = models.CharField(max_length=300)
    by_id = models.BigIntegerField()
    by_name = models.CharField(max_length=200, blank=True, default="")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.BigIntegerField(null=True)
    ended_by_name = models.CharField(max_length=200, null=True)
    ended_reason = models.CharField(max_length=300, null=True)

    protection = Protection(
        person="person_id",
        append_only=True,
        may_set=("ended_at", "ended_by_id", "ended_by_name", "ended_reason"),
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "person"],
                condition=models.Q(ended_at=None),
                name="waiver_in_force",
            )
        ]
