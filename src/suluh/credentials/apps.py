"""Django's handle on credentials."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """Certificates: numbers, templates, issue, seal, public verification."""

    name = "suluh.credentials"
    label = "credentials"
