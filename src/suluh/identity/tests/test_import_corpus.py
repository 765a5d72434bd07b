"""The corpus of bad and odd files: each is read, or refused with a sentence; none breaks."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from suluh.identity.rules import values
from suluh.identity.rules.columns import fingerprint, guess, header_line
from suluh.identity.rules.rows import FIELDS, RowReader
from suluh.identity.rules.unit_book import KnownUnit, UnitBook, UnitProblem
from suluh.standards.cells import SpreadsheetError
from suluh.standards.tables import stream_rows

RINA = "198503122010012003"
LINES = f"NIP;Nama Pegawai;Unit Kerja\n{RINA};Rina Wati;BKD\n"


def read(tmp_path: Path, data: bytes) -> list[dict[str, Any]]:
    """Every row of the file as the import would read it."""
    path = tmp_path / "berkas"
    path.write_bytes(data)
    rows = list(stream_rows(path))
    start = header_line(rows)
    header = rows[start][1]
    reader = RowReader(guess(header), width=len(header), as_of=date(2026, 3, 1))
    return [dict(zip(FIELDS, reader.read(*row), strict=True)) for row in rows[start + 1 :]]


def codes(row: dict[str, Any]) -> list[str]:
    import json

    return [problem["code"] for problem in json.loads(row["problems"])]


def sheet(*rows: list[Any], formulas: dict[str, Any] | None = None) -> bytes:
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    for cell, (formula, value) in (formulas or {}).items():
        page.write_formula(cell, formula, None, value)
    book.close()
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(LINES.encode(), id="semicolons"),
        pytest.param(LINES.replace(";", ",").encode(), id="commas"),
        pytest.param(LINES.replace(";", "\t").encode(), id="tabs"),
        pytest.param(b"sep=;\n" + LINES.encode(), id="separator line"),
        pytest.param(b"\xef\xbb\xbf" + LINES.encode(), id="UTF-8 mark"),
        pytest.param(LINES.encode("utf-16"), id="UTF-16 with mark"),
        pytest.param(LINES.encode("utf-16-le"), id="UTF-16 without mark"),
        pytest.param(LINES.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(LINES.replace("\n", "\r").encode(), id="old line ends"),
        pytest.param(b"DAFTAR PEGAWAI;;\n;;\n" + LINES.encode(), id="title above"),
        pytest.param(LINES.replace(RINA, f"'{RINA}").encode(), id="apostrophe"),
        pytest.param(LINES.replace(RINA, f'"=""{RINA}"""').encode(), id="Excel's text formula"),
        pytest.param(LINES.replace(RINA, "19850312 201001 2 003").encode(), id="spaces"),
        pytest.param(LINES.replace("Rina Wati", '"Rina\nWati"').encode(), id="cell with newline"),
        pytest.param(LINES.replace("BKD", "BKD;").encode(), id="trailing delimiter"),
        pytest.param(
            sheet(["NIP", "Nama", "Unit Kerja"], [RINA, "Rina Wati", "BKD"]), id="XLSX"
        ),
        pytest.param(
            sheet(["NIP", "Nama", "Unit Kerja"], [RINA, "", "BKD"],
                  formulas={"B2": ('="Rina "&"Wati"', "Rina Wati")}), id="XLSX formula",
        ),
    ],
)  # fmt: skip
def test_the_usual_dresses_of_one_file_are_read_alike(tmp_path: Path, data: bytes) -> None:
    (row,) = read(tmp_path, data)
    assert (row["nip"], row["name"], row["unit_name"], row["refused"]) == (
        RINA, "Rina Wati", "BKD", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("1.97E+17;Rina;BKD", ["nip_scientific"]),
        ("1,97E+17;Rina;BKD", ["nip_scientific"]),
        ("198503122010012000;Rina;BKD", ["nip_zeroed"]),
        ("198503122010012003.0;Rina;BKD", ["nip_floated"]),
        (";Rina;BKD", ["nip_empty"]),
        ("19850312201001200;Rina;BKD", ["nip_short"]),
        ("1985031220100120033;Rina;BKD", ["nip_long"]),
        ("19850312201001200A;Rina;BKD", ["nip_not_digits"]),
        (f"{RINA};;BKD", ["name_empty"]),
        (f"{RINA};Rina;", ["unit_empty"]),
        (f"{RINA};Rina", ["unit_empty"]),
        (f"{RINA};Rina;BKD;lebih", ["ragged"]),
        (f"{RINA};Rina;=VLOOKUP(A1)", ["formula", "unit_empty"]),
        (f"{RINA};#REF!;BKD", ["formula", "name_empty"]),
        (f"{RINA};{'R' * 151};BKD", ["too_long"]),
        ("199913452010012003;Rina;BKD", ["nip_odd"]),
    ],
)
def test_each_bad_cell_has_its_reason(tmp_path: Path, cells: str, expected: list[str]) -> None:
    (row,) = read(tmp_path, f"NIP;Nama;Unit Kerja\n{cells}\n".encode())
    assert codes(row) == expected
    assert row["refused"] is (expected != ["nip_odd"])


def test_a_nip_stored_as_a_number_is_refused_with_the_cause(tmp_path: Path) -> None:
    (row,) = read(tmp_path, sheet(["NIP", "Nama", "Unit Kerja"], [int(RINA), "Rina", "BKD"]))
    assert codes(row) == ["nip_scientific"]


def test_a_small_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    """The last cell of a sheet is written: as a table that is 17 thousand million cells."""
    path = tmp_path / "berkas"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "NIP")
        page.write(1_048_575, 16_383, "x")
    assert path.stat().st_size < 10_000
    with pytest.raises(SpreadsheetError, match="terlalu besar setelah dibuka"):
        list(stream_rows(path))


def test_a_workbook_that_is_read_in_part_leaves_no_process(tmp_path: Path) -> None:
    path = tmp_path / "berkas"
    path.write_bytes(sheet(*([RINA, number] for number in range(20_000))))
    rows = stream_rows(path)
    assert next(rows)[1] == [RINA, "0"]
    del rows
    assert not [process for process in Path("/proc").glob("[0-9]*") if reads(process, path)]


def reads(process: Path, path: Path) -> bool:
    """Whether the process was started to read that file."""
    try:
        return str(path).encode() in (process / "cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return False


def test_a_line_of_ten_megabytes_is_one_refused_row(tmp_path: Path) -> None:
    long = f"{RINA};{'x' * 10_000_000};BKD\n"
    rows = read(tmp_path, (LINES + long + LINES.split("\n")[1] + "\n").encode())
    assert [row["refused"] for row in rows] == [False, True, False]
    assert "line_too_long" in codes(rows[1])


def test_an_open_quote_does_not_swallow_the_process(tmp_path: Path) -> None:
    text = LINES + f'{RINA};"Budi;BKD\n' + "x;y;z\n" * 60_000
    rows = read(tmp_path, text.encode())
    assert rows[0]["refused"] is False
    assert any("line_too_long" in codes(row) for row in rows)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n\n",
        bytes(range(256)) * 40,
        b"PK\x03\x04" + b"rusak" * 99,
        b"%PDF-1.7\x00\x01\x02",
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "berkas"
    path.write_bytes(data)
    with pytest.raises(SpreadsheetError, match=r"\w+ \w+"):
        list(stream_rows(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12-03-1985", date(1985, 3, 12)),
        ("12/03/1985", date(1985, 3, 12)),
        ("12.3.1985", date(1985, 3, 12)),
        ("12 Maret 1985", date(1985, 3, 12)),
        ("12-Mrt-1985", date(1985, 3, 12)),
        ("1985-03-12", date(1985, 3, 12)),
        ("1985-03-12 00:00:00", date(1985, 3, 12)),
        ("19850312", date(1985, 3, 12)),
        ("03/25/1985", date(1985, 3, 25)),
        ("31118", date(1985, 3, 12)),
        ("12-03-85", None),
        ("31-02-1990", None),
        ("kemarin", None),
        ("0", None),
    ],
)
def test_dates_in_every_spelling(text: str, expected: date | None) -> None:
    assert values.read_date(text) == expected


def test_the_nip_settles_which_is_the_day() -> None:
    assert values.read_date("03/12/1985", date(1985, 3, 12)) == date(1985, 3, 12)
    assert values.read_date("03/12/1985") == date(1985, 12, 3)


@pytest.mark.parametrize(
    ("text", "status", "expected"),
    [
        ("III/a", "PNS", "III/a"), ("IIIa", "PNS", "III/a"), ("3A", "PNS", "III/a"),
        ("Penata Muda, III/a", "PNS", "III/a"), ("31", "PNS", "III/a"), ("IV e", "PNS", "IV/e"),
        ("IX", "PPPK", "IX"), ("9", "PPPK", "IX"), ("Golongan VII", "PPPK", "VII"),
        ("apa", "PNS", ""),
    ],
)  # fmt: skip
def test_ranks(text: str, status: str, expected: str) -> None:
    assert values.read_rank(text, status) == expected


def test_names_lose_their_titles_once() -> None:
    assert values.split_name("Dr. Ir. Rina Wati, M.Si., Ph.D.") == (
        "Dr. Ir.", "Rina Wati", "M.Si., Ph.D.",
    )  # fmt: skip
    assert values.split_name("Muh. Hatta") == ("", "Muh. Hatta", "")
    assert values.split_name("dr. H. Budi") == ("dr. H.", "Budi", "")


def test_headers_of_many_offices_are_known() -> None:
    assert guess(["NO", "NIP BARU", "NAMA", "GLR DPN", "UNOR", "UNOR INDUK", "No. HP"]) == {
        "nip": 1, "name": 2, "unit_name": 4, "parent_name": 5, "phone": 6,
    }  # fmt: skip
    assert fingerprint(["NIP", "Nama "]) == fingerprint(["nip", "NAMA"])


def test_units_are_found_by_code_then_by_name_and_parent() -> None:
    book = UnitBook("Provinsi")
    book.know([
        KnownUnit(1, "D1", "Dinas Kesehatan", None), KnownUnit(2, "", "Sekretariat", 1),
        KnownUnit(3, "", "Dinas Sosial", None), KnownUnit(4, "", "Sekretariat", 3),
    ])  # fmt: skip
    rows = [("", "Seksi", "", "Bidang"), ("", "Bidang", "", "Dinas Sosial")]
    book.declare(rows)
    assert book.find(("d1", "nama lain", "", "")) == 1
    assert book.find(("", "sekretariat", "", "dinas sosial")) == 4
    assert book.find(("", "Dinas Sosial", "", "Provinsi")) == 3
    seksi = book.find(rows[0])
    assert isinstance(seksi, str)
    assert book.new[str(book.new[seksi].parent)].parent == 3
    with pytest.raises(UnitProblem, match="unit_ambiguous"):
        book.find(("", "Sekretariat", "", ""))
    circle = UnitBook("Provinsi")
    circle.declare([("", "A", "", "B"), ("", "B", "", "A")])
    with pytest.raises(UnitProblem, match="unit_circle"):
        circle.find(("", "A", "", "B"))
