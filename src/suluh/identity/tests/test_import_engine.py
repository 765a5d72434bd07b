"""The people file from file to books and back: compared, applied, undone, on real PostgreSQL."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.actions.imports import runs
from suluh.identity.actions.imports.undo import UndoTooLate, undo_file
from suluh.identity.jobs.imports import apply_people, compare_people, undo_people
from suluh.identity.models import Account, Acquaintance, Employment, ImportRow, ImportRun, Person
from suluh.organisation.models import Agency, Position, Unit
from suluh.organisation.types import Actor, Grant, Role

pytestmark = pytest.mark.django_db
HEADER = "NIP;NAMA;TGL LAHIR;GOL;JENIS JABATAN;JABATAN;UNIT KERJA;UNIT INDUK;EMAIL;NIP ATASAN"
RINA = "198503122010012003"
BUDI = "198001012005011001"
SITI = "199207202019022004"


@pytest.fixture
def agency() -> Agency:
    with scoped(SYSTEM):
        return Agency.objects.create(
            code="contoh", name="Provinsi Contoh", short_name="Contoh", kind="pemprov",
            created_at=now(),
        )  # fmt: skip


def admin(agency: Agency, *roles: Role) -> Actor:
    grants = tuple(Grant(role, agency.id) for role in roles or (Role.AGENCY_ADMIN,))
    return Actor(1, 999_999, agency_id=agency.id, grants=grants)


def line(nip: str, name: str, unit: str = "Bidang Mutasi", **more: str) -> str:
    cells = {"lahir": "", "gol": "III/a", "jenis": "Pelaksana", "jabatan": "Pengelola Data",
             "induk": "BKD", "email": "", "atasan": ""} | more  # fmt: skip
    return ";".join((nip, name, cells["lahir"], cells["gol"], cells["jenis"], cells["jabatan"],
                     unit, cells["induk"], cells["email"], cells["atasan"]))  # fmt: skip


def compare(
    agency: Agency,
    *lines: str,
    header: str = HEADER,
    as_of: date = date(2026, 3, 1),
    whole: bool = True,
) -> ImportRun:
    text = "\n".join((header, *lines)).encode()
    return compare_bytes(agency, text, as_of=as_of, whole=whole)


def compare_bytes(
    agency: Agency, data: bytes, *, as_of: date = date(2026, 3, 1), whole: bool = True
) -> ImportRun:
    actor = admin(agency)
    with scoped(Scope(tenant_id=agency.id)):
        run = runs.start_import(
            actor=actor,
            now=now(),
            file=ContentFile(data),
            file_name="pegawai.csv",
            as_of=as_of,
            whole=whole,
        )
        runs.choose_columns(actor=actor, now=now(), run=run.uuid, chosen=run.mapping["columns"])
    compare_people(str(run.uuid), actor.person_id)
    return fresh(run)


def fresh(run: ImportRun) -> ImportRun:
    with scoped(SYSTEM):
        return ImportRun.objects.select_related("tenant").get(id=run.id)


def applied(agency: Agency, *lines: str, confirmed: int | None = None, **more: Any) -> ImportRun:
    run = compare(agency, *lines, **more)
    with scoped(Scope(tenant_id=agency.id)):
        runs.apply_import(actor=admin(agency), now=now(), run=run.uuid, confirmed=confirmed)
    apply_people(str(run.uuid), 1)
    return fresh(run)


def counts(run: ImportRun) -> dict[str, int]:
    return {key: run.counts[key] for key in ImportRow.Change.values if run.counts[key]}


def problems(run: ImportRun) -> dict[int, list[str]]:
    with scoped(SYSTEM):
        rows = ImportRow.objects.filter(run=run, change="refused").order_by("line")
        return {row.line: [problem["code"] for problem in row.problems] for row in rows}


def test_a_first_file_makes_units_posts_people_and_accounts(agency: Agency) -> None:
    run = applied(
        agency,
        line(RINA, "Dr. Rina Wati, M.Si.", email="rina@contoh.go.id", atasan=BUDI),
        line(BUDI, "Budi Santoso", "BKD", induk="", jenis="Struktural", jabatan="Kepala BKD"),
    )
    assert counts(run) == {"new": 2}
    assert run.state == "applied"
    with scoped(SYSTEM):
        rina = Person.objects.get(nip=RINA)
        job: Any = Employment.objects.select_related("unit__parent", "position").get(person=rina)
        account = Account.objects.get(person=rina)
        assert (rina.full_name, rina.sex) == ("Dr. Rina Wati, M.Si.", "2")
        assert rina.birth_date == date(1985, 3, 12)
        assert (job.unit.name, job.unit.parent.name) == ("Bidang Mutasi", "BKD")
        assert job.unit.path == f"{job.unit.parent_id}/{job.unit_id}/"
        assert (job.position.name, job.position.jenis, job.rank) == ("Pengelola Data", "4", "III/a")
        assert job.supervisor.nip == BUDI
        assert (account.username, account.email) == (RINA, "rina@contoh.go.id")
        assert not account.has_usable_password()
        assert Acquaintance.objects.filter(person=rina, tenant=agency).count() == 1


def test_the_same_file_twice_changes_nothing(agency: Agency) -> None:
    lines = (line(RINA, "Rina", atasan=BUDI), line(BUDI, "Budi", "BKD", induk=""))
    applied(agency, *lines)
    again = compare(agency, *lines)
    assert counts(again) == {"same": 2}
    with scoped(Scope(tenant_id=agency.id)), pytest.raises(runs.NothingToApply):
        runs.apply_import(actor=admin(agency), now=now(), run=again.uuid)


def test_change_move_and_leave_keep_history(agency: Agency) -> None:
    applied(agency, line(RINA, "Rina"), line(BUDI, "Budi"), line(SITI, "Siti"))
    run = compare(
        agency, line(RINA, "Rina Wati"), line(BUDI, "Budi", "Bidang Diklat"), as_of=date(2026, 6, 1)
    )
    assert counts(run) == {"changed": 1, "moved": 1, "left": 1}
    assert run.counts["stop"] is True
    with scoped(Scope(tenant_id=agency.id)):
        with pytest.raises(runs.LeaveNotConfirmed):
            runs.apply_import(actor=admin(agency), now=now(), run=run.uuid, confirmed=2)
        runs.apply_import(actor=admin(agency), now=now(), run=run.uuid, confirmed=1)
    apply_people(str(run.uuid), 1)
    with scoped(SYSTEM):
        budi = Employment.objects.filter(person__nip=BUDI).order_by("id")
        assert [(row.unit.name, row.valid_from, row.valid_to) for row in budi] == [
            ("Bidang Mutasi", date(2026, 3, 1), date(2026, 6, 1)),
            ("Bidang Diklat", date(2026, 6, 1), None),
        ]
        assert Employment.objects.get(person__nip=SITI).valid_to == date(2026, 6, 1)
        assert Person.objects.get(nip=RINA).name == "Rina Wati"


def test_a_partial_file_lets_nobody_leave(agency: Agency) -> None:
    applied(agency, line(RINA, "Rina"), line(BUDI, "Budi"))
    assert counts(compare(agency, line(SITI, "Siti"), whole=False)) == {"new": 1}


def test_somebody_of_another_agency_moves_with_history(agency: Agency) -> None:
    with scoped(SYSTEM):
        other = Agency.objects.create(
            code="lain", name="Kota Lain", short_name="Lain", kind="pemkot", created_at=now()
        )
    applied(other, line(RINA, "Rina", email="rina@lain.go.id"), as_of=date(2026, 1, 1))
    run = applied(agency, line(RINA, "Rina", email="maling@contoh.go.id"))
    assert counts(run) == {"moved": 1}
    with scoped(SYSTEM):
        rows = Employment.objects.filter(person__nip=RINA).order_by("id")
        assert [(row.tenant_id, row.valid_to) for row in rows] == [
            (other.id, date(2026, 3, 1)), (agency.id, None),
        ]  # fmt: skip
        # A foreign file never redirects where the recovery mail goes.
        assert Account.objects.get(username=RINA).email == "rina@lain.go.id"


def test_bad_rows_are_named_and_the_rest_goes_on(agency: Agency) -> None:
    applied(agency, line(RINA, "Rina"), line(BUDI, "Budi Santoso"), line(SITI, "Siti"))
    run = compare(
        agency,
        line("1.98503E+17", "Rina"),
        line("198001012005011000", "Budi Santoso"),
        line(SITI, "Siti"),
        line(SITI, "Siti lagi"),
        line("199001012015011001", "Tanggal", lahir="31-02-1990"),
        line("199001012015011002", "Jenis", jenis="Ajaib"),
        line("199001012015011003", "Unit", ""),
        line("199001012015011004", "=HYPERLINK(1)"),
        line("12345", "Pendek"),
        line("199001012015011005", "Lebih") + ";extra",
    )
    assert problems(run) == {
        2: ["nip_scientific"],
        3: ["nip_zeroed"],
        4: ["duplicate"],
        5: ["duplicate"],
        6: ["bad_date"],
        7: ["jenis_unknown"],
        8: ["unit_empty"],
        9: ["formula", "name_empty"],
        10: ["nip_short"],
        11: ["ragged"],
    }
    # Whoever stands in a refused row, by NIP or by name, does not count as gone.
    assert counts(run) == {"refused": 10}


def test_undo_restores_everything_and_only_the_last(agency: Agency) -> None:
    first = applied(agency, line(RINA, "Rina"), line(BUDI, "Budi"))
    before = tables()
    second = applied(
        agency, line(RINA, "Rina Wati", "Bidang Baru", atasan=SITI), line(SITI, "Siti"),
        confirmed=1, as_of=date(2026, 4, 1),
    )  # fmt: skip
    assert tables() != before
    with scoped(SYSTEM), pytest.raises(UndoTooLate):
        undo_file(first, actor_id=1, now=now())
    undo_people(str(second.uuid), 1)
    assert tables() == before
    assert fresh(second).state == "undone"
    undo_people(str(second.uuid), 1)  # repeated: nothing more
    assert tables() == before


def test_undo_refuses_when_somebody_moved_or_signed_in_since(agency: Agency) -> None:
    run = applied(agency, line(RINA, "Rina"))
    with scoped(SYSTEM):
        Account.objects.filter(username=RINA).update(last_login=now())
        with pytest.raises(UndoTooLate, match="mengaktifkan"):
            undo_file(run, actor_id=1, now=now())
        Account.objects.filter(username=RINA).update(last_login=None)
        Employment.objects.filter(person__nip=RINA).update(valid_to=date(2026, 5, 1))
        with pytest.raises(UndoTooLate, match="diubah"):
            undo_file(run, actor_id=1, now=now())


def test_applying_after_the_data_moved_is_refused_whole(agency: Agency) -> None:
    applied(agency, line(RINA, "Rina"))
    run = compare(agency, line(RINA, "Rina"), line(BUDI, "Budi"), line(SITI, "Siti"))
    with scoped(SYSTEM):
        Person.objects.create(nip=SITI, name="Siti dari tempat lain", created_at=now())
    with scoped(Scope(tenant_id=agency.id)):
        runs.apply_import(actor=admin(agency), now=now(), run=run.uuid)
    before = tables()
    apply_people(str(run.uuid), 1)
    assert tables() == before
    assert fresh(run).state == "compared"


def test_only_the_agencys_administrator_imports(agency: Agency) -> None:
    with scoped(Scope(tenant_id=agency.id)), pytest.raises(NotAllowed):
        runs.start_import(
            actor=admin(agency, Role.UNIT_ADMIN, Role.ORGANISER), now=now(),
            file=ContentFile(b"x"), file_name="x.csv", as_of=date(2026, 1, 1),
        )  # fmt: skip
    with scoped(SYSTEM):
        other = Agency.objects.create(
            code="lain", name="Lain", short_name="Lain", kind="pemkot", created_at=now()
        )
    run = compare(other, line(RINA, "Rina"))
    with scoped(Scope(tenant_id=agency.id)), pytest.raises(NotFound):
        runs.apply_import(actor=admin(agency), now=now(), run=run.uuid)


@pytest.mark.parametrize("seed", range(6))
def test_any_file_undone_leaves_the_tables_as_they_were(agency: Agency, seed: int) -> None:
    dice = random.Random(seed)
    applied(agency, *random_file(dice))
    before = tables()
    run = compare(agency, *random_file(dice), as_of=date(2026, dice.randint(3, 9), 1))
    if not any(run.counts[key] for key in ("new", "changed", "moved", "left")):
        return
    with scoped(Scope(tenant_id=agency.id)):
        runs.apply_import(
            actor=admin(agency), now=now(), run=run.uuid, confirmed=run.counts["left"]
        )
    apply_people(str(run.uuid), 1)
    assert fresh(run).state == "applied"
    undo_people(str(run.uuid), 1)
    assert fresh(run).state == "undone"
    assert tables() == before


def random_file(dice: random.Random) -> list[str]:
    units = [("Bidang A", "Dinas 1"), ("Bidang A", "Dinas 2"), ("Bidang B", "Dinas 1"),
             ("Dinas 3", ""), ("Seksi X", "Bidang B")]  # fmt: skip
    everyone = [f"1985031220100{1 + n % 2}2{n:03}" for n in range(1, 30)]
    lines = []
    for nip in dice.sample(everyone, dice.randint(10, 25)):
        unit, parent = dice.choice(units)
        lines.append(
            line(
                nip, f"Nama {nip[-3:]} {dice.choice('AB')}", unit, induk=parent,
                gol=dice.choice(["III/a", "III/b", ""]),
                jabatan=dice.choice(["Analis Ahli Muda", "Pengelola", ""]),
                jenis=dice.choice(["", "Fungsional"]), atasan=dice.choice([*everyone[:3], ""]),
                email=dice.choice([f"a{nip[-3:]}@contoh.go.id", f"b{nip[-3:]}@contoh.go.id", ""]),
            )
        )  # fmt: skip
    return lines


def tables() -> dict[str, list[Any]]:
    """Every row of the tables that an import may touch, ids included."""
    found = {}
    for model in (Person, Employment, Account, Acquaintance, Unit, Position):
        with connection.cursor() as cursor, scoped(SYSTEM):
            cursor.execute(f"SELECT to_jsonb(t)::text FROM {model._meta.db_table} t ORDER BY id")
            found[model.__name__] = [row[0] for row in cursor.fetchall()]
    return found


def test_the_path_of_a_stored_file_belongs_to_the_agency(agency: Agency) -> None:
    run = compare(agency, line(RINA, "Rina"))
    assert Path(run.file.name or "").parent == Path("imports") / str(agency.id)
