"""Communities of practice: open groups around a theme, joined by oneself."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Community(TenantModel):
    """An open group of people who learn from one another. `tenant` is the agency that looks after it.

    National ones are open to everybody; the others to the people of the agency.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=120)
    theme = models.CharField(max_length=120, blank=True, default="")
    summary = models.TextField(max_length=2_000, blank=True, default="")
    is_national = models.BooleanField(default=False)
    member_count = models.IntegerField(default=0)
    thread_count = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    protection = Protection(read="is_national")

    class Meta:
        ordering = ["-last_at", "-id"]
        indexes = [models.Index(fields=["tenant", "-last_at"], name="community_recent")]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "title"],
                condition=models.Q(archived_at=None),
                name="community_title_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Member(TenantModel):
    """Somebody who joined a community; leaving removes the row, what they wrote stays."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    is_moderator = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["community", "name", "id"], name="member_name")]
        constraints = [
            models.UniqueConstraint(fields=["community", "person"], name="member_once"),
        ]
