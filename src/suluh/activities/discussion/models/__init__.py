"""Threads with their posts, who has read how far, moderation, communities, and mail."""

from suluh.activities.discussion.models.community import Community, Member
from suluh.activities.discussion.models.mail import MailChoice
from suluh.activities.discussion.models.moderation import Edit, Flag
from suluh.activities.discussion.models.talk import Mention, Post, Thread, Visit

__all__ = [
    "Community",
    "Edit",
    "Flag",
    "MailChoice",
    "Member",
    "Mention",
    "Post",
    "Thread",
    "Visit",
]
