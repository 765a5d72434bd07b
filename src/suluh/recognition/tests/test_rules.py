"""The rules of learning elsewhere, case by case and for any days: shares, keys, reading, caps in words."""

from __future__ import annotations

import json
import resource
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from suluh.ledger.types import FormRule, Unit, Used
from suluh.recognition.rules import opening
from suluh.recognition.rules.days import minutes_as_jp, minutes_of, shares
from suluh.recognition.rules.keys import content_key, number_key
from suluh.recognition.rules.logs import left_sentence, rule_sentence
from suluh.recognition.rules.reading import read
from suluh.recognition.rules.reasons import label_of
from suluh.recognition.tests import make

DAY = make.DAY
FORM = FormRule(26, "Studi", 1, Unit.DAY, date(2018, 1, 1), jp_minor_per_unit=400)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    jp_minor=st.integers(0, 100_000),
    starts_on=st.dates(date(2018, 1, 1), date(2030, 1, 1)),
    span=st.integers(0, 400),
)
def test_shares_are_whole_even_and_within_the_days(
    jp_minor: int, starts_on: date, span: int
) -> None:
    ends_on = starts_on + timedelta(days=span)
    found = shares(jp_minor, starts_on, ends_on)
    assert sum(amount for _day, amount in found) == jp_minor // 100 * 100
    assert all(amount > 0 and amount % 100 == 0 for _day, amount in found)
    days = [day for day, _amount in found]
    assert days == sorted(set(days))
    assert all(starts_on <= day <= ends_on for day in days)
    amounts = [amount for _day, amount in found]
    assert max(amounts, default=0) - min(amounts, default=0) <= 100


def test_less_than_one_jp_is_no_share() -> None:
    assert shares(99, DAY, DAY) == []
    assert (minutes_of(400), minutes_as_jp(179), minutes_as_jp(-5)) == (180, 300, 0)


def test_what_says_nothing_is_no_key() -> None:
    assert content_key("—!", DAY, DAY) == ""
    assert [number_key(text) for text in ("12", "ABCDE", "045/uc/2026")] == ["", "", "045UC2026"]
    assert (label_of("lain"), label_of("tidak ada")) == ("Lainnya, dijelaskan di bawah", "")


@pytest.mark.parametrize(
    ("caps", "sentence"),
    [
        ({}, "4 JP setiap hari"),
        ({"unit": Unit.HOURS}, "1 JP setiap 45 menit"),
        (
            {"unit": Unit.SESSION, "max_units_per_month": 2},
            "4 JP setiap sesi, paling banyak 2 kali sebulan",
        ),
        (
            {"unit": Unit.ACTIVITY, "max_jp_minor_per_day": 400, "max_jp_minor_per_year": 2000},
            "4 JP setiap kegiatan, paling banyak 4 JP sehari, paling banyak 20 JP setahun",
        ),
    ],
)
def test_the_law_of_a_form_in_one_sentence(caps: dict[str, Any], sentence: str) -> None:
    assert rule_sentence(_form(**caps)) == sentence


@pytest.mark.parametrize(
    ("caps", "used", "sentence"),
    [
        ({}, Used(400, 3, 400), ""),
        ({"max_units_per_month": 2}, Used(0, 1), "Bulan ini sudah 1 dari 2 kali."),
        (
            {"max_units_per_month": 2},
            Used(0, 2),
            "Bulan ini sudah 2 dari 2 kali: sesi berikutnya tidak menambah JP.",
        ),
        (
            {"max_jp_minor_per_year": 2000},
            Used(0, 0, 1200),
            "Tahun ini sudah 12 dari 20 JP.",
        ),
        ({"max_jp_minor_per_day": 400}, Used(200), "Hari ini sudah 2 dari 4 JP."),
    ],
)
def test_what_is_left_is_said_before_it_bites(
    caps: dict[str, Any], used: Used, sentence: str
) -> None:
    assert left_sentence(_form(**caps), used) == sentence


def _form(**caps: Any) -> FormRule:
    values = {name: getattr(FORM, name) for name in FormRule.__dataclass_fields__}
    return FormRule(**values | caps)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Diikuti 3 s.d. 5 Maret 2026", (date(2026, 3, 3), date(2026, 3, 5))),
        ("Dari 30 Januari sampai dengan 2 Februari 2026", (date(2026, 1, 30), date(2026, 2, 2))),
        ("31 s.d. 5 Februari 2026", (date(2026, 2, 5), date(2026, 2, 5))),
        ("pada 17 Agustus 2026", (date(2026, 8, 17), date(2026, 8, 17))),
        ("Tanggal 31-08-2026", (date(2026, 8, 31), date(2026, 8, 31))),
        ("Tanggal 31/13/2026", (None, None)),
        ("tanpa tanggal", (None, None)),
    ],
)
def test_the_days_of_a_certificate(text: str, days: tuple[date | None, date | None]) -> None:
    found = read(text)
    assert (found.starts_on, found.ends_on) == days


def test_what_is_not_written_stays_empty() -> None:
    found = read("Piagam")
    assert (found.title, found.organiser, found.number, found.form_code) == ("", "", "", None)
    assert (found.jp_minor, found.code) == (None, "")
    assert read("Setara 2,5 JP").jp_minor == 250
    assert read('Judul "Menata Arsip Dinas"').title == "Menata Arsip Dinas"
    assert read("kode ABCDEFGHIJKLMNOPQRSTUVWXYZ").code == "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are for a process that does nothing else: not for that of the tests."""
    monkeypatch.setattr(resource, "setrlimit", lambda *_limit: None)


@pytest.mark.usefixtures("unlimited")
def test_a_pdf_gives_its_text_and_its_pages(tmp_path: Path) -> None:
    source = tmp_path / "file.pdf"
    source.write_bytes(make.pdf(*make.LINES))
    assert opening.main([str(source), str(tmp_path)]) == 0
    assert "Seminar Nasional Arsip Digital" in json.loads((tmp_path / "text.json").read_text())
    assert sorted(path.name for path in tmp_path.glob("*.webp")) == ["1.webp"]


@pytest.mark.usefixtures("unlimited")
def test_a_pdf_that_is_broken_or_has_no_page_costs_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "file.pdf"
    source.write_bytes(b"%PDF-1.4 rusak")
    assert opening.main([str(source), str(tmp_path)]) == 3
    monkeypatch.setattr(pdfium, "PdfDocument", lambda _source: [])
    assert opening.main([str(source), str(tmp_path)]) == 3
    assert capsys.readouterr().err == "brokenbroken"


@pytest.mark.usefixtures("unlimited")
@pytest.mark.parametrize(
    ("fault", "word"),
    [
        (pdfium.PdfiumError("Failed to load: incorrect password"), "locked"),
        (MemoryError(), "broken"),
    ],
)
def test_a_locked_pdf_is_told_from_a_broken_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    fault: Exception, word: str,
) -> None:  # fmt: skip
    def refuse(*_given: Path) -> str:
        raise fault

    monkeypatch.setattr(opening, "_open", refuse)
    assert opening.main(["file.pdf", str(tmp_path)]) == 3
    assert capsys.readouterr().err == word
