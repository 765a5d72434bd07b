"""Django's handle on the kind video."""

from django.apps import AppConfig


class VideoConfig(AppConfig):
    """Kind: videos, with the agency's library of them."""

    name = "suluh.activities.video"
    label = "video"
