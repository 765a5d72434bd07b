"""Django's handle on the kind assignment."""

from django.apps import AppConfig


class AssignmentConfig(AppConfig):
    """Kind: work that is handed in and marked."""

    name = "suluh.activities.assignment"
    label = "assignment"
