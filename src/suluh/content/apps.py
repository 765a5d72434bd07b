"""Django's handle on content."""

from django.apps import AppConfig


class ContentConfig(AppConfig):
    """Trainings, their versions and outlines, the publish log."""

    name = "suluh.content"
    label = "content"
