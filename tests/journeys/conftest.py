"""A running site with the sample province in it, and a browser that notices every complaint.

One site serves all journeys of a test process; a journey must not depend on what another did.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from tools import browser as chromium
from tools import processes, site
from tools.environment import VAR, VENV

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)


@dataclass(frozen=True)
class SampleSite:
    """Address of the running site, and the environment its commands need."""

    url: str
    env: dict[str, str]

    def suluh(self, *words: str) -> str:
        """Run the operators' command on this site's database."""
        argv = [str(VENV / "bin/suluh"), *words]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="package")
def sample_site(
    another_database: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleSite]:
    """Web server, live stream and worker on a database of their own, sample loaded."""
    var = tmp_path_factory.mktemp("site")
    for shared in ("assets", "static"):
        (var / shared).symlink_to(VAR / shared)
    port = processes.any_free_port()
    mine = site.environment(another_database("journeys"), port=port, var=var)
    env = {**os.environ, **mine, "SULUH_SAMPLE": "1", "SULUH_POOL": "1"}
    env.pop("SULUH_STATIC_STORAGE", None)
    started = SampleSite(mine["SULUH_URL"], env)
    elsewhere = os.environ.get("SULUH_JOURNEYS_AT")  # a sample that runs already: quick to write
    if elsewhere:
        yield SampleSite(elsewhere, env)
        return
    started.suluh("sample", "load", "--past", "12")
    with site.running(port, env, log=var / "site.log"):
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys.

    Playwright keeps an event loop in this thread, in which Django would refuse every query.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = chromium.ensure(str(VENV / "bin/python"))
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield opened
        opened.close()


class Door:
    """Lets the sample's cast in: each signs in once, later browsers bring the cookies along."""

    def __init__(self, site: SampleSite, browser: Browser) -> None:
        self._site, self._browser = site, browser
        self._cookies: dict[str, Any] = {}

    def enter(self, role: str = "", viewport: ViewportSize = PHONE, **options: Any) -> Page:
        """A page of a browser in which this role is signed in; a stranger's without a role."""
        if role and role not in self._cookies:
            with self._open(viewport) as context:
                sign_in(context.new_page(), role)
                self._cookies[role] = context.storage_state()
        context = self._open(viewport, storage_state=self._cookies.get(role), **options)
        return context.new_page()

    def _open(self, viewport: ViewportSize, **options: Any) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._site.url, viewport=viewport, locale="id-ID",
            timezone_id="Asia/Jakarta", **options,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        return context


@pytest.fixture(scope="package")
def door(sample_site: SampleSite, browser: Browser) -> Door:
    """The way in for the sample's cast."""
    return Door(sample_site, browser)


def player(page: Page, role: str) -> dict[str, str]:
    """What the page of sample accounts says about a role: Nama, NIP, Kata sandi, Kode."""
    page.goto("/contoh/")
    row = page.locator("tbody tr", has=page.get_by_role("rowheader", name=role, exact=True))
    cells = row.locator("td")
    return {
        str(cell.get_attribute("data-label")): cell.inner_text().strip() for cell in cells.all()
    }


def sign_in(page: Page, role: str) -> None:
    """Sign in by hand: NIP, password, and the present code where the role needs one."""
    who = player(page, role)
    page.goto("/masuk/")
    page.get_by_label("NIP atau surel").fill(who["NIP"])
    page.get_by_label("Kata sandi", exact=True).fill(who["Kata sandi"])
    page.get_by_role("button", name="Masuk", exact=True).click()
    if who["Kode"].isdigit():
        page.wait_for_url("**/masuk/kode/**")
        _give_code(page, role)
    page.wait_for_url(lambda url: "/masuk/" not in url)


def _give_code(page: Page, role: str) -> None:
    """The present code; once more where it ran out between reading and sending."""
    glance = page.context.new_page()
    for _turn in range(2):
        page.get_by_label("Kode enam angka").fill(player(glance, role)["Kode"])
        with page.expect_navigation():
            page.get_by_role("button", name="Masuk", exact=True).click()
        if "/masuk/kode/" not in page.url:
            break
    glance.close()


@pytest.fixture
def context(sample_site: SampleSite, browser: Browser) -> Iterator[BrowserContext]:
    """A person's browser, in Indonesian, at the size of a small phone."""
    with browser.new_context(
        base_url=sample_site.url, viewport=PHONE, locale="id-ID", timezone_id="Asia/Jakarta"
    ) as opened:
        opened.set_default_timeout(10_000)
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page at 360 px; the test fails when the browser complains (errors, broken policy)."""
    opened = context.new_page()
    complaints = listen(opened)
    yield opened
    assert complaints == []


def listen(page: Page) -> list[str]:
    """Collect what the browser complains about on this page, from now on."""
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location.get('url')})")

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


@contextmanager
def broken_line(page: Page) -> Iterator[None]:
    """Nothing posted arrives, although the browser believes it is online; the page is left."""
    page.route(
        "**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    yield
    page.wait_for_url("chrome-error://**")
    page.unroute("**/*")


def widest(page: Page) -> int:
    """How wide the page is laid out; more than the viewport means it scrolls sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def take_picture(page: Page, folder: Path, name: str) -> None:
    """Keep a picture of the whole page."""
    page.screenshot(path=folder / f"{name}.png", full_page=True)
