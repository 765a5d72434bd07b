"""Django's handle on the kind page."""

from django.apps import AppConfig


class PageConfig(AppConfig):
    """Kind: pages to read."""

    name = "suluh.activities.page"
    label = "page"
