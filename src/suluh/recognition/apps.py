"""Django's handle on recognition."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Learning done elsewhere: evidence, coaching and on-the-job logs, verification queue."""

    name = "suluh.recognition"
    label = "recognition"
