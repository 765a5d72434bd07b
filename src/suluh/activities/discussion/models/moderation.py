"""What a post said before it was changed, and who asked a moderator to look at one."""

from __future__ import annotations

from django.db import models

from suluh.activities.discussion.models.talk import Post
from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Edit(TenantModel):
    """The text of a post as it stood until then. Never changed."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="edits")
    text = models.TextField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        ordering = ["-id"]


class Flag(TenantModel):
    """Somebody asks the moderators to look at a post; who asked is told to nobody else."""

    class Outcome(models.TextChoices):
        """What became of it."""

        OPEN = "open"
        HIDDEN = "hidden"
        KEPT = "kept"

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="flags")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    outcome = models.CharField(max_length=6, choices=Outcome, default=Outcome.OPEN)
    settled_by_id = models.BigIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["tenant", "-id"], condition=models.Q(outcome="open"), name="flag_open"
            )
        ]
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="flag_once")]
