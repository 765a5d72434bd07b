"""Calendar files keep their identity; tables keep NIP whole and never run formulas."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import xlsxwriter
from icalendar import Calendar

from suluh.standards import ics, spreadsheet
from suluh.standards.cells import LOCKED, SpreadsheetError, cell_text

WITA = ZoneInfo("Asia/Makassar")
NIP = "197401012002121001"
EVENT = ics.CalendarEvent(
    uid="0198c0de@suluh.example",
    title="Smart Class ASN",
    start=datetime(2026, 9, 24, 9, tzinfo=WITA),
    end=datetime(2026, 9, 24, 11, tzinfo=WITA),
    changed_at=datetime(2026, 9, 1, tzinfo=UTC),
    description="Bersama, berbagi; belajar",
    place="Palu",
    link="https://suluh.example/acara/1/",
    organiser="BPSDM",
    revision=2,
)
PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\x00=1",
    "＝1+1",
    "＋1",
    " =1",
    "|cmd",
    "%0A",
]


def test_an_event_keeps_zone_identity_and_revision() -> None:
    calendar = Calendar.from_ical(ics.single(EVENT))
    entry = calendar.walk("VEVENT")[0]

    assert calendar["METHOD"] == "PUBLISH"
    assert (entry["UID"], entry["SEQUENCE"]) == (EVENT.uid, 2)
    assert entry.decoded("DTSTART") == EVENT.start
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Makassar"]
    assert entry.walk("VALARM")[0].decoded("TRIGGER") == timedelta(minutes=-30)
    assert ics.single(EVENT) == ics.single(EVENT)


def test_a_cancelled_event_says_so_without_alarm() -> None:
    cancelled = replace(EVENT, cancelled=True)
    calendar = Calendar.from_ical(ics.single(cancelled))

    assert calendar["METHOD"] == "CANCEL"
    assert calendar.walk("VEVENT")[0]["STATUS"] == "CANCELLED"
    assert calendar.walk("VALARM") == []


def test_a_feed_names_itself_and_holds_all_events() -> None:
    calendar = Calendar.from_ical(
        ics.feed("JP saya", [EVENT, replace(EVENT, link="", reminder=None)])
    )

    assert calendar["X-WR-CALNAME"] == "JP saya"
    assert len(calendar.walk("VEVENT")) == 2
    assert "URL" not in calendar.walk("VEVENT")[1]


def test_times_without_zone_are_refused() -> None:
    naive = replace(EVENT, start=EVENT.start.replace(tzinfo=None))

    with pytest.raises(ValueError, match="time zone"):
        ics.single(naive)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_formulas_become_text_in_csv(payload: str) -> None:
    data = b"".join(spreadsheet.csv_chunks(["Nama", payload], [[payload, NIP]]))
    header, row = data.decode("utf-8-sig").split("\r\n")[:2]

    assert header.split(";")[1].strip('"').startswith("'")
    assert row.strip('"').startswith("'")
    assert NIP in row


@pytest.mark.parametrize("payload", PAYLOADS)
def test_formulas_become_text_in_xlsx(payload: str) -> None:
    target = io.BytesIO()
    assert spreadsheet.write_xlsx(target, [payload], [[payload]]) == 1

    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert xml.count('t="inlineStr"') == 2


def test_plain_text_stays_as_it_is() -> None:
    assert [spreadsheet.safe_text(text) for text in ("", "Budi", "a\r\nb")] == ["", "Budi", "a\nb"]


def test_xlsx_round_trip_keeps_nip_and_values() -> None:
    moment = datetime(2026, 9, 24, 8, 2, 3, tzinfo=WITA)
    row: list[spreadsheet.Cell] = [
        NIP,
        int(NIP),
        12,
        2.5,
        date(2026, 9, 24),
        moment,
        True,
        None,
        "",
    ]
    target = io.BytesIO()
    spreadsheet.write_xlsx(target, ["NIP", *"abcdefgh"], [row])

    rows = spreadsheet.read_rows(target.getvalue())

    assert rows[1][:7] == [NIP, NIP, "12", "2.5", "2026-09-24", "2026-09-24 08:02:03", "ya"]


def test_rows_flow_over_to_further_sheets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_SHEET_ROWS", 3)
    target = io.BytesIO()

    assert spreadsheet.write_xlsx(target, ["n"], [[n] for n in range(5)]) == 5
    with zipfile.ZipFile(target) as archive:
        assert sum(name.startswith("xl/worksheets/") for name in archive.namelist()) == 3


def test_damaged_nip_cells_stay_visible() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    book.add_worksheet().write_row(0, 0, [float(NIP), 12.0, False])
    book.close()

    assert spreadsheet.read_rows(target.getvalue()) == [["1.97401012002121E+17", "12", "tidak"]]


def test_other_cell_values_are_text() -> None:
    assert cell_text(time(8, 30)) == "08:30:00"
    assert cell_text(timedelta(hours=2)) == "2:00:00"


@pytest.mark.parametrize(
    "data",
    [
        f"NIP;Nama\n'{NIP};Budi".encode(),
        f"NIP\tNama\n'{NIP}\tBudi".encode("utf-16"),
        f"\ufeffNIP,Nama\n'{NIP},Budi".encode(),
    ],
)
def test_csv_of_any_office_program_is_read(data: bytes) -> None:
    assert spreadsheet.read_rows(data) == [["NIP", "Nama"], [f"'{NIP}", "Budi"]]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rusak", b"\x00\x01\x02\x03" * 50])
def test_broken_files_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(SpreadsheetError, match=r"[Bb]erkas"):
        spreadsheet.read_rows(data)


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(SpreadsheetError, match="tidak dapat dibaca"):
        spreadsheet.read_rows(b'a,b\n"' + b"x" * 200_000)


def test_csv_is_written_in_pieces() -> None:
    def rows() -> Iterator[list[spreadsheet.Cell]]:
        for number in range(1200):
            yield [number, 2.5, None, date(2026, 1, 2)]

    chunks = list(spreadsheet.csv_chunks(["n", "jp", "x", "tgl"], rows()))

    assert len(chunks) == 3
    assert chunks[0].decode("utf-8-sig").splitlines()[1] == "0;2,5;;2026-01-02"


def test_locked_workbooks_are_refused_in_words() -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(SpreadsheetError) as refusal:
        spreadsheet.read_rows(data)

    assert str(refusal.value) == LOCKED
