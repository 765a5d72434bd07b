"""`suluh ledger verify` and `suluh ledger replay`: the operators' proof of the books."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.ports import Witness, WitnessAway, origin, witness_desk, witnesses
from suluh.ledger.queries.replay import Finding, replay
from suluh.ledger.queries.verify import Elsewhere, verify
from suluh.organisation.models import Agency


class Command(BaseCommand):
    """Check the ledger; the exit code is 1 where anything differs."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """verify, or replay of an agency."""
        commands = parser.add_subparsers(dest="what", required=True)
        all_of_it = commands.add_parser(
            "verify", help="balances, rules, proof log, signatures and witnesses of it all"
        )
        all_of_it.add_argument("--show", type=int, default=100, help="how many findings to name")
        all_of_it.add_argument("--checkpoint", type=Path, action="append", default=[],
                               help="a checkpoint that was kept elsewhere (an old e-mail)")  # fmt: skip
        all_of_it.add_argument("--offline", action="store_true", help="without asking witnesses")
        again = commands.add_parser("replay", help="all entries again through the rules")
        again.add_argument("--agency", required=True, help="code of the agency")
        again.add_argument("--year", type=int, help="one year only")

    def handle(self, *_: Any, **options: Any) -> None:
        """Run in one transaction in the wide scope: a consistent picture."""
        began = time.monotonic()
        if options["what"] == "verify":
            differences = self._verify(self._elsewhere(options), show=options["show"])
        else:
            differences = self._replay(options["agency"], options["year"])
        self.stdout.write(f"{time.monotonic() - began:.1f} detik.")
        if differences:
            raise CommandError(f"{differences} hal berbeda.", returncode=1)

    def _elsewhere(self, options: dict[str, Any]) -> list[Elsewhere]:
        kept = [Elsewhere(path.name, path.read_text()) for path in options["checkpoint"]]
        asked = () if options["offline"] else witnesses()
        return [*kept, *(found for each in asked if (found := self._ask(each)))]

    def _ask(self, witness: Witness) -> Elsewhere | None:
        try:
            answer = witness_desk().last_checkpoint(witness.address, origin())
        except WitnessAway as error:
            self.stdout.write(f"Saksi {witness.name} tidak terjangkau: {error}")
            return None
        if answer.status != 200:
            self.stdout.write(f"Saksi {witness.name} belum melihat log ini ({answer.status}).")
            return None
        return Elsewhere(f"saksi {witness.name}", answer.body)

    def _verify(self, elsewhere: Sequence[Elsewhere], *, show: int) -> int:
        with scoped(SYSTEM):
            found = verify(elsewhere, show=show)
        self.stdout.write(
            f"{found.entries} baris, {found.leaves} di log bukti"
            f" ({found.unsequenced} menunggu), {found.checkpoints} titik periksa,"
            f" {found.cosignatures} tanda saksi, {found.elsewhere} titik periksa dari luar:"
            f" {found.differences} berbeda."
        )
        self._name(found.findings)
        return found.differences

    def _replay(self, code: str, year: int | None) -> int:
        agency = Agency.objects.filter(code=code).first()
        if agency is None:
            raise CommandError(f"Tidak ada instansi dengan kode {code}.")
        with scoped(SYSTEM):
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
