"""Django's handle on messaging."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Notices to people and their delivery; channels are connectors."""

    name = "suluh.messaging"
    label = "messaging"
