"""Django's handle on the kind session."""

from django.apps import AppConfig


class SessionConfig(AppConfig):
    """Kind: the live session: check-in windows, evidence, meeting reports, live page."""

    name = "suluh.activities.session"
    label = "session"
