"""Coming in: the second factor, a wrong password, and a password that was forgotten."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import Door, player, sign_in

pytestmark = pytest.mark.journey


def test_an_organiser_needs_the_second_factor(door: Door) -> None:
    page = door.enter()
    who = player(page, "Penyelenggara kedua")
    page.goto("/kelola/acara/")
    page.get_by_label("NIP atau surel").fill(who["NIP"])
    page.get_by_label("Kata sandi", exact=True).fill(who["Kata sandi"])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/masuk/kode/**")
    assert faults_of(page) == []
    page.goto("/kelola/acara/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk ke Suluh")
    sign_in(page, "Penyelenggara kedua")
    page.goto("/kelola/acara/")
    expect(page.get_by_role("link", name="Acara baru").first).to_be_visible()


def test_a_wrong_password_is_told_kindly(door: Door) -> None:
    page = door.enter()
    page.goto("/masuk/")
    page.get_by_label("NIP atau surel").fill("199001012015011001")
    page.get_by_label("Kata sandi", exact=True).fill("bukan ini")
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert faults_of(page) == []


def test_a_forgotten_password_comes_back_by_mail(door: Door) -> None:
    page = door.enter()
    who = player(page, "Pimpinan")  # gets the old password again: other journeys need it
    page.goto("/masuk/")
    page.get_by_role("link", name="Lupa kata sandi?").click()
    page.get_by_label("NIP atau surel").fill(who["NIP"])
    page.get_by_role("button", name="Kirim tautan").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    mail = page.get_by_role("link", name="sandi").first
    for _turn in range(60):
        page.goto("/surel-contoh/?q=sandi")
        if mail.count():
            break
        page.wait_for_timeout(1_000)
    mail.click()
    page.get_by_role("main").locator("a[href*='/masuk/']").first.click()
    for field in page.locator("input[type=password]").all():
        field.fill(who["Kata sandi"])
    assert faults_of(page) == []
    page.locator("form button.torch").click()
    page.goto("/masuk/")
    page.get_by_label("NIP atau surel").fill(who["NIP"])
    page.get_by_label("Kata sandi", exact=True).fill(who["Kata sandi"])
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.goto("/capaian/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("%")
