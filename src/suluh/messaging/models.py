"""Notices to people, their deliveries by channel, and the sample's mail sink."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Notice(TenantModel):
    """One message to one person. `key` is natural: the same notice is never made twice."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True, default="")
    link = models.CharField(max_length=300, blank=True, default="")
    attachment_name = models.CharField(max_length=80, blank=True, default="")
    attachment = models.TextField(blank=True, default="")
    reply_to = models.CharField(max_length=254, blank=True, default="", db_default="")
    read_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread"),
        ]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]


class Delivery(TenantModel):
    """A notice on its way through one channel (e-mail …), with attempts and outcome."""

    class State(models.TextChoices):
        """Life of a delivery."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"
        SKIPPED = "skipped"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    address = models.CharField(max_length=254, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.SmallIntegerField(default=0)
    due_at = models.DateTimeField()  # when to try (again); a worker that dies leaves it in the past
    error = models.CharField(max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        indexes = [
            models.Index(fields=["tenant", "state", "-id"], name="delivery_state"),
            models.Index(fields=["tenant", "-id"], name="delivery_recent"),
            models.Index(
                fields=["due_at"], condition=models.Q(state="waiting"), name="delivery_due"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="delivery_once")]


class SinkMail(models.Model):
    """A mail that the sample did not send but keeps, to be read on the sink page."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    message_id = models.CharField(max_length=120, unique=True)  # sent twice, kept once
    recipient = models.CharField(max_length=254, db_index=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    attachments = models.JSONField(default=list)
    reply_to = models.CharField(max_length=254, blank=True, default="", db_default="")
    created_at = models.DateTimeField()

    protection = Protection(open="exists only where SULUH_SAMPLE is on")

    class Meta:
        ordering = ["-id"]
