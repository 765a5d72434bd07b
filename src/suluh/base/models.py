"""Tables of the toolkit: what happened (append-only), where readers stand, how far jobs are."""

from __future__ import annotations

from django.db import models
from django.db.models.expressions import RawSQL

from suluh.base.ids import uuid7
from suluh.base.policies import Protection


class DomainEvent(models.Model):
    """One fact, past tense: the audit trail, and the news that projections read.

    `transaction` is PostgreSQL's transaction id: readers stop below the oldest running one, so a
    late commit is never skipped.
    """

    name = models.CharField(max_length=80)
    tenant_id = models.BigIntegerField(null=True)
    actor_id = models.BigIntegerField(null=True)
    subject = models.UUIDField(null=True)
    reason = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    transaction = models.BigIntegerField(
        db_default=RawSQL("(pg_current_xact_id()::text::bigint)", ())
    )

    protection = Protection(append_only=True, anyone_inserts=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant_id", "-id"], name="event_tenant"),
            models.Index(fields=["subject"], name="event_subject"),
            models.Index(fields=["transaction", "id"], name="event_order"),
        ]


class ReaderPosition(models.Model):
    """How far a projection has read the events."""

    reader = models.CharField(max_length=80, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)

    protection = Protection(open="positions of projections hold no personal data")


class LongJob(models.Model):
    """A job that a person waits for: progress, result, failure in words."""

    class State(models.TextChoices):
        """Life of a job."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    tenant_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.TextField(blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        indexes = [models.Index(fields=["tenant_id", "-created_at"], name="longjob_tenant")]

    @property
    def is_busy(self) -> bool:
        """Whether it waits for its turn or works."""
        return self.state in {self.State.WAITING, self.State.RUNNING}


class Limit(models.Model):
    """How often something was tried in the present span of time; counted by `base.limits`."""

    key = models.CharField(max_length=160, primary_key=True)
    count = models.IntegerField(default=0)
    ends_at = models.DateTimeField()

    protection = Protection(open="counters of attempts hold no personal data; keys are hashed")
