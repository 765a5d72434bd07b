"""Django's handle on planning."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What to learn next, a person's plan for the year, needs of units, the agency's plan."""

    name = "suluh.planning"
    label = "planning"
