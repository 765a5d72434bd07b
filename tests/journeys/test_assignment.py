"""An assignment in a browser: written on a phone, marked at a desk, read on the phone again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door, broken_line, listen, widest

pytestmark = pytest.mark.journey
COURSE = "Klinik surat dinas: tulis, kirim, diperiksa"
PDF = b"%PDF-1.4 surat undangan"
MORE = " Mohon hadir tepat waktu dan membawa kalender sekolah masing-masing."
AFTER = " Terima kasih."


def test_a_letter_is_handed_in_marked_and_read(door: Door) -> None:
    learner = door.enter("Peserta")
    complaints = listen(learner)
    lesson = hand_in(learner)
    trainer = door.enter("Pengajar", DESKTOP)
    name = mark(trainer)
    learner.goto(lesson)
    expect(learner.get_by_role("heading", name=re.compile("Nilai Anda"))).to_be_visible()
    expect(learner.get_by_text("Maksudnya jelas sejak kalimat pertama.")).to_be_visible()
    assert (faults_of(learner), widest(learner), complaints) == ([], 360, [])
    trainer.goto(f"/kelola/penilaian/?lihat=selesai&q={name.split(',')[0].split()[-1]}")
    expect(trainer.get_by_role("link", name=name)).to_be_visible()


def hand_in(page: Page) -> str:
    """Go on with the draft, add a file, hand in; gives the lesson's address."""
    page.goto("/belajar/?jenis=kapan-saja&q=Klinik")
    lesson = lesson_of(page)
    page.goto(lesson)
    paper = page.get_by_label("Jawaban Anda")
    expect(paper).to_have_value(re.compile("kalender akademik"))
    paper.press("Control+End")
    page.keyboard.insert_text(MORE)
    expect(page.locator("[data-task-saved]")).to_have_text(re.compile("Tersimpan"))
    page.reload()
    expect(paper).to_have_value(re.compile("tepat waktu"))
    with broken_line(page):  # pressed while the phone still believes in its signal
        paper.press("Control+End")
        page.keyboard.insert_text(AFTER)
        page.get_by_role("button", name="Simpan dulu").click()
    page.goto(lesson)
    expect(paper).to_have_value(re.compile("Terima kasih"))
    expect(page.locator("[data-task-saved]")).to_have_text(re.compile("Tersimpan"))
    files = page.locator("#berkas")
    files.set_input_files({"name": "undangan.pdf", "mimeType": "text/html", "buffer": PDF})
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_role("link", name="undangan.pdf")).to_be_visible()
    assert (faults_of(page), widest(page)) == ([], 360)
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_text(re.compile("Menunggu dinilai"))).to_be_visible()
    return page.url


def lesson_of(page: Page) -> str:
    """The assignment of the clinic, from the course's page."""
    page.goto("/belajar/")
    page.get_by_role("link", name=re.compile(COURSE)).first.click()
    link = page.get_by_role("link", name=re.compile("Tugas: surat undangan rapat"))
    return str(link.first.get_attribute("href"))


def mark(page: Page) -> str:
    """Find what was just handed in, judge it by keyboard alone; gives the learner's name."""
    page.goto("/kelola/penilaian/")
    rows = page.get_by_role("listitem").filter(has_text="Tugas: surat undangan rapat")
    assert faults_of(page) == []
    link = rows.last.get_by_role("link")
    name = link.inner_text()
    link.click()
    expect(page.get_by_text("tepat waktu")).to_be_visible()
    for place in range(3):
        first = page.locator(f"[name=kriteria_{place}]").first
        first.focus()
        page.keyboard.press("Space")
    page.get_by_label(re.compile("Umpan balik")).fill("Maksudnya jelas sejak kalimat pertama.")
    assert faults_of(page) == []
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Penilaian tersimpan.")).to_be_visible()
    return name
