"""Participant reports of every provider and spelling are read; bad rows are named."""

import io
import random
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from suluh.standards import cells, spreadsheet
from suluh.standards.participants import ReportError, read_report, split_name
from suluh.standards.participants import reader as module
from suluh.standards.participants.dates import Reading, read_duration, read_moment
from suluh.standards.participants.shapes import Report, Shape
from suluh.standards.textfiles import TextError, delimiter_of

DAY = date(2026, 9, 24)
WIB = ZoneInfo("Asia/Jakarta")
SHARED = Path(__file__).parents[5] / "shared" / "data" / "zoom"
NUMBER = "198503122010012007"
HEADING = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"


def read(text: str | bytes, day: date = DAY) -> Report:
    data = text.encode() if isinstance(text, str) else text
    return read_report(data, event_date=day, zone=WIB)


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 9, 24, hour, minute, second, tzinfo=WIB)


def zoom(*rows: str) -> str:
    return "\n".join((HEADING, *rows))


@pytest.mark.skipif(
    not SHARED.exists(), reason="the shared sample files are not beside the project"
)
def test_the_two_shapes_that_zoom_exports() -> None:
    detailed = read((SHARED / "peserta-rinci.csv").read_bytes())
    summary = read((SHARED / "peserta-ringkas.csv").read_bytes())

    assert (detailed.shape, detailed.topic, detailed.problems) == (
        Shape.DETAILED, "ASN Belajar Seri 47", (),
    )  # fmt: skip
    assert [row.name for row in detailed.rows] == [
        "Budi Santoso", "Budi Santoso", "Siti Aminah", "RINA WULANDARI", "iPhone",
    ]  # fmt: skip
    assert detailed.rows[0].joined == at(8, 10, 3)
    assert detailed.rows[3].nip == "198503122010012007"
    assert (summary.shape, [row.seconds for row in summary.rows]) == (
        Shape.SUMMARY, [7080, 5820, 7260, 840],
    )  # fmt: skip
    assert summary.rows[1].original_name == "Siti Aminah"
    assert [row.anonymous for row in summary.rows] == [False, False, False, True]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", ""), ("utf-8-sig", ""), ("utf-16", ""), ("utf-16-le", ""), ("utf-16-be", "")],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters(encoding: str, mark: str, delimiter: str) -> None:
    text = zoom("Ayu Ñoño,a@b.id,24/09/2026 08:00:00,24/09/2026 09:00:00,60,Yes")

    report = read((mark + text.replace(",", delimiter)).encode(encoding))

    assert (report.rows[0].name, report.rows[0].seconds, report.delimiter) == (
        "Ayu Ñoño", 3600, delimiter,
    )  # fmt: skip


def test_old_windows_files_are_read() -> None:
    report = read(zoom("Ayu Ñoño,,24/09/2026 08:00:00,24/09/2026 09:00:00,60,Yes").encode("cp1252"))

    assert (report.rows[0].name, report.encoding) == ("Ayu Ñoño", "cp1252")


@pytest.mark.parametrize(
    ("day", "rows", "day_first"),
    [
        (date(2026, 4, 3), ["03/04/2026 08:00"], True),
        (date(2026, 3, 4), ["03/04/2026 08:00"], False),
        (date(2026, 4, 3), ["03/04/2026 08:00", "03/13/2026 08:00"], False),
        (date(2026, 3, 4), ["03/04/2026 08:00", "13/04/2026 08:00"], True),
        (date(2026, 4, 4), ["04/04/2026 08:00"], True),
        (date(2026, 4, 4), ["04/04/2026 08:00 AM"], False),
        (date(2026, 4, 4), ["00/04/2026 08:00", "2026-04-04 08:00"], True),
    ],
)
def test_the_whole_file_and_the_event_decide_the_order(
    day: date, rows: list[str], *, day_first: bool
) -> None:
    report = read(zoom(*(f"Budi,,{moment},,5,No" for moment in rows)), day)

    assert report.day_first == day_first


MOMENTS = [
    "09/24/2026 08:10:03 AM",
    "9/24/26, 8:10:03 AM",
    "24/09/2026 08:10:03",
    "24-09-2026 08.10.03",
    "2026-09-24T08:10:03",
    "2026-09-24 08:10:03.123",
    "2026-09-24T01:10:03Z",
    "2026-09-24 10:10:03+09:00",
    "2026-09-23 23:10:03 -0200",
    "2026/09/24 03:10:03 WIT".replace("03:10", "10:10"),
    "24 September 2026 pukul 08.10.03 WIB",
    "Kamis, 24 Sep 2026 08:10:03",
    "Sep 24, 2026 8:10:03 AM",
    "8:10:03 AM",
    "08.10.03",
    "8:10:03\u202fAM",
]


@pytest.mark.parametrize("text", MOMENTS)
def test_ways_to_write_one_moment(text: str) -> None:
    assert read_moment(text, Reading(day_first="24/09" in text, event_date=DAY, zone=WIB)) == at(
        8, 10, 3
    )


def test_noon_midnight_and_bare_dates() -> None:
    reading = Reading(day_first=True, event_date=DAY, zone=WIB)

    assert read_moment("12:00 AM", reading) == at(0, 0)
    assert read_moment("12:00 p.m.", reading) == at(12, 0)
    assert read_moment("2026-09-24", reading) == at(0, 0)


@pytest.mark.parametrize(
    "text", ["", "besok", "31/02/2026 08:00", "13:00 PM", "24 Foo 2026", "2026-13-01", "25:00"]
)
def test_no_moment(text: str) -> None:
    assert read_moment(text, Reading(day_first=True, event_date=DAY, zone=WIB)) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("52", 3120),
        ("1,5", 90),
        ("1:02:03", 3723),
        ("0:45", 2700),
        ("1h 2m 3s", 3723),
        ("1 hr 7 min", 4020),
        ("1 jam 7 menit 5 detik", 4025),
        ("2 jam dan 3 menit", 7380),
        ("lama", None),
        ("5 hari", None),
        ("", None),
    ],
)
def test_durations(text: str, seconds: int | None) -> None:
    assert read_duration(text) == seconds


def test_durations_counted_in_seconds() -> None:
    report = read("Nama,Durasi (detik)\nBudi Santoso,90")

    assert report.rows[0].seconds == 90


def test_a_report_saved_as_a_workbook() -> None:
    target = io.BytesIO()
    moment = datetime(2026, 9, 24, 8, 0, tzinfo=WIB)
    row: list[spreadsheet.Cell] = ["Budi", None, moment, moment + timedelta(minutes=5), 5, "No"]
    spreadsheet.write_xlsx(target, HEADING.split(","), [row])

    report = read(target.getvalue())

    assert (report.encoding, report.rows[0].joined, report.rows[0].seconds) == (
        "xlsx", at(8, 0), 300,
    )  # fmt: skip


def test_google_meet() -> None:
    report = read(
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        "Budi,Santoso,budi@contoh.go.id,1 hr 7 min,8:00 AM,9:07 AM\n"
        "Rina,,,30 min,,\n"
    )

    assert [(row.name, row.seconds, row.joined) for row in report.rows] == [
        ("Budi Santoso", 4020, at(8, 0)),
        ("Rina", 1800, None),
    ]


def test_teams_joinings_are_preferred_to_its_summary() -> None:
    text = (
        "1. Summary\nMeeting title\tSmart Class\nAttended participants\t2\n\n"
        "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\n"
        "Budi\t9/24/26, 8:00:00 AM\t9/24/26, 9:00:00 AM\t40m\tbudi@contoh.go.id\tAttendee\n\n"
        "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
        "Budi\t9/24/26, 8:00:00 AM\t9/24/26, 8:20:00 AM\t20m\tbudi@contoh.go.id\tAttendee\n"
        "Budi\t9/24/26, 8:40:00 AM\t9/24/26, 9:00:00 AM\t20m\tbudi@contoh.go.id\tAttendee\n"
    )

    report = read(text.encode("utf-16"))

    assert (report.topic, [row.seconds for row in report.rows]) == ("Smart Class", [1200, 1200])
    assert report.problems == ()


def test_teams_people_list_alone_is_read() -> None:
    report = read("Name\tFirst Join\tLast Leave\nBudi\t8:00 AM\t9:00 AM\n")

    assert report.rows[0].seconds == 3600


def test_old_teams_actions_are_paired() -> None:
    report = read(
        "Full Name\tUser Action\tTimestamp\n"
        "Budi\tJoined\t9/24/2026, 8:00:00 AM\n"
        "Rina\tBergabung\t9/24/2026, 8:05:00 AM\n"
        "Budi\tLeft\t9/24/2026, 8:30:00 AM\n"
        "Sari\tKeluar\t9/24/2026, 8:31:00 AM\n"
        "Sari\tJoined\tentah\n"
    )

    assert [(row.name, row.seconds) for row in report.rows] == [("Budi", 1800), ("Rina", 0)]
    assert [problem.reason for problem in report.problems] == [module.ODD_ACTION, module.BAD_TIME]


def test_zoom_webinar_with_several_tables() -> None:
    heading = (
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)"
    )
    report = read(
        "Attendee Report,\nTopic,Webinar ID\nASN Belajar,812\nPanelist Details,\n"
        f"{heading}\nYes,Sari,s@b.id,09/24/2026 08:00:00 AM,09/24/2026 09:00:00 AM,60\n"
        f"Attendee Details,\n{heading}\n"
        "Yes,Budi,b@b.id,09/24/2026 08:00:00 AM,09/24/2026 08:30:00 AM,30\n"
        "No,Rina,r@b.id,--,--,--\n"
    )

    assert [(row.name, row.seconds) for row in report.rows] == [("Sari", 3600), ("Budi", 1800)]
    assert [(problem.text, problem.reason) for problem in report.problems] == [
        ("No Rina r@b.id -- -- --", module.ABSENT)
    ]


def test_youtube_and_indonesian_headings() -> None:
    report = read(
        "Nama Kanal;Instansi;NIP;Waktu Tonton (menit)\n"
        "Budi S;Dinas Kesehatan;'197401012002121001;45\n"
    )

    row = report.rows[0]
    assert (row.unit, row.nip, row.seconds) == ("Dinas Kesehatan", "197401012002121001", 2700)


def test_rows_that_cannot_count_are_named() -> None:
    heading = "Name,User Email,Join time,Leave time,Duration (minutes),In waiting room"
    rows = [
        ",x@y.id,2026-09-24 08:00,2026-09-24 09:00,60,No",
        "A,,kemarin,2026-09-24 09:00,60,No",
        "B,,2026-09-24 08:00,besok,60,No",
        "C,,2026-09-24 09:00,2026-09-24 08:00,60,No",
        "D,,,,lama,No",
        "E,,,,,No",
        "F,,2026-09-24 08:00,2026-09-24 08:05,5,Yes",
        "G,,2026-09-24 08:00,,5,No",
        "H,,,2026-09-24 08:00,5,No",
        "I",
    ]

    report = read("\n".join((heading, *rows)))

    assert [(problem.line, problem.reason) for problem in report.problems] == [
        (2, module.NO_NAME), (3, module.BAD_TIME), (4, module.BAD_TIME), (5, module.BACKWARDS),
        (6, module.BAD_DURATION), (7, module.NO_TIME), (8, module.WAITING), (11, module.NO_TIME),
    ]  # fmt: skip
    assert [(row.name, row.joined, row.left) for row in report.rows] == [
        ("G", at(8, 0), at(8, 5)), ("H", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", TextError.EMPTY),
        (b"\xff\xfe", TextError.EMPTY),
        (b" \n ", TextError.EMPTY),
        (random.Random(1).randbytes(5_000), TextError.UNREADABLE),
        (b"\xff\xfea", TextError.UNREADABLE),
        (b"PK\x03\x04" + bytes(200), cells.BROKEN),
        (b"satu,dua\n1,2\n", module.NO_TABLE),
        (HEADING.encode(), module.NO_ROWS),
        (HEADING.encode() + b'\n"' + b"x" * 200_000, TextError.UNREADABLE),
    ],
)
def test_files_that_are_no_report_are_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(ReportError) as refusal:
        read(data)

    assert str(refusal.value) == reason


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_ROWS", 2)

    with pytest.raises(ReportError, match=r"200\.000"):
        read(zoom("A,,,,1,", "B,,,,1,"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NUMBER}_RINA WULANDARI_BKPSDM", ("RINA WULANDARI", "BKPSDM", NUMBER, False)),
        ("Dinkes - Budi Santoso", ("Budi Santoso", "Dinkes", "", False)),
        ("NIP. 19850312 201001 2 007 Rina", ("Rina", "", NUMBER, False)),
        ("Siti Aminah, S.Sos (iPhone)", ("Siti Aminah, S.Sos", "", "", False)),
        ("iPhone (Siti Aminah)", ("Siti Aminah", "", "", False)),
        ("Bu Ani's iPhone 12", ("Bu Ani's iPhone 12", "", "", True)),
        ("OPPO A5s", ("OPPO A5s", "", "", True)),
        ("Dinas Kesehatan", ("Dinas Kesehatan", "", "", False)),
        ("...", ("", "", "", True)),
        ("Andi-Wijaya | RSUD Contoh | Perawat", ("Andi-Wijaya", "RSUD Contoh Perawat", "", False)),
    ],
)
def test_display_names(text: str, expected: tuple[str, str, str, bool]) -> None:
    parts = split_name(text)

    assert (parts.name, parts.unit, parts.nip, parts.anonymous) == expected


def test_delimiter_named_in_the_file_wins() -> None:
    assert delimiter_of("sep=;\nNama;Durasi\n") == ";"
    assert delimiter_of("satu kolom") == ","


def test_topic_is_empty_when_the_file_ends_at_it() -> None:
    assert (
        read("Topic,ID,X\n" + zoom("A,,2026-09-24 08:00,,1,")).topic
        == HEADING.split(",", maxsplit=1)[0]
    )


def test_fifty_thousand_rows_are_read_in_seconds() -> None:
    start = at(8, 0)
    rows = (
        f"Peserta {number} - Dinas {number % 40},p{number}@contoh.go.id,"
        f"{start + timedelta(seconds=number % 3000):%m/%d/%Y %I:%M:%S %p},"
        f"{start + timedelta(seconds=3600 + number % 3000):%m/%d/%Y %I:%M:%S %p},60,Yes"
        for number in range(50_000)
    )
    data = zoom(*rows).encode()
    begun = time.process_time()

    report = read(data)

    assert len(report.rows) == 50_000
    assert time.process_time() - begun < 15
