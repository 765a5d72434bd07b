"""A course built and published by keyboard alone, then learnt on a small phone with the line cut."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, PHONE, Door

TITLE = "Uji: menyusun dengan papan tik"
TEXT = "## Salam\n\nKalimat pendek, santun, dan jelas menolong pembaca."
SAVED = re.compile(r"Tersimpan\s\d{2}\.\d{2}\sWIB")


def test_a_course_is_built_by_keyboard_and_learnt_while_the_line_is_cut(door: Door) -> None:
    author = door.enter("Penyelenggara", DESKTOP)
    address = _build(author)
    learner = door.enter("Peserta", PHONE)
    _learn(learner, address)


def _build(page: Page) -> str:
    """From nothing to an open course; every press is a key. Gives the course's address."""
    page.goto("/kelola/pelatihan/baru/")
    _type(page.get_by_label("Judul pelatihan"), TITLE)
    _press(page.get_by_role("button", name="Mulai menyusun"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    outline = page.url
    for name in ("Kedua", "Pertama"):
        _write(page, outline, name)
    page.goto(outline)
    assert faults_of(page) == []
    up = page.get_by_role("button", name="Naikkan Pertama", exact=True)
    _press(up)
    expect(page.locator(".part a").first).to_have_text("Pertama")
    expect(page.get_by_role("button", name="Turunkan Pertama", exact=True)).to_be_focused()
    _press(page.get_by_role("link", name="Tinjau dan terbitkan"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Siap diterbitkan")
    assert faults_of(page) == []
    _press(page.get_by_role("button", name="Terbitkan versi ini"))
    page.wait_for_url("**/kelas/")
    _press(page.get_by_role("button", name="Buka kelas"))
    page.wait_for_url("**/kelola/kelas/*/")
    return page.url.replace("/kelola/kelas/", "/pelatihan/")


def _write(page: Page, outline: str, name: str) -> None:
    page.goto(outline)
    _press(page.locator("summary", has_text="Tambah kegiatan").first)
    _type(page.get_by_label("Judul kegiatan"), name)
    _press(page.get_by_role("button", name="Tambah dan tulis"))
    _type(page.get_by_label("Isi halaman"), TEXT)
    expect(page.locator("#keadaan .saved")).to_contain_text(SAVED)
    assert faults_of(page) == []


def _learn(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Mulai belajar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pertama")
    assert faults_of(page) == []
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("c")
    page.keyboard.type("Ingat: salam.")
    said = page.locator("[data-note-said]")
    expect(said).to_contain_text("Tersimpan")
    page.context.set_offline(True)
    page.keyboard.type(" Juga tanpa sinyal.")
    expect(said).to_contain_text("Belum terkirim")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Catatan saya")).to_have_value("Ingat: salam. Juga tanpa sinyal.")
    _read(page)
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kedua")
    _read(page)
    expect(page.get_by_text("Pelatihan ini sudah Anda selesaikan")).to_be_visible()
    assert faults_of(page) == []


def _read(page: Page) -> None:
    """To the end, as a reader does; the page notices by itself."""
    page.locator("[data-read]").scroll_into_view_if_needed()
    expect(page.get_by_text("Halaman ini sudah Anda baca.")).to_be_visible()


def _type(field: Locator, text: str) -> None:
    field.focus()
    field.page.keyboard.type(text)


def _press(control: Locator) -> None:
    control.focus()
    control.page.keyboard.press("Enter")
