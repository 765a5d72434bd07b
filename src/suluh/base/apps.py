"""Django's handle on the toolkit."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Toolkit app."""

    name = "suluh.base"
    label = "base"
