"""Django's handle on reporting."""

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """Read models fed by events: the training rate and its dashboards."""

    name = "suluh.reporting"
    label = "reporting"
