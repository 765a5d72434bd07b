"""Django's handle on the kind practice."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    """Kind: a change made at one's own workplace, guided and judged."""

    name = "suluh.activities.practice"
    label = "practice"
