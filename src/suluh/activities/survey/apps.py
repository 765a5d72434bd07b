"""Django's handle on the kind survey."""

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """Kind: evaluation forms and their answers."""

    name = "suluh.activities.survey"
    label = "survey"
