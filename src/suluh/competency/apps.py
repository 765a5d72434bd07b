"""Django's handle on competency."""

from django.apps import AppConfig


class CompetencyConfig(AppConfig):
    """Competencies, what posts ask for, what people have reached, and the map of both."""

    name = "suluh.competency"
    label = "competency"
