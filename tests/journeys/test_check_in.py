"""Checking in on a phone without JavaScript, and on one whose line is cut at the wrong moment."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, Door
from tests.journeys.test_main_job import announce, register

pytestmark = pytest.mark.journey
RECORDED = re.compile(r"Tercatat\s\d\d[.:]\d\d[.:]\d\d\sWIB")


@pytest.fixture(scope="module")
def event(door: Door) -> str:
    """An event that runs now."""
    return announce(door.enter("Penyelenggara", DESKTOP))


def test_it_works_without_javascript(door: Door, event: str) -> None:
    page = door.enter("Peserta", java_script_enabled=False)
    register(page, event)
    page.get_by_role("link", name="Ikuti acara dan catat kehadiran").click()
    page.get_by_role("button", name="Hadir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(RECORDED)


def test_a_cut_line_mends_itself(door: Door, event: str) -> None:
    page = door.enter("Admin unit")
    register(page, event)
    page.get_by_role("link", name="Ikuti acara dan catat kehadiran").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Hadir").click()
    expect(page.locator("#kehadiran")).to_contain_text("Menunggu sinyal")
    assert not recorded(page)
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text=RECORDED)).to_be_visible(timeout=60_000)


def test_pressing_again_changes_nothing(door: Door, event: str) -> None:
    page = door.enter("Atasan langsung", java_script_enabled=False)
    register(page, event)
    first, again = press(page), press(page)
    assert first == again


def press(page: Page) -> str:
    """Check in by the participant's link; the receipt."""
    page.get_by_role("link", name="Ikuti acara dan catat kehadiran").click()
    if not recorded(page):
        page.get_by_role("button", name="Hadir").click()
    receipt = page.get_by_text(RECORDED).first.inner_text()
    page.go_back()
    page.go_back()
    return receipt


def recorded(page: Page) -> bool:
    return page.get_by_text(RECORDED).count() > 0
