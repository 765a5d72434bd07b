"""`suluh build-assets`: bundle styles and scripts, compile catalogues, collect static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from suluh.base import assets


class Command(BaseCommand):
    """Everything that is made from sources before the first page; needs no Node, no gettext."""

    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def handle(self, *_: Any, **options: Any) -> None:
        """Write into var/ and beside the catalogues."""
        assets.build(Path(settings.STATICFILES_DIRS[0]))
        for folder in settings.LOCALE_PATHS:
            for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
                polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write("Aset siap.")
