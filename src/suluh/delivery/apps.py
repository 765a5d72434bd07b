"""Django's handle on delivery."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Series, rosters, events on offer, seats, enrolment, completion, complaints."""

    name = "suluh.delivery"
    label = "delivery"
