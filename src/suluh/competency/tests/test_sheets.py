"""Spreadsheets: read in any order of columns, compared before anything is written, applied once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency, Requirement, SheetImport, Standard
from suluh.competency.rules.sheets import NoHeading, entries_from, standards_from, table_of
from suluh.competency.tests import make
from suluh.competency.types import Family, SheetKind
from suluh.identity.models import Person
from suluh.organisation.types import Role
from suluh.standards.spreadsheet import read_rows
from tests import make as town

TODAY = date(2026, 9, 16)
HEAD = [
    "Level",
    "KODE kompetensi",
    "Jenis Jabatan",
    "Jenjang",
    "Nama jabatan",
    "Berlaku mulai",
    "Dasar",
]


def _standards(*rows: list[str]) -> Any:
    table = list(enumerate([["Lampiran"], HEAD, *rows], start=1))
    return standards_from(table, known=["M.01", "M.02"], today=TODAY)


def test_rows_of_one_post_and_day_are_one_standard() -> None:
    sheets, problems = _standards(
        ["3", "m.01", "Fungsional", "Ahli Muda", "Perencana", "1-1-2026", "Pergub 1"],
        ["0", "M.02", "fungsional", "ahli muda", "PERENCANA", "2026-01-01", "Pergub 1"],
        ["2", "M.01", "4", "", "", "", ""],
    )
    assert problems == []
    assert [(s.jenis, s.post, s.valid_from, s.levels) for s in sheets] == [
        ("2", "Perencana", date(2026, 1, 1), {"M.01": 3, "M.02": 0}),
        ("4", "", TODAY, {"M.01": 2}),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["3", "M.01", "Honorer"], "Jenis jabatan “Honorer” tidak dikenal."),
        (["3", "X.01", "Pelaksana"], "Kode kompetensi “X.01” tidak ada di kamus."),
        (["6", "M.01", "Pelaksana"], "Level “6” bukan angka 1 sampai 5"),
        (["3", "M.01", "Pelaksana", "", "", "kapan-kapan"], "Tanggal “kapan-kapan” tidak terbaca."),
        (["3", "M.01", "Pelaksana", "", "x" * 201], "terlalu panjang"),
    ],
)  # fmt: skip
def test_a_bad_row_says_what_is_wrong(row: list[str], sentence: str) -> None:
    sheets, problems = _standards(row, ["1", "M.02", "Pelaksana"])
    assert [problem.line for problem in problems] == [3]
    assert sentence in problems[0].sentence
    assert [sheet.levels for sheet in sheets] == [{"M.02": 1}]


def test_the_same_competency_twice_is_refused() -> None:
    sheets, problems = _standards(["1", "M.01", "Pelaksana"], ["2", "M.01", "Pelaksana"])
    assert sheets[0].levels == {"M.01": 1}
    assert "sudah ada di baris lain" in problems[0].sentence


def test_without_a_heading_the_file_says_which_columns_it_needs() -> None:
    with pytest.raises(NoHeading, match="jenis jabatan, kode kompetensi, level"):
        table_of([(1, ["a", "b"])], SheetKind.STANDARDS)


def _entries(*changes: tuple[int, dict[str, str]]) -> Any:
    head = ["kode", "rumpun", "nama", "level", "uraian", "indikator", "berlaku mulai"]
    rows = []
    for level, change in changes:
        row = {
            "kode": "t.50", "rumpun": "Teknis", "nama": "Statistik", "level": str(level),
            "uraian": f"Uraian {level}", "indikator": "a\nb", "berlaku mulai": "",
        } | change  # fmt: skip
        rows.append([row[name] for name in head])
    return entries_from(list(enumerate([head, *rows], start=1)), today=TODAY)


def test_a_competency_has_its_five_levels() -> None:
    entries, problems = _entries(*((level, {}) for level in range(1, 6)))
    assert problems == []
    assert (entries[0].code, entries[0].family, len(entries[0].levels)) == (
        "T.50", Family.TECHNICAL, 5,
    )  # fmt: skip
    entries, problems = _entries(*((level, {}) for level in range(1, 5)))
    assert (entries, [p.sentence for p in problems]) == (
        [],
        ["T.50 belum memiliki kelima levelnya."],
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"kode": ""}, "Tulis kode"), ({"nama": ""}, "Tulis nama"),
        ({"rumpun": "Ajaib"}, "Rumpun “Ajaib” tidak dikenal"), ({"level": "0"}, "bukan angka 1"),
        ({"uraian": ""}, "Uraian level 1 kosong"), ({"berlaku mulai": "x"}, "tidak terbaca"),
    ],
)  # fmt: skip
def test_a_bad_row_of_the_dictionary_says_why(change: dict[str, str], sentence: str) -> None:
    _, problems = _entries((1, change))
    assert sentence in problems[0].sentence


def test_a_level_twice_or_too_long_a_field_is_refused() -> None:
    _, problems = _entries((1, {}), (1, {}))
    assert problems[0].sentence == "Level 1 sudah ada di baris lain."
    head = ["kode", "nama", "level", "uraian", "urusan"]
    table = [(1, head), (2, ["T.1", "A", "1", "u", "x" * 101])]
    assert "terlalu panjang" in entries_from(table, today=TODAY)[1][0].sentence


@pytest.fixture
def admin(db: None) -> Person:
    unit = town.unit(town.agency())
    person = town.person(unit)
    town.grant(person, Role.AGENCY_ADMIN, unit.tenant)
    return person


def _upload(client: Client, text: str, kind: str = "standar") -> Any:
    file = SimpleUploadedFile("standar.csv", text.encode(), content_type="text/csv")
    return client.post("/kelola/kompetensi/impor/", {"kind": kind, "file": file}, follow=True)


CSV = (
    "jenis jabatan;nama jabatan;kode kompetensi;level;dasar hukum\n"
    "Pelaksana;Penata Layanan;M.01;3;Pergub 12/2026\n"
    "Pelaksana;Penata Layanan;M.02;2;Pergub 12/2026\n"
    "Pelaksana;Penata Layanan;Z.99;2;Pergub 12/2026\n"
)


def test_a_file_is_compared_then_applied_once(admin: Person, client: Client) -> None:
    town.sign_in(client, admin)
    seen = _upload(client, CSV).content.decode()
    assert "Ini yang akan berubah" in seen
    assert "Integritas (M.01): level – → 3" in seen
    assert "Kode kompetensi “Z.99” tidak ada di kamus." in seen
    with scoped(SYSTEM):
        assert Standard.objects.exclude(tenant=None).count() == 0
        run = SheetImport.objects.get()
    decide = f"/kelola/kompetensi/impor/{run.uuid}/putuskan/"
    done = client.post(decide, {"keputusan": "terapkan"}, follow=True).content.decode()
    assert "Impor sudah diterapkan" in done
    with scoped(SYSTEM):
        levels = Requirement.objects.exclude(tenant=None).order_by("level")
        assert list(levels.values_list("competency__code", "level")) == [("M.02", 2), ("M.01", 3)]
    again = client.post(decide, {"keputusan": "terapkan"}, follow=True).content.decode()
    assert "Impor ini sudah diputuskan" in again
    same = _upload(client, CSV).content.decode()
    assert "Tidak ada yang berubah" in same
    changed = _upload(client, CSV.replace("M.01;3", "M.01;4")).content.decode()
    assert "Integritas (M.01): level 3 → 4" in changed


def test_putting_a_file_away_changes_nothing(admin: Person, client: Client) -> None:
    town.sign_in(client, admin)
    _upload(client, CSV)
    with scoped(SYSTEM):
        run = SheetImport.objects.get()
    away = client.post(f"/kelola/kompetensi/impor/{run.uuid}/putuskan/", follow=True)
    assert "Impor sudah dibuang" in away.content.decode()
    with scoped(SYSTEM):
        assert Standard.objects.exclude(tenant=None).count() == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a;b\n1;2\n", "Baris judul tidak ditemukan."),
        ("", "kosong"),
        ("\x00\x01" * 90, "tidak dapat"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    admin: Person, client: Client, text: str, sentence: str
) -> None:
    town.sign_in(client, admin)
    assert sentence in _upload(client, text).content.decode()


def test_what_is_exported_is_read_back_as_the_same(admin: Person, client: Client) -> None:
    town.sign_in(client, admin)
    _upload(client, CSV)
    with scoped(SYSTEM):
        run = SheetImport.objects.get()
    client.post(f"/kelola/kompetensi/impor/{run.uuid}/putuskan/", {"keputusan": "terapkan"})
    answer: Any = client.get("/kelola/kompetensi/unduh/?isi=standar")
    rows = read_rows(b"".join(answer.streaming_content))
    assert rows[1][:6] == ["Pelaksana", "", "Penata Layanan", "M.01", "Integritas", "3"]
    csv: Any = client.get("/kelola/kompetensi/unduh/?isi=standar&bentuk=csv")
    text = b"".join(csv.streaming_content).decode()
    assert "Tidak ada yang berubah" in _upload(client, text).content.decode()
    book: Any = client.get("/kelola/kompetensi/unduh/?isi=kamus")
    assert len(read_rows(b"".join(book.streaming_content))) == 24 * 5 + 1


def test_a_dictionary_comes_by_file_and_gets_a_new_version(admin: Person, client: Client) -> None:
    head = "kode;nama;rumpun;level;uraian;indikator\n"
    first = head + "".join(f"T.50;Statistik;Teknis;{n};Uraian {n};Perilaku\n" for n in range(1, 6))
    town.sign_in(client, admin)
    for text in (first, first.replace("Uraian 5", "Ahli statistik")):
        _upload(client, text, "kamus")
        with scoped(SYSTEM):
            run = SheetImport.objects.latest("id")
        client.post(f"/kelola/kompetensi/impor/{run.uuid}/putuskan/", {"keputusan": "terapkan"})
    with scoped(SYSTEM):
        made = Competency.objects.get(code="T.50")
        assert (made.version, made.versions.count()) == (2, 2)
    page = client.get(f"/kompetensi/kamus/{made.uuid}/").content.decode()
    assert "Ahli statistik" in page
    old = client.get(f"/kompetensi/kamus/{made.uuid}/?versi=1").content.decode()
    assert "Uraian 5" in old
    assert "Ini rumusan lama" in old


@pytest.mark.parametrize("role", [Role.UNIT_ADMIN, Role.LEADER, None])
def test_only_managers_open_the_book(db: None, client: Client, role: Role | None) -> None:
    unit = town.unit(town.agency())
    person = town.person(unit)
    if role:
        town.grant(person, role, unit.tenant, at=unit)
    town.sign_in(client, person)
    for address in ("", "baru/", "impor/", "unduh/", "kamus/baru/"):
        assert client.get(f"/kelola/kompetensi/{address}").status_code == 403


def test_the_nation_writes_its_own_book(db: None, client: Client) -> None:
    person = town.person(town.unit(town.agency()))
    town.grant(person, Role.NATIONAL)
    town.sign_in(client, person)
    _upload(client, CSV)
    with scoped(SYSTEM):
        run = SheetImport.objects.get()
    client.post(f"/kelola/kompetensi/impor/{run.uuid}/putuskan/", {"keputusan": "terapkan"})
    with scoped(SYSTEM):
        made = Standard.objects.get(post="Penata Layanan")
        assert (run.is_national, made.tenant_id) == (True, None)


def _form(**changes: Any) -> dict[str, Any]:
    integrity = make.competency("M.01")
    return {
        "jenis": "4", "jenjang": "", "post": "Penata Layanan", "valid_from": "2026-09-16",
        "legal_basis": "Pergub 12/2026", f"level_{integrity.pk}": "4",
    } | changes  # fmt: skip


def test_a_standard_is_written_by_hand_and_its_versions_stay(admin: Person, client: Client) -> None:
    town.sign_in(client, admin)
    made = client.post("/kelola/kompetensi/baru/", _form(), follow=True).content.decode()
    assert "Penata Layanan · Pelaksana" in made
    early = client.post("/kelola/kompetensi/baru/", _form(valid_from="2026-09-15"))
    assert "tidak boleh berlaku lebih awal" in early.content.decode()
    with scoped(SYSTEM):
        first = Standard.objects.get(post="Penata Layanan")
    again = client.get(f"/kelola/kompetensi/baru/?dari={first.uuid}").content.decode()
    assert "Apa yang berubah pada Penata Layanan · Pelaksana?" in again
    client.post("/kelola/kompetensi/baru/", _form(reason="Naik level", post="penata layanan"))
    page = client.get("/kelola/kompetensi/?q=penata&jenis=4").content.decode()
    assert "Penata Layanan" in page
    with scoped(SYSTEM):
        versions = Standard.objects.filter(post__iexact="penata layanan").order_by("version")
        assert [row.version for row in versions] == [1, 2]
    assert client.get("/kelola/kompetensi/baru/?dari=bukan").status_code == 404


def test_a_competency_is_written_by_hand_in_the_own_book_only(
    admin: Person, client: Client
) -> None:
    town.sign_in(client, admin)
    data = {
        "code": "t.60", "family": "teknis", "name": "Statistik", "definition": "Mengolah data.",
        "valid_from": "2026-09-16", "legal_basis": "Pergub 1",
    } | {f"description_{n}": f"Uraian {n}" for n in range(1, 6)}  # fmt: skip
    page = client.post("/kelola/kompetensi/kamus/baru/", data, follow=True).content.decode()
    assert "Statistik" in page
    assert "Kode ini sudah dipakai" in client.post(
        "/kelola/kompetensi/kamus/baru/", data
    ).content.decode()  # fmt: skip
    with scoped(SYSTEM):
        made = Competency.objects.get(code="T.60")
    edit = f"/kelola/kompetensi/kamus/{made.uuid}/"
    assert "Apa yang berubah pada Statistik?" in client.get(edit).content.decode()
    client.post(edit, data | {"name": "Statistik Sektoral"})
    with scoped(SYSTEM):
        made.refresh_from_db()
    assert (made.name, made.version) == ("Statistik Sektoral", 2)
    nation = make.competency("M.01")
    assert client.get(f"/kelola/kompetensi/kamus/{nation.uuid}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_however_long(
    admin: Person, client: Client, django_assert_max_num_queries: Any, count: int
) -> None:
    with scoped(SYSTEM):
        home = admin.employments.get().tenant
    for number in range(count):
        make.standard(home, {"M.01": 1}, post=f"Jabatan {number}")
    town.sign_in(client, admin)
    client.get("/kelola/kompetensi/")
    with django_assert_max_num_queries(9):
        client.get("/kelola/kompetensi/")


def test_versions_of_a_standard_follow_one_another(admin: Person, client: Client) -> None:
    with scoped(SYSTEM):
        home = admin.employments.get().tenant
    make.standard(home, {"M.01": 1}, post="Penata Layanan", valid_from=date(2027, 1, 1))
    town.sign_in(client, admin)
    assert "tidak boleh lebih awal" in _upload(client, CSV).content.decode()
