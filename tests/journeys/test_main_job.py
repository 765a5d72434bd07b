"""The main job: an organiser's new event ends as JP in a participant's book."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door

pytestmark = pytest.mark.journey
WIB = ZoneInfo("Asia/Jakarta")
TITLE = "Menata arsip digital tanpa ruwet"


def test_an_event_becomes_jp_in_the_book(door: Door) -> None:
    organiser = door.enter("Penyelenggara", DESKTOP)
    event = announce(organiser)
    participant = door.enter("Peserta")
    before = jp_of(participant)
    register(participant, event)
    check_in(participant, event)
    let_out(organiser, event)
    evaluate(participant, event)
    number, code = wait_for_certificate(participant)
    verify(door.enter(), number, code)
    assert jp_of(participant) == before + 3
    assert listed(participant)
    assert three_more(organiser, event)


def announce(page: Page) -> str:
    """Go through the wizard; gives the event's uuid."""
    starts = datetime.now(WIB) - timedelta(minutes=10)
    ends = starts + timedelta(minutes=140)
    page.goto("/kelola/acara/")
    page.get_by_role("link", name="Acara baru").first.click()
    page.get_by_label("Judul").fill(TITLE)
    go_on(page)
    page.get_by_label("Tanggal", exact=True).fill(f"{starts:%Y-%m-%d}")
    page.get_by_label("Mulai").fill(f"{starts:%H:%M}")
    page.get_by_label("Tanggal selesai").fill(f"{ends:%Y-%m-%d}")
    page.get_by_label(re.compile("^Selesai")).fill(f"{ends:%H:%M}")
    page.get_by_label("Tautan rapat daring").fill("https://zoom.us/j/123456789")
    go_on(page)
    page.get_by_label("Pegawai instansi sendiri").check()
    page.locator("input[name=closes_date]").fill(f"{ends:%Y-%m-%d}")
    page.locator("input[name=closes_time]").fill(f"{ends:%H:%M}")
    go_on(page)
    page.get_by_role("link", name="Lanjut", exact=True).click()
    page.get_by_label("Mencatat kehadiran masuk dan kehadiran pulang").check()
    page.get_by_label("Peserta mengisi formulir evaluasi").check()
    go_on(page)
    assert faults_of(page) == []
    page.get_by_role("button", name="Umumkan acara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return urlsplit(page.url).path.split("/")[3]


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Simpan dan lanjut").click()


def register(page: Page, event: str) -> None:
    page.goto(f"/acara/{event}/")
    page.get_by_role("button", name="Daftar sekarang").click()
    expect(page.get_by_role("link", name="Ikuti acara dan catat kehadiran")).to_be_visible()


def check_in(page: Page, event: str) -> None:
    page.get_by_role("link", name="Ikuti acara dan catat kehadiran").click()
    page.get_by_role("button", name="Hadir").click()
    answer = page.get_by_role("status").filter(has_text=re.compile(r"\d\d[.:]\d\d[.:]\d\d\sWIB"))
    expect(answer).to_contain_text("Tercatat")
    assert faults_of(page) == []


def let_out(page: Page, event: str) -> None:
    """The organiser opens the last window early."""
    page.goto(f"/kelola/acara/{event}/kehadiran/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kehadiran masuk: 1 dari 1")
    row = page.get_by_role("listitem").filter(has_text="lewat evaluasi")
    row.get_by_role("button", name="Buka sekarang").click()
    expect(row.get_by_role("button", name="Tutup")).to_be_visible()


def evaluate(page: Page, event: str) -> None:
    page.goto(f"/acara/{event}/evaluasi/")
    for question in page.locator("fieldset").all():
        question.get_by_text("5", exact=True).click()
    page.get_by_role("button", name="Kirim evaluasi").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"/acara/{event}/hasil/")
    expect(page.get_by_text("Kehadiran pulang tercatat.")).to_be_visible()


def wait_for_certificate(page: Page) -> tuple[str, str]:
    """Reload until the worker has judged the event; gives number and code."""
    link = page.get_by_role("link", name=TITLE)
    page.goto("/sertifikat/")
    for _turn in range(120):
        if link.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return fact(page, "Nomor"), fact(page, "Kode periksa")


def fact(page: Page, name: str) -> str:
    pair = page.locator("dl > div", has=page.locator("dt", has_text=re.compile(f"^{name}$")))
    return pair.locator("dd").inner_text().strip()


def verify(page: Page, number: str, code: str) -> None:
    """A stranger asks whether the certificate is genuine."""
    page.goto("/periksa/")
    page.get_by_label("Kode periksa").fill(code)
    page.get_by_role("button", name="Periksa kode").click()
    expect(page.get_by_role("main")).to_contain_text(number)
    assert faults_of(page) == []


def jp_of(page: Page) -> int:
    page.goto("/buku-jp/")
    told = re.search(r"(\d+) dari \d+ JP", page.get_by_role("heading", level=1).inner_text())
    assert told
    return int(told[1])


def listed(page: Page) -> bool:
    return page.get_by_role("main").get_by_text(TITLE).count() > 0


def three_more(page: Page, event: str) -> bool:
    """The organiser sees who completed."""
    page.goto(f"/kelola/acara/{event}/peserta/")
    return page.get_by_role("main").get_by_text("Selesai").count() > 0
