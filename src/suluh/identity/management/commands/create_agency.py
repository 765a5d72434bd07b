"""`suluh create-agency`: a new agency with its first administrator."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from suluh.base import clock
from suluh.base.errors import DomainError
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.actions.agencies import FirstAdmin, open_agency
from suluh.organisation.actions.agencies import AgencyData
from suluh.organisation.models import Agency

_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


class Command(BaseCommand):
    """Create an agency; its administrator activates the account by mail."""

    help = (
        "Create an agency with its first administrator. Example: suluh create-agency prov-contoh "
        "--name 'Provinsi Contoh' --kind pemprov --zone WIB --admin-nip 198503122010012003 "
        "--admin-name 'Rina Wati' --admin-email rina@contoh.go.id --admin-unit BKPSDM"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """What must be told."""
        parser.add_argument("code", help="short code in small letters: prov-contoh")
        parser.add_argument("--name", required=True)
        parser.add_argument("--short-name", default="")
        parser.add_argument("--kind", required=True, choices=Agency.Kind.values)
        parser.add_argument("--zone", default="WIB", choices=sorted(_ZONES))
        parser.add_argument("--region-code", default="")
        parser.add_argument("--admin-nip", required=True)
        parser.add_argument("--admin-name", required=True)
        parser.add_argument("--admin-email", required=True)
        parser.add_argument("--admin-unit", default="Sekretariat")

    def handle(self, *_: Any, **options: Any) -> None:
        """Create, or say why not."""
        now = clock.now()
        zone = _ZONES[options["zone"]]
        data = AgencyData(
            code=options["code"], name=options["name"], kind=options["kind"], zone=zone,
            short_name=options["short_name"] or options["name"][:60],
            region_code=options["region_code"],
        )  # fmt: skip
        admin = FirstAdmin(
            nip=options["admin_nip"], name=options["admin_name"], email=options["admin_email"],
            unit=options["admin_unit"],
        )  # fmt: skip
        try:
            with scoped(SYSTEM):
                agency = open_agency(
                    actor=None, now=now, data=data, admin=admin, today=clock.local_date(now, zone)
                )
        except DomainError as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(f"{agency.name} ({agency.code}) siap; administratornya {admin.name}.")
