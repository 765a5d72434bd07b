"""`suluh worker`: runs queued jobs until stopped."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser


class Command(BaseCommand):
    """Run jobs from PostgreSQL's queue."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """How many jobs at once."""
        parser.add_argument("--concurrency", type=int, default=2)

    def handle(self, *_: Any, **options: Any) -> None:
        """Hand over to procrastinate's worker."""
        call_command("procrastinate", "worker", "--concurrency", str(options["concurrency"]))
