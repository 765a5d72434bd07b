"""A participant asks in a course, loses the line while writing, and is answered by the organiser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, PHONE, Door, broken_line, listen, widest

pytestmark = pytest.mark.journey
COURSE = "Menulis surat dinas yang jelas dan benar"
TITLE = "Bolehkah menyingkat nama jabatan?"


def test_a_question_is_asked_on_a_bad_line_and_answered(door: Door) -> None:
    page = door.enter("Peserta")
    complaints = listen(page)
    url = course_url(page)
    thread = ask(page, url)
    assert faults_of(page) == []
    assert widest(page) == PHONE["width"]

    organiser = door.enter("Penyelenggara", DESKTOP)
    organiser.goto(thread)
    organiser.get_by_label("Tulisan Anda").fill("Boleh, bila singkatannya sudah **lazim**.")
    organiser.get_by_role("button", name="Kirim balasan").click()
    expect(organiser.get_by_label(re.compile("^Tulisan 2 oleh"))).to_be_visible()

    page.goto(thread)
    page.get_by_role("button", name=re.compile("Ini jawabannya")).click()
    expect(page.get_by_text("Jawaban yang diterima")).to_be_visible()
    assert complaints == []
    organiser.context.close()
    page.context.close()


def course_url(page: Page) -> str:
    """The course by its links, from the start page."""
    page.goto("/belajar/")
    page.get_by_role("link", name=re.compile("Kapan saja")).first.click()
    page.get_by_role("link", name=COURSE, exact=True).first.click()
    page.get_by_role("link", name="Diskusi pelatihan").click()
    return page.url


def ask(page: Page, url: str) -> str:
    """Begin a thread; the line breaks as it goes out, and the words are still there."""
    page.goto(f"{url}baru/")
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Tulisan Anda").fill("Kolomnya sempit, jabatannya panjang.")
    page.get_by_label(re.compile("Ini pertanyaan")).check()
    expect(page.locator("[data-saved]")).to_contain_text("ersimpan")
    with broken_line(page):
        page.get_by_role("button", name="Kirim", exact=True).click()
    page.goto(f"{url}baru/")
    expect(page.get_by_label("Judul")).to_have_value(TITLE)
    expect(page.get_by_label("Tulisan Anda")).to_have_value("Kolomnya sempit, jabatannya panjang.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    return page.url


def test_a_discussion_is_read_and_answered_without_javascript(door: Door) -> None:
    page = door.enter("Peserta", java_script_enabled=False)
    url = course_url(page)
    page.goto(url)
    page.get_by_role("link", name=re.compile("Aplikasi persuratan")).click()
    page.get_by_label("Tulisan Anda").fill("Kami juga begitu.")
    page.get_by_role("button", name="Kirim balasan").click()

    expect(page.get_by_text("Kami juga begitu.")).to_be_visible()
    page.context.close()
