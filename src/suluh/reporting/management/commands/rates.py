"""`suluh rates rebuild`: drop the read model of the training rate and make it anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suluh.base.clock import local_date, now
from suluh.organisation.models import Agency
from suluh.reporting.projections import rebuild_agency


class Command(BaseCommand):
    """Make the rates of one agency or of all anew."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agency and year."""
        commands = parser.add_subparsers(dest="what", required=True)
        rebuild = commands.add_parser("rebuild", help="from employment and ledger")
        rebuild.add_argument("--agency", help="code of one agency; all without it")
        rebuild.add_argument("--year", type=int)

    def handle(self, *_: Any, **options: Any) -> None:
        """One transaction per agency."""
        agencies = Agency.objects.order_by("pk")
        if options["agency"]:
            agencies = agencies.filter(code=options["agency"])
            if not agencies:
                raise CommandError(f"Tidak ada instansi dengan kode {options['agency']}.")
        for agency in agencies:
            moment = now()
            year = options["year"] or local_date(moment, agency.zone).year
            people = rebuild_agency(agency=agency, year=year, now=moment)
            self.stdout.write(f"{agency.short_name}: {people} pegawai.")
