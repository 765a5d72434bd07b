"""Django's handle on the kind document."""

from django.apps import AppConfig


class DocumentConfig(AppConfig):
    """Kind: PDF and EPUB to read."""

    name = "suluh.activities.document"
    label = "document"
