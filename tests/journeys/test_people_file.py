"""The people file of the tour: looked at, applied, undone, without reloading a page by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door
from tools.environment import ROOT

pytestmark = pytest.mark.journey


def test_a_people_file_is_compared_applied_and_undone(door: Door) -> None:
    page = door.enter("Admin instansi", DESKTOP)
    page.goto("/pegawai/impor/")
    page.locator("input[type=file]").set_input_files(ROOT / "docs/contoh/pegawai.csv")
    page.get_by_label("Sebagian pegawai").check()
    page.get_by_role("button", name="Unggah dan lanjut").click()
    page.get_by_role("button", name="Bandingkan dengan data sekarang").click()
    told(page, "Ini yang akan berubah")
    expect(page.get_by_text("notasi ilmiah")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Terapkan", exact=True).click()
    told(page, "Impor sudah diterapkan")
    page.get_by_role("link", name="Batalkan impor ini").click()
    page.get_by_role("button", name="Batalkan impor").click()
    told(page, "Impor sudah dibatalkan")


def told(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=60_000)
