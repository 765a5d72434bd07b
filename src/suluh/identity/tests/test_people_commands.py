"""The operators' commands: create an agency, show a people file's difference, apply it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from suluh.base.scope import SYSTEM, scoped
from suluh.identity.models import Account, Employment, RoleGrant

pytestmark = pytest.mark.django_db
FILE = (
    "NIP;NAMA;UNIT KERJA\n198503122010012004;Budi;BKD\n198503122010012005;Siti;BKD\nx;Rusak;BKD\n"
)


def create() -> None:
    call_command(
        "create_agency", "prov-contoh", "--name", "Provinsi Contoh", "--kind", "pemprov",
        "--admin-nip", "198503122010012003", "--admin-name", "Rina", "--admin-email",
        "rina@contoh.go.id", "--admin-unit", "BKD", stdout=StringIO(),
    )  # fmt: skip


def run(file: Path, *more: str) -> str:
    out = StringIO()
    call_command("import_people", str(file), "--agency", "prov-contoh", *more, stdout=out)
    return out.getvalue()


def test_an_agency_begins_with_its_administrator() -> None:
    create()
    with scoped(SYSTEM):
        grant = RoleGrant.objects.select_related("person", "tenant").get()
        account = Account.objects.get(username="198503122010012003")
        assert (grant.role, grant.person_id) == ("agency_admin", account.person_id)
        assert not account.has_usable_password()
    with pytest.raises(CommandError, match="Kode ini sudah dipakai"):
        create()


def test_a_file_is_shown_first_and_applied_on_demand(tmp_path: Path) -> None:
    create()
    file = tmp_path / "pegawai.csv"
    file.write_text(FILE)
    shown = run(file, "--partial")
    assert "Baru                         2" in shown
    assert "baris 4: x Rusak" in shown
    with scoped(SYSTEM):
        assert Employment.objects.count() == 1
    with pytest.raises(CommandError, match="Lebih dari 5 %"):
        run(file, "--apply")
    assert "Diterapkan." in run(file, "--apply", "--confirm-leave", "1")
    with scoped(SYSTEM):
        assert Employment.objects.filter(valid_to=None).count() == 2
    with pytest.raises(CommandError, match="Tidak ada instansi"):
        call_command("import_people", str(file), "--agency", "tak-ada", stdout=StringIO())
