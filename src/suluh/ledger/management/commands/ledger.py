"""`suluh ledger verify` and `suluh ledger replay`: the operators' proof of the books."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.queries.replay import Finding, replay
from suluh.ledger.queries.verify import verify
from suluh.organisation.models import Agency


class Command(BaseCommand):
    """Check the ledger; the exit code is 1 where anything differs."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """verify, or replay of an agency."""
        commands = parser.add_subparsers(dest="what", required=True)
        commands.add_parser("verify", help="balances, rules, proof log and signatures of it all")
        again = commands.add_parser("replay", help="all entries again through the rules")
        again.add_argument("--agency", required=True, help="code of the agency")
        again.add_argument("--year", type=int, help="one year only")

    def handle(self, *_: Any, **options: Any) -> None:
        """Run in one transaction in the wide scope: a consistent picture."""
        began = time.monotonic()
        with scoped(SYSTEM):
            if options["what"] == "verify":
                differences = self._verify()
            else:
                differences = self._replay(options["agency"], options["year"])
        self.stdout.write(f"{time.monotonic() - began:.1f} detik.")
        if differences:
            raise CommandError(f"{differences} hal berbeda.", returncode=1)

    def _verify(self) -> int:
        found = verify()
        self.stdout.write(
            f"{found.entries} baris, {found.leaves} di log bukti"
            f" ({found.unsequenced} menunggu), {found.checkpoints} titik periksa:"
            f" {found.differences} berbeda."
        )
        self._name(found.findings)
        return found.differences

    def _replay(self, code: str, year: int | None) -> int:
        agency = Agency.objects.filter(code=code).first()
        if agency is None:
            raise CommandError(f"Tidak ada instansi dengan kode {code}.")
        found = replay(agency_id=agency.pk, year=year)
        self.stdout.write(
            f"{found.entries} baris, {found.person_years} buku tahunan, {found.jp_minor / 100:.2f}"
            f" JP: {found.differences} berbeda."
        )
        self._name(found.findings)
        return found.differences

    def _name(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            self.stdout.write(f"  {finding.place}: {finding.what}")
