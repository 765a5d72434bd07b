"""Django's handle on the kind quiz."""

from django.apps import AppConfig


class QuizConfig(AppConfig):
    """Kind: tests with questions from the agency's bank."""

    name = "suluh.activities.quiz"
    label = "quiz"
