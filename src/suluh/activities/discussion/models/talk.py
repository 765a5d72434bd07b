"""Threads, numbered posts, how far somebody has read, who is mentioned."""

from __future__ import annotations

from django.db import models

from suluh.activities.discussion.models.community import Community
from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.delivery.models import Offering
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel

# Whoever has a place in the course sees its threads from any agency; those of a community are seen by
# who sees the community. Posts are read in the scope of the agency that looks after the place.
_IN_PLACE = (
    "EXISTS (SELECT 1 FROM delivery_enrolment en"
    " WHERE en.offering_id = discussion_thread.offering_id AND en.person_id = {person}"
    " AND en.state NOT IN ('cancelled', 'waiting'))"
    " OR EXISTS (SELECT 1 FROM discussion_community c WHERE c.id = discussion_thread.community_id)"
)


class Thread(TenantModel):
    """One subject that people write about: in a course, in a topic of it, or in a community.

    `activity_key` names the topic across versions. `post_count` is the number of the newest post.
    A thread is hidden as long as its first post is.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    offering = models.ForeignKey(
        Offering, null=True, on_delete=models.PROTECT, related_name="threads", db_index=False
    )
    activity_key = models.UUIDField(null=True)
    community = models.ForeignKey(
        Community, null=True, on_delete=models.PROTECT, related_name="threads", db_index=False
    )
    title = models.CharField(max_length=150)
    is_question = models.BooleanField(default=False)
    accepted_number = models.IntegerField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    post_count = models.IntegerField(default=0)
    last_name = models.CharField(max_length=250, blank=True, default="")
    last_at = models.DateTimeField()
    pinned_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(read=_IN_PLACE)

    class Meta:
        indexes = [
            models.Index(
                fields=["offering", "activity_key", "-last_at", "-id"], name="thread_course"
            ),
            models.Index(fields=["community", "-last_at", "-id"], name="thread_community"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(offering__isnull=False, community=None)
                | models.Q(offering=None, community__isnull=False, activity_key=None),
                name="thread_one_place",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Post(TenantModel):
    """What somebody wrote in a thread. Numbers are dense: a page of a long thread is found at once.

    A hidden post stays, with the reason: its author and the moderators see both.
    """

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts")
    number = models.IntegerField()
    reply_to = models.IntegerField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    unit_name = models.CharField(max_length=200, blank=True, default="")
    standing = models.CharField(max_length=10, blank=True, default="")
    text = models.TextField()
    words = models.IntegerField(default=0)
    mentioned = models.JSONField(default=list)
    token = models.UUIDField()
    edited_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=300, blank=True, default="")
    hidden_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        ordering = ["number"]
        indexes = [
            models.Index(fields=["person", "created_at"], name="post_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["person", "token"], name="post_token_once"),
            models.CheckConstraint(
                condition=models.Q(hidden_at=None) | ~models.Q(hidden_reason=""),
                name="post_hidden_why",
            ),
        ]


class Visit(TenantModel):
    """How far a person has read a thread, and whether they are told of new posts.

    `mailed` is the number of the last post that went to them by mail.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="visits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField(default=0)
    mailed = models.IntegerField(default=0, db_default=0)
    follows = models.BooleanField(default=False)
    at = models.DateTimeField()

    protection = Protection(person="person_id", person_writes=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["thread"], condition=models.Q(follows=True), name="visit_followers"
            ),
            models.Index(fields=["person", "-at"], name="visit_person"),
        ]
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="visit_once")]


class Mention(TenantModel):
    """That a post names somebody."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    protection = Protection(person="person_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "person"], name="mention_once")]
