"""Django's handle on organisation."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Agencies (tenants), their dated unit trees, posts, and the table of roles."""

    name = "suluh.organisation"
    label = "organisation"
