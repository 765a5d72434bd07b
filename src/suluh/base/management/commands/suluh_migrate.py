"""`suluh migrate`: tables as the owner, then row policies, grants and the application role."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from suluh.base import policies
from suluh.base.migrating import Command as Quick


class Command(BaseCommand):
    """Bring the database up to date; may be run again at any time."""

    help = __doc__ or ""

    def handle(self, *_: Any, **options: Any) -> None:
        """Run as the owner: DATABASE_URL."""
        quiet = options["verbosity"] - 1
        call_command(Quick(), database="owner", interactive=False, verbosity=max(quiet, 0))
        call_command("createcachetable", database="owner", verbosity=0)
        policies.apply()
        self.stdout.write("Basis data siap.")
