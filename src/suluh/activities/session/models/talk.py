"""What is said on the live page: announcements, questions with votes, polls."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.delivery.models.offering import reachable_through_offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel

_TALK = Protection(read=reachable_through_offering())


class Announcement(TenantModel):
    """A sentence of the organiser to everyone on the live page."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="announcements")
    text = models.CharField(max_length=500)
    created_by_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    protection = _TALK

    class Meta:
        ordering = ["-id"]


class Question(TenantModel):
    """A participant's question to the speaker."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="questions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    text = models.CharField(max_length=500)
    votes = models.IntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(
        person="person_id", person_writes=True, read=reachable_through_offering()
    )

    class Meta:
        ordering = ["-votes", "id"]
        indexes = [models.Index(fields=["offering", "-votes"], name="question_votes")]


class QuestionVote(TenantModel):
    """One person's vote for a question."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="question_vote_once")
        ]


class Poll(TenantModel):
    """A question of the organiser with fixed answers."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(Offering, on_delete=models.CASCADE, related_name="polls")
    text = models.CharField(max_length=300)
    options = models.JSONField(default=list)
    closed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = _TALK

    class Meta:
        ordering = ["-id"]


class PollVote(TenantModel):
    """One person's answer to a poll."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    option = models.SmallIntegerField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="poll_vote_once")]
