"""Django's handle on the library."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Documents taken apart to be read here, and the shelf of books."""

    name = "suluh.library"
    label = "library"
