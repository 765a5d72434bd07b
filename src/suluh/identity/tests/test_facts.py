"""Files of personnel facts: compared first, recorded once, refused with a reason, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import FactRow, FactRun, Person, PersonFact
from suluh.identity.queries.facts import facts_of
from suluh.identity.rules.facts import HEADER, columns_of, read_day, read_value, told_by
from suluh.organisation.models import Agency
from suluh.organisation.types import Role
from suluh.standards.spreadsheet import write_xlsx
from tests import make

DAY = date(2026, 11, 26)
COLUMNS = columns_of(HEADER)
NIP = "198503122010012003"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("pendidikan", "Magister", "S2"), ("pendidikan", "S-1", "S1/D4"), ("pendidikan", "D-IV", "S1/D4"),
        ("pendidikan", "slta", "SMA/D1/D2"), ("kinerja", "SANGAT BAIK", "Sangat Baik"),
        ("kinerja", "Butuh Perbaikan", "Cukup"), ("disiplin", "Tidak pernah", "tidak"),
        ("kepemimpinan", "PKA 2024", "PKA 2024"), ("ip_asn", "72,5", "72.50"),
        ("ip_asn", "101", ""), ("ip_asn", "baik", ""),
    ],
)  # fmt: skip
def test_values_as_offices_write_them(kind: str, text: str, value: str) -> None:
    assert read_value(kind, text) == value


def test_a_year_is_its_last_day() -> None:
    assert read_day("2025") == date(2025, 12, 31)
    assert read_day("31-08-2007") == date(2007, 8, 31)
    assert read_day("kapan-kapan") is None


def test_a_line_tells_what_it_holds_and_what_is_wrong() -> None:
    line = [NIP, "S2", "", "Baik", "", "berat", "x", "PKP", "", "", "", "", ""]
    told = {one.kind: one for one in told_by(2, line, COLUMNS, as_of=DAY)}
    assert (told["pendidikan"].value, told["pendidikan"].day) == ("S2", DAY)
    assert "Tanggal atau tahunnya" in told["kinerja"].problem
    assert "Tanggal atau tahunnya" in told["disiplin"].problem
    assert told["kepemimpinan"].value == "PKP"
    assert set(told) == {"pendidikan", "kinerja", "disiplin", "kepemimpinan"}
    (bad,) = told_by(3, ["1.97E+17", "S2"], COLUMNS, as_of=DAY)
    assert "notasi ilmiah" in bad.problem


def sheet(rows: Sequence[Sequence[str]]) -> SimpleUploadedFile:
    file = BytesIO()
    write_xlsx(file, HEADER, rows)
    return SimpleUploadedFile("data.xlsx", file.getvalue())


def line(person: Person, *cells: str) -> list[str]:
    return [person.nip or "", *cells, *[""] * (12 - len(cells))]


class Files:
    """An agency with three people and a keeper, signed in."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.agency = make.agency()
        self.unit = make.unit(self.agency)
        self.people = [make.person(self.unit, f"Orang {n}") for n in range(3)]
        self.keeper = make.person(self.unit, "Pengelola")
        make.grant(self.keeper, Role.AGENCY_ADMIN, self.agency)
        make.sign_in(client, self.keeper)

    def send(self, rows: Sequence[Sequence[str]]) -> FactRun:
        given = {"file": sheet(rows), "source": "SIASN"}
        answer = self.client.post("/pegawai/data/", given)
        assert answer.status_code == 302, answer.content.decode()
        with scoped(SYSTEM):
            return FactRun.objects.latest("id")


@pytest.fixture
def files(db: None, client: Client) -> Files:
    return Files(client)


def recorded() -> list[tuple[str, str]]:
    with scoped(SYSTEM):
        return list(PersonFact.objects.order_by("id").values_list("kind", "value"))


def test_nothing_is_recorded_before_the_keeper_agrees(files: Files) -> None:
    run = files.send([line(files.people[0], "S2", "", "Baik", "2025")])
    page = files.client.get(f"/pegawai/data/{run.uuid}/").content.decode()
    assert "2 data akan dicatat" in page
    assert recorded() == []
    assert files.client.post(f"/pegawai/data/{run.uuid}/terapkan/").status_code == 302
    assert recorded() == [("pendidikan", "S2"), ("kinerja", "Baik")]
    files.client.post(f"/pegawai/data/{run.uuid}/terapkan/")
    assert len(recorded()) == 2


def test_the_same_file_again_records_nothing(files: Files) -> None:
    rows = [line(files.people[0], "S2", "", "Baik", "2025")]
    run = files.send(rows)
    files.client.post(f"/pegawai/data/{run.uuid}/terapkan/")
    again = files.send(rows)
    page = files.client.get(f"/pegawai/data/{again.uuid}/").content.decode()
    assert "Tidak ada yang baru" in page
    files.client.post(f"/pegawai/data/{again.uuid}/terapkan/")
    assert len(recorded()) == 2


def test_a_correction_is_a_new_row_and_the_last_one_holds(files: Files) -> None:
    who = files.people[0]
    first, run = (files.send([line(who, "", "", rating, "2025")]) for rating in ("Baik", "Cukup"))
    files.client.post(f"/pegawai/data/{first.uuid}/terapkan/")
    files.client.post(f"/pegawai/data/{run.uuid}/terapkan/")
    assert recorded() == [("kinerja", "Baik"), ("kinerja", "Cukup")]
    with scoped(SYSTEM):
        (held,) = facts_of([who.pk], on=local_date(now(), "Asia/Jakarta"))[who.pk]
    assert held.value == "Cukup"
    row = _rows(run)[0]
    assert (row.value, row.change) == ("Cukup", "new")


def _rows(run: FactRun) -> list[FactRow]:
    with scoped(SYSTEM):
        return list(FactRow.objects.filter(run=run).order_by("id"))


def test_strangers_and_nonsense_are_refused_with_a_reason(files: Files) -> None:
    stranger = make.person(make.unit(make.agency("Lain")), "Orang Lain")
    run = files.send([line(stranger, "S3"), line(files.people[0], "tinggi sekali")])
    problems = [row.problem for row in _rows(run)]
    assert "bukan pegawai aktif" in problems[0]
    assert "tidak dikenal" in problems[1]
    page = files.client.get(f"/pegawai/data/{run.uuid}/?jenis=refused").content.decode()
    assert "Orang Lain" not in page
    files.client.post(f"/pegawai/data/{run.uuid}/terapkan/")
    assert recorded() == []


def test_a_file_can_be_put_away(files: Files) -> None:
    run = files.send([line(files.people[0], "S2")])
    assert files.client.post(f"/pegawai/data/{run.uuid}/buang/").status_code == 302
    assert _rows(run) == []
    files.client.post(f"/pegawai/data/{run.uuid}/buang/")
    files.client.post(f"/pegawai/data/{run.uuid}/terapkan/")
    assert recorded() == []


@pytest.mark.parametrize(
    "content", [b"", b"halo", b"Nama;Umur\nSiti;3\n", b"NIP;Pendidikan\n", b"PK\x03\x04rusak"]
)
def test_what_is_no_table_of_facts_is_refused(files: Files, content: bytes) -> None:
    given = {"file": SimpleUploadedFile("x.csv", content), "source": "SIASN"}
    answer = files.client.post("/pegawai/data/", given)
    assert answer.status_code == 200
    with scoped(SYSTEM):
        assert not FactRun.objects.exists()


def test_only_the_keeper_of_the_agency(files: Files, client: Client) -> None:
    run = files.send([line(files.people[0], "S2")])
    make.sign_in(client, files.people[1])
    assert client.get("/pegawai/data/").status_code == 403
    assert client.get("/pegawai/data/contoh.xlsx").status_code == 403
    assert client.post(f"/pegawai/data/{run.uuid}/terapkan/").status_code == 403
    other = make.agency("Lain")
    keeper = make.person(make.unit(other))
    make.grant(keeper, Role.AGENCY_ADMIN, other)
    make.sign_in(client, keeper)
    assert client.get(f"/pegawai/data/{run.uuid}/").status_code == 404
    assert recorded() == []


def test_the_sample_file_is_read_back(files: Files) -> None:
    answer = files.client.get("/pegawai/data/contoh.xlsx")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    given = {"file": SimpleUploadedFile("contoh.xlsx", content), "source": "contoh"}
    assert files.client.post("/pegawai/data/", given).status_code == 302


def test_facts_are_seen_by_the_person_and_the_employer_only(files: Files) -> None:
    who, elsewhere = files.people[0], make.agency("Lain")
    with scoped(SYSTEM):
        PersonFact.objects.create(
            tenant=elsewhere, person=who, kind="disiplin", value="ringan", day=DAY,
            source="SK", recorded_at=now(),
        )  # fmt: skip
    third: Agency = make.agency("Ketiga")
    for scope, seen in (
        (Scope(tenant_id=files.agency.pk), 1), (Scope(person_id=who.pk), 1),
        (Scope(tenant_id=third.pk, person_id=files.people[1].pk), 0),
    ):  # fmt: skip
        with scoped(scope):
            assert PersonFact.reachable.count() == seen
