"""Django's handle on identity."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """People, their dated employment, accounts, sign-in, role grants, people import."""

    name = "suluh.identity"
    label = "identity"
