"""`suluh import-people`: shows what a people file would change, and applies it on --apply."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from suluh.base import clock
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.actions.imports import runs
from suluh.identity.actions.imports.apply import apply_file
from suluh.identity.actions.imports.compare import compare_file
from suluh.identity.models import ImportRun
from suluh.identity.queries.imports import CHANGES, refused_lines
from suluh.organisation.models import Agency
from suluh.organisation.types import Actor, Grant, Role
from suluh.standards.tables import SpreadsheetError


class Command(BaseCommand):
    """Compare a people file with what is known, and apply it when asked."""

    help = (
        "Show what a people file (CSV, XLSX) would change; nothing is saved without --apply. "
        "Example: suluh import-people pegawai.xlsx --agency prov-contoh"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, whose it is, and what to do."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, help="the agency's code")
        parser.add_argument("--as-of", type=date.fromisoformat, help="YYYY-MM-DD; default: today")
        parser.add_argument("--partial", action="store_true", help="nobody counts as gone")
        parser.add_argument("--apply", action="store_true")
        parser.add_argument(
            "--confirm-leave", type=int, help="their number, where more than 5 %% would leave"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Compare, show, and apply on demand."""
        try:
            run = self._compared(options)
            self._show(run)
            if options["apply"]:
                self._apply(run, options["confirm_leave"])
            else:
                self.stdout.write("Tidak ada yang disimpan. Tambahkan --apply untuk menerapkan.")
        except (DomainError, SpreadsheetError) as refusal:
            raise CommandError(str(getattr(refusal, "sentence", refusal))) from refusal

    def _compared(self, options: dict[str, Any]) -> ImportRun:
        agency = Agency.objects.filter(code=options["agency"]).first()
        if agency is None:
            raise CommandError(f"Tidak ada instansi dengan kode {options['agency']}.")
        if not options["file"].is_file():
            raise CommandError(f"Tidak ada berkas {options['file']}.")
        now = clock.now()
        as_of = options["as_of"] or clock.local_date(now, agency.zone)
        with options["file"].open("rb") as file, scoped(Scope(tenant_id=agency.pk)):
            run = runs.start_import(
                actor=_operator(agency.pk), now=now, file=File(file), as_of=as_of,
                file_name=options["file"].name, whole=not options["partial"],
            )  # fmt: skip
            runs.check_columns(run)
        compare_file(run, Path(run.file.path), told=lambda _percent: None)
        return run

    def _show(self, run: ImportRun) -> None:
        for key, label in CHANGES.items():
            self.stdout.write(f"{label!s:<20} {run.counts.get(key, 0):>9}")
        self.stdout.write(f"Unit baru            {run.counts.get('new_unit_count', 0):>9}")
        with scoped(SYSTEM):
            for number, (line, nip, name, field, value, why) in enumerate(refused_lines(run)):
                if number == 100:
                    self.stdout.write("... dan seterusnya")
                    break
                self.stdout.write(f"  baris {line}: {nip} {name}: {field} {value!r}: {why}")

    def _apply(self, run: ImportRun, confirmed: int | None) -> None:
        with scoped(Scope(tenant_id=run.tenant_id)):
            runs.check_appliable(run, confirmed)
        apply_file(run, now=clock.now(), told=lambda _percent: None)
        self.stdout.write("Diterapkan.")


def _operator(agency_id: int) -> Actor:
    """The operator at the command line acts with the rights of the agency's administrator."""
    return Actor(0, 0, agency_id=agency_id, grants=(Grant(Role.AGENCY_ADMIN, agency_id),))
