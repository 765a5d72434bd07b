"""Django's handle on the kind discussion."""

from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    """Kind: threads with posts in courses and communities."""

    name = "suluh.activities.discussion"
    label = "discussion"
