"""A course that needs approval: asked for, approved by the supervisor and the office, then learnt."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door

pytestmark = pytest.mark.journey
TITLE = "Pelindungan data pribadi untuk ASN: Kelas pendalaman"
WHY = "Saya memimpin dinas yang menyimpan data siswa."


def test_a_request_is_approved_and_becomes_learning(door: Door) -> None:
    """The head of an office asks on the phone; the regional secretary, then the office approve."""
    head = door.enter("Atasan langsung")
    head.goto("/belajar/?waktu=kapan-saja&q=pendalaman")
    head.get_by_role("link", name=TITLE).first.click()
    head.get_by_role("link", name="Minta ikut").click()
    head.get_by_label("Mengapa Anda ingin ikut").fill(WHY)
    assert faults_of(head) == []
    head.get_by_role("button", name="Kirim permintaan").click()
    expect(head.get_by_text("Di atasan Anda")).to_be_visible()
    assert faults_of(head) == []

    leader = door.enter("Pimpinan", DESKTOP)
    approve(leader)
    head.reload()
    expect(head.get_by_text("Di bagian pelatihan, sejak")).to_be_visible()

    organiser = door.enter("Penyelenggara", DESKTOP)
    approve(organiser)
    head.reload()
    head.get_by_role("link", name="Mulai belajar").click()
    expect(head.get_by_role("heading", level=1)).to_be_visible()
    assert "/belajar/" in head.url


def approve(page: Page) -> None:
    """Tick this one request in the inbox and approve it."""
    page.goto("/persetujuan/")
    assert faults_of(page) == []
    page.get_by_role("row").filter(has_text=WHY).get_by_role("checkbox").check()
    page.get_by_role("button", name="Setujui yang dipilih").click()
    expect(page.get_by_text("1 permintaan disetujui.")).to_be_visible()
