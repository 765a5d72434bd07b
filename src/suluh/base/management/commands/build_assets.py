"""`suluh build-assets`: style sheet and script, compiled catalogues, collected static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from suluh.base.assets import build


class Command(BaseCommand):
    """Make everything that the browser loads; needs neither Node nor gettext."""

    help = __doc__ or ""
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        """Write into var/: nothing made is committed."""
        build(Path(settings.STATICFILES_DIRS[0]))
        for folder in settings.LOCALE_PATHS:
            for catalogue in Path(folder).glob("*/LC_MESSAGES/*.po"):
                polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))
        call_command("collectstatic", interactive=False, verbosity=0)
