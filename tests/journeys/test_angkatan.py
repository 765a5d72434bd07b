"""An angkatan from its roll to its closing: ticked on a bad line, scanned without one, decided once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door

pytestmark = pytest.mark.journey
TRAINING = "Pelatihan Teknis Pengelolaan Pengaduan Masyarakat"


def test_an_angkatan_is_called_scanned_and_closed(door: Door) -> None:
    phone = door.enter("Penyelenggara")
    rolls = open_rolls(phone)
    scan_without_a_line(phone)
    phone = phone.context.pages[-1]
    phone.goto(rolls)
    tick_on_a_bad_line(phone)
    phone.goto(rolls)
    while phone.get_by_role("link", name="Catat kehadiran berikutnya").count():
        close_next_roll(phone)
        phone.goto(rolls)
    desk = door.enter("Penyelenggara", DESKTOP)
    desk.goto(rolls)
    go_to(desk, "Kelulusan", "Penutupan")
    close_batch(desk)


def open_rolls(page: Page) -> str:
    """By links from the list of trainings to the rolls; gives their address."""
    page.goto("/kelola/pelatihan/")
    page.get_by_role("link", name=TRAINING).first.click()
    page.get_by_role("link", name="Kelas", exact=True).click()
    page.get_by_role("link", name=f"{TRAINING}: Angkatan II", exact=True).click()
    go_to(page, "Pelaksanaan", "Kehadiran")
    assert faults_of(page) == []
    return page.url


def go_to(page: Page, part: str, leaf: str) -> None:
    """A page of the angkatan, through the part it belongs to."""
    for name, words in (("Bagian angkatan", part), ("Halaman bagian ini", leaf)):
        page.get_by_role("navigation", name=name).get_by_role("link", name=words).click()


def scan_without_a_line(page: Page) -> None:
    """What was noted without a line survives a closed page and goes out from the next one."""
    page.get_by_role("link", name="Catat kehadiran berikutnya").click()
    page.get_by_role("link", name="Pindai kartu").click()
    assert faults_of(page) == []
    address, context = page.url, page.context
    names = page.locator("#peserta option")
    first = names.nth(0).get_attribute("value") or ""
    context.set_offline(True)
    page.get_by_label("Kartu tertinggal? Ketik namanya").fill(first)
    page.get_by_role("button", name="Tandai hadir").click()
    expect(page.locator("[data-queue]")).to_contain_text("1 menunggu sinyal")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("[data-queue]")).to_have_text("Semua sudah terkirim.")
    again.reload()
    expect(again.locator("[data-present]")).to_have_text("1")


def tick_on_a_bad_line(page: Page) -> None:
    """A tick without a line waits, and is saved when there is one again."""
    page.get_by_role("link", name="Catat kehadiran berikutnya").click()
    assert faults_of(page) == []
    button = page.locator(".roll li").nth(1).get_by_role("button", name=re.compile("^Izin"))
    page.context.set_offline(True)
    button.click()
    expect(page.locator(".roll li").nth(1).locator("[data-saved]")).to_contain_text("Menunggu")
    page.context.set_offline(False)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-count=tidak]")).to_have_text("1")


def close_next_roll(page: Page) -> None:
    """The rest is present, and the list is closed."""
    page.get_by_role("link", name="Catat kehadiran berikutnya").click()
    page.get_by_role("button", name="Sisanya hadir").click()
    page.get_by_role("button", name="Ya, lanjutkan").click()
    expect(page.locator("[data-count='']")).to_have_text("0")
    page.get_by_role("link", name="Tutup daftar").click()
    page.get_by_role("dialog").get_by_role("button", name="Tutup daftar").click()
    expect(page.get_by_text("Daftar hadir sesi ini ditutup.")).to_be_visible()


def close_batch(page: Page) -> None:
    """The meeting's record, once more, and done; the paper is there."""
    expect(page.get_by_role("heading", name="Siap untuk rapat kelulusan")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_label("Nomor berita acara").fill("800.2.4/901/BPSDM/2026")
    page.get_by_label("Pimpinan rapat", exact=True).fill("Dr. Hendra Kusuma, M.Si.")
    page.get_by_label("Jabatan pimpinan rapat").fill("Kepala BPSDM")
    page.get_by_role("button", name="Periksa keputusan").click()
    expect(page.get_by_role("heading", name="Tutup angkatan dengan keputusan ini?")).to_be_visible()
    page.get_by_role("button", name="Ya, tutup angkatan").click()
    expect(page.get_by_role("heading", name="Angkatan ini sudah ditutup")).to_be_visible()
    paper = page.get_by_role("link", name="Unduh berita acara").get_attribute("href")
    assert page.request.get(str(paper)).body().startswith(b"%PDF-")
