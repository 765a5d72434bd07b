"""Pages of people and imports: who gets in, what a stranger does not see, equal query counts."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.jobs.imports import apply_people, compare_people
from suluh.identity.models import Account, Employment, ImportRun, Person, RoleGrant
from suluh.identity.tests.test_people_queries import hire, make_agency, make_unit
from suluh.organisation.models import Agency, Unit
from tests.make import second_factor

pytestmark = pytest.mark.django_db
FILE = (
    "NIP;NAMA;UNIT KERJA;UNIT INDUK\n"
    "198503122010012003;Rina Wati;Bidang Mutasi;BKD\n"
    "198503122010012004;Budi;Bidang Mutasi;BKD\n"
    "1.98503E+17;Siti;Bidang Mutasi;BKD\n"
)


@pytest.fixture
def agency() -> Agency:
    with scoped(SYSTEM):
        return make_agency("satu")


def sign_in(agency: Agency, role: str, unit: Unit | None = None) -> Client:
    """A client signed in as somebody employed in the agency with that role."""
    with scoped(SYSTEM):
        home = unit or make_unit(agency, "Sekretariat")
        person = hire(home, f"1970010119950110{Person.objects.count():02}", f"Aktor {role}")
        account = Account.objects.create(person=person, username=person.nip or "", created_at=now())
        RoleGrant.objects.create(
            tenant=agency, person=person, role=role, unit=unit, created_at=now()
        )
        second_factor(person)
        client = Client()
        client.force_login(account)
    return client


def upload(client: Client, text: str = FILE, *, whole: str = "tidak") -> ImportRun:
    file = SimpleUploadedFile("pegawai.csv", text.encode())
    sent = client.post("/pegawai/impor/", {"file": file, "as_of": "2026-03-01", "whole": whole})
    assert sent.status_code == 302, sent.content
    with scoped(SYSTEM):
        run = ImportRun.objects.latest("id")
    page = client.get(sent["Location"])
    chosen = {key: str(number) for key, number in run.mapping["columns"].items()}
    assert page.status_code == 200
    assert client.post(sent["Location"], chosen).status_code == 302
    return run


def test_the_whole_way_from_upload_to_result(agency: Agency) -> None:
    client = sign_in(agency, "agency_admin")
    run = upload(client)
    address = f"/pegawai/impor/{run.uuid}/"
    assert b"pekerjaan" in client.get(address).content
    compare_people(str(run.uuid), 1)
    shown = client.get(address).content.decode()
    assert "Ini yang akan berubah" in shown
    assert "notasi ilmiah" in shown
    assert "Rina Wati" in client.get(address, {"jenis": "new"}).content.decode()
    assert "Rina Wati" not in client.get(address, {"jenis": "new", "q": "Budi"}).content.decode()
    sheet = b"".join(client.get(f"{address}ditolak.xlsx").streaming_content)  # type: ignore[attr-defined]
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Baris", 4.0]
    assert client.post(f"{address}terapkan/").status_code == 302
    apply_people(str(run.uuid), 1)
    assert "Impor sudah diterapkan" in client.get(address).content.decode()
    assert client.get(f"{address}batalkan/").status_code == 200
    assert "Rina Wati" in client.get("/pegawai/").content.decode()


def test_where_many_would_leave_their_number_is_asked_for_beside_the_button(
    agency: Agency,
) -> None:
    client = sign_in(agency, "agency_admin")
    run = upload(client, whole="ya")
    compare_people(str(run.uuid), 1)
    address = f"/pegawai/impor/{run.uuid}/"
    shown = client.get(address).content.decode()
    assert "1 dari 1 pegawai akan keluar" in shown
    assert "Aktor agency_admin" in shown

    for wrong in ({}, {"confirmed": "1"}):
        assert client.post(f"{address}terapkan/", wrong).status_code == 422
    answer = client.post(f"{address}terapkan/", {"confirmed": "9", "sure": "on"})
    assert answer.status_code == 422
    assert "Yang akan keluar 1 pegawai" in answer.content.decode()
    assert 'value="9"' in answer.content.decode()
    right = client.post(f"{address}terapkan/", {"confirmed": "1", "sure": "on"})
    assert right.status_code == 302


def test_bad_files_are_refused_on_the_upload_page(agency: Agency) -> None:
    client = sign_in(agency, "agency_admin")
    for data in (b"NIP;NAMA;UNIT\n", b"\x00\x01\x02\x03" * 500, b"PK\x03\x04broken", b"sendiri\n"):
        file = SimpleUploadedFile("x.csv", data)
        sent = client.post("/pegawai/impor/", {"file": file, "as_of": "2026-01-01", "whole": "ya"})
        assert sent.status_code == 200, data
        assert "error" in sent.content.decode() or "bad" in sent.content.decode()
    with scoped(SYSTEM):
        assert ImportRun.objects.count() == 0


@pytest.mark.parametrize("role", ["organiser", "unit_admin", "leader", "participant"])
def test_only_agency_administrators_import(agency: Agency, role: str) -> None:
    client = sign_in(agency, role)
    assert client.get("/pegawai/impor/").status_code == 403


def test_an_import_of_another_agency_does_not_exist(agency: Agency) -> None:
    run = upload(sign_in(agency, "agency_admin"))
    with scoped(SYSTEM):
        other = make_agency("dua")
    stranger = sign_in(other, "agency_admin")
    for end in ("", "kolom/", "batalkan/", "ditolak.xlsx"):
        assert stranger.get(f"/pegawai/impor/{run.uuid}/{end}").status_code == 404
    for end in ("terapkan/", "buang/"):
        assert stranger.post(f"/pegawai/impor/{run.uuid}/{end}").status_code == 404


def people_shown(client: Client, **query: str) -> list[str]:
    text = client.get("/pegawai/", query).content.decode()
    return re.findall(r'href="/pegawai/[0-9a-f-]{36}/">([^<]+)</a>', text)


def test_the_list_narrows_and_hides_strangers(agency: Agency) -> None:
    client = sign_in(agency, "agency_admin")
    with scoped(SYSTEM):
        dinas = make_unit(agency, "Dinas A")
        hire(dinas, "198503122010012003", "Rina Wati")
        hire(dinas, "199003122010012003", "Budi Rinaldi")
        stranger = hire(make_unit(make_agency("dua"), "Luar"), "198503122010012009", "Rina Asing")
        Employment.objects.filter(person__name="Budi Rinaldi").update(status="PPPK")
    assert people_shown(client, q="rina") == ["Budi Rinaldi", "Rina Wati"]
    assert people_shown(client, q="19850312") == ["Rina Wati"]
    assert people_shown(client, status="PPPK") == ["Budi Rinaldi"]
    assert people_shown(client, unit=str(dinas.uuid)) == ["Budi Rinaldi", "Rina Wati"]
    assert people_shown(client, unit="bukan-uuid", q="x' OR 1=1") == []
    assert client.get(f"/pegawai/{stranger.uuid}/").status_code == 404


def test_a_unit_administrator_sees_and_edits_the_own_units_only(agency: Agency) -> None:
    with scoped(SYSTEM):
        mine, other = make_unit(agency, "Dinas A"), make_unit(agency, "Dinas B")
        inside = hire(mine, "198503122010012003", "Rina")
        outside = hire(other, "198503122010012004", "Budi")
    client = sign_in(agency, "unit_admin", mine)
    assert people_shown(client, q="Rin") == ["Rina"]
    assert client.get(f"/pegawai/{inside.uuid}/").status_code == 200
    assert client.get(f"/pegawai/{outside.uuid}/").status_code == 404
    for page in ("kontak", "penugasan", "atasan", "akhiri"):
        assert client.get(f"/pegawai/{inside.uuid}/{page}/").status_code == 200
        assert client.get(f"/pegawai/{outside.uuid}/{page}/").status_code == 404


def test_adding_editing_moving_and_ending(agency: Agency) -> None:
    client = sign_in(agency, "agency_admin")
    with scoped(SYSTEM):
        first, second = make_unit(agency, "Dinas A"), make_unit(agency, "Dinas B")
    form = {"nip": "19850312 201001 2 003", "name": "Rina", "unit": str(first.uuid),
            "status": "PNS", "position": "Arsiparis", "jenis": "2",
            "since": "2026-01-05"}  # fmt: skip
    assert client.post("/pegawai/tambah/", form).status_code == 302
    assert "sudah ada" in client.post("/pegawai/tambah/", form).content.decode()
    bad = client.post("/pegawai/tambah/", form | {"nip": "1.97E+17"})
    assert "notasi ilmiah" in bad.content.decode()
    with scoped(SYSTEM):
        person = Person.objects.get(nip="198503122010012003")
        assert not Account.objects.get(person=person).has_usable_password()
    home = f"/pegawai/{person.uuid}/"
    contact = {"name": "Rina Wati", "title_before": "Dr.", "email": "rina@contoh.go.id"}
    assert client.post(f"{home}kontak/", contact).status_code == 302
    move = {"unit": str(second.uuid), "status": "PNS", "position": "Kepala", "jenis": "1",
            "since": "2026-06-01"}  # fmt: skip
    assert client.post(f"{home}penugasan/", move).status_code == 302
    assert client.post(f"{home}penugasan/", move | {"since": "2026-01-01"}).status_code == 200
    assert client.post(f"{home}atasan/", {"supervisor_nip": person.nip}).status_code == 200
    shown = client.get(home).content.decode()
    assert "Dr. Rina Wati" in shown
    assert shown.index("Dinas B") < shown.rindex("Dinas A")
    end = {"on": "2026-09-01", "reason": "Pensiun"}
    assert client.post(f"{home}akhiri/", end).status_code == 302
    assert client.post(f"{home}akhiri/", end).status_code == 403
    with scoped(SYSTEM):
        rows = Employment.objects.filter(person=person).order_by("id")
        assert [(row.unit.name, row.valid_from, row.valid_to) for row in rows] == [
            ("Dinas A", date(2026, 1, 5), date(2026, 6, 1)),
            ("Dinas B", date(2026, 6, 1), date(2026, 9, 1)),
        ]


def test_the_mail_of_an_account_in_use_is_its_owners(agency: Agency) -> None:
    client = sign_in(agency, "agency_admin")
    with scoped(SYSTEM):
        person = hire(make_unit(agency, "Dinas A"), "198503122010012003", "Rina")
        account = Account.objects.create(
            person=person, username=person.nip or "", created_at=now(), last_login=now()
        )
    changed = {"name": "Rina", "email": "maling@contoh.go.id"}
    page = client.post(f"/pegawai/{person.uuid}/kontak/", changed)
    assert "sudah memakai akunnya" in page.content.decode()
    account.refresh_from_db()
    assert account.email == ""


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    agency: Agency, count: int, django_assert_num_queries: Any
) -> None:
    client = sign_in(agency, "agency_admin")
    with scoped(SYSTEM):
        unit = make_unit(agency, "Dinas A")
        for n in range(count):
            hire(unit, f"19850312201001200{n}", f"Orang {n}")
    client.get("/pegawai/")
    with django_assert_num_queries(11):
        assert len(people_shown(client, q="Orang")) == count
