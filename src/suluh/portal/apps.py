"""Django's handle on portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Pages made of several apps: home, team, organiser's and leader's start."""

    name = "suluh.portal"
    label = "portal"
