"""A whole test: with the network cut in the middle, without JavaScript, and by keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.audit import faults_of
from tests.journeys.conftest import DESKTOP, Door, listen

pytestmark = pytest.mark.journey
COURSE = "Menulis surat dinas yang jelas dan benar"
PRACTICE = "Latihan soal"
SAVED = re.compile(r"Tersimpan\s\d\d\.\d\d\.\d\d\sWIB")
QUESTIONS = 5
# What a later answer replaces; every draw of five has one of them. Ticks would add up.
SAID_ANEW = ["input[type=radio]", "input:not([type]):not([inputmode])", ".quiz-ask select"]
SLOW = {"offline": False, "latency": 2500, "downloadThroughput": -1, "uploadThroughput": -1}


def open_practice(page: Page) -> None:
    """Join the sample's course where needed, and open its practice."""
    page.goto("/belajar/?q=surat")
    page.get_by_role("link", name=re.compile(COURSE)).first.click()
    begin = page.get_by_role("button", name="Mulai belajar")
    if begin.count():
        begin.click()
    else:
        page.get_by_role("link", name=re.compile("Lanjutkan|Mulai belajar")).first.click()
    page.locator(".path a", has_text=PRACTICE).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(PRACTICE)


def begin(page: Page) -> None:
    page.get_by_role("button", name=re.compile("Mulai")).click()
    expect(page.locator("#tes")).to_be_visible()


def answer(ask: Locator, turn: int = 0) -> None:
    """Something in every field of a question."""
    boxes = ask.locator("input[type=radio], input[type=checkbox]")
    if boxes.count():
        boxes.nth(turn).check()
        return
    for field in ask.locator("select").all():
        field.select_option(index=1 + turn)
    for field in ask.locator("input:not([type=hidden]), textarea").all():
        field.fill(f"jawaban {turn}")


def given(ask: Locator) -> list[str | bool]:
    """What stands in the fields of a question."""
    fields: list[str | bool] = ask.locator(
        "input:not([type=hidden]), select, textarea"
    ).evaluate_all(
        "fields => fields.map(each => each.type === 'radio' ? each.checked : each.value)"
    )
    return fields


def go_to(page: Page, number: int) -> Locator:
    """The question of that number, in a test that shows one at a time."""
    page.get_by_role("link", name=re.compile(rf"^Soal {number}\b")).click()
    ask = page.locator(f"#soal-{number}")
    expect(ask).to_be_visible()
    return ask


def kept(page: Page) -> int:
    """How many answers wait on this device."""
    return int(
        page.evaluate(
            """() => Object.entries(localStorage).filter(([key]) => key.startsWith("suluh:tes:"))
              .reduce((sum, [, value]) => sum + Object.keys(JSON.parse(value)).length, 0)"""
        )
    )


def wait_until_saved(page: Page) -> None:
    """Nothing waits on this device, and the page says so."""
    for _turn in range(200):
        if not kept(page):
            break
        page.wait_for_timeout(100)
    assert kept(page) == 0
    expect(page.locator("[data-quiz-saved]")).to_have_text(SAVED)


def test_a_cut_network_loses_no_answer(door: Door) -> None:
    page = door.enter("Admin instansi")
    open_practice(page)
    begin(page)
    status = page.locator("[data-quiz-saved]")
    answer(go_to(page, 1))
    wait_until_saved(page)

    page.context.set_offline(True)
    for number in (2, 3, 4):
        answer(go_to(page, number))
    expect(status).to_have_text("Menunggu jaringan, 3 jawaban")
    assert kept(page) == 3

    page.context.set_offline(False)
    wait_until_saved(page)
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("4 dari 5 dijawab")


def test_the_last_word_counts_while_the_reply_to_the_first_is_late(door: Door) -> None:
    page = door.enter("Penyelenggara")
    open_practice(page)
    begin(page)
    expect(page.locator(".quiz-ask")).to_have_count(QUESTIONS)
    number = page.locator(".quiz-ask").evaluate_all(
        "(asks, fields) => 1 + fields.map("
        "field => asks.findIndex(ask => ask.querySelector(field))).find(found => found >= 0)",
        SAID_ANEW,
    )
    ask = go_to(page, number)
    line = page.context.new_cdp_session(page)
    line.send("Network.emulateNetworkConditions", SLOW)
    answer(ask, turn=1)
    first = given(ask)
    page.wait_for_timeout(1000)
    answer(ask, turn=0)
    last = given(ask)
    wait_until_saved(page)
    line.send("Network.emulateNetworkConditions", SLOW | {"latency": 0})
    page.reload()
    assert first != last
    assert given(ask) == last


def test_a_page_closed_without_network_goes_on_where_it_was(door: Door) -> None:
    page = door.enter("Penyelenggara kedua")
    open_practice(page)
    begin(page)
    page.context.set_offline(True)
    answer(go_to(page, 2), turn=1)
    expect(page.locator("[data-quiz-saved]")).to_contain_text("Menunggu jaringan, 1 jawaban")
    address = page.url
    page.close()

    again = page.context.new_page()
    again.context.set_offline(False)
    again.goto(address)
    wait_until_saved(again)


def test_handing_in_waits_for_the_network(door: Door) -> None:
    page = door.enter("Pimpinan", DESKTOP)
    open_practice(page)
    begin(page)
    for number in range(1, QUESTIONS + 1):
        answer(go_to(page, number))
    wait_until_saved(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Kirim tes").click()
    expect(page.locator("[data-quiz-saved]")).to_contain_text("Tes dikirim sendiri")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Percobaan Anda")).to_be_visible(timeout=60_000)


def test_it_works_without_javascript(door: Door) -> None:
    page = door.enter("Atasan langsung", java_script_enabled=False)
    open_practice(page)
    begin(page)
    for ask in page.locator(".quiz-ask").all()[1:]:
        answer(ask)
    page.get_by_role("button", name="Simpan dulu").click()
    expect(page.locator("#tes")).to_contain_text("4 dari 5 dijawab")
    page.get_by_role("button", name="Kirim tes").click()
    expect(page.get_by_text("1 soal belum dijawab")).to_be_visible()
    answer(page.locator(".quiz-ask").first)
    page.get_by_role("button", name="Kirim tes").click()
    page.get_by_role("link", name=re.compile("Percobaan 1")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("dari 100")
    expect(page.get_by_text("Kunci:").first).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something that fits has the focus."""
    for _press in range(90):
        page.keyboard.press("Tab")
        if page.evaluate("which => document.activeElement.matches(which)", selector):
            return
    pytest.fail(f"{selector} is not reached by Tab")


FIELD = ".quiz-ask:not([hidden]) :is(input:not([type=hidden]), select, textarea)"


def type_answer(page: Page) -> None:
    """Answer the question on the screen with keys alone."""
    tab_to(page, FIELD)
    sort = page.evaluate("document.activeElement.type")
    if sort in {"radio", "checkbox"}:
        page.keyboard.press("Space")
    elif sort == "select-one":
        page.keyboard.press("ArrowDown")
    else:
        page.keyboard.type("izin")


def test_by_keyboard_alone_and_without_a_fault(door: Door) -> None:
    page = door.enter("Nasional")
    complaints = listen(page)
    open_practice(page)
    assert faults_of(page) == []
    tab_to(page, "[value=mulai]")
    page.keyboard.press("Enter")
    expect(page.locator("#tes")).to_be_visible()
    assert faults_of(page) == []
    for number in range(1, QUESTIONS + 1):
        expect(page.locator(f"#soal-{number}")).to_be_visible()
        type_answer(page)
        wait_until_saved(page)
        assert faults_of(page) == []
        tab_to(page, "[data-step='1']" if number < QUESTIONS else "[value=kirim]")
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Percobaan Anda")).to_be_visible()
    assert faults_of(page) == []
    tab_to(page, "a[href*='/hasil/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("dari 100")
    assert faults_of(page) == []
    assert complaints == []
