"""A stranger comes to the door with a small phone, with and without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import PHONE, SampleSite, widest

pytestmark = pytest.mark.journey
OPEN_TO_ALL = ["/", "/masuk/"]


@pytest.mark.parametrize("address", OPEN_TO_ALL)
def test_a_public_page_fits_a_small_phone(page: Page, address: str) -> None:
    page.goto(address)
    assert page.locator("h1").count() == 1
    assert widest(page) == PHONE["width"]


@pytest.mark.parametrize("address", OPEN_TO_ALL)
def test_a_public_page_works_without_javascript(
    browser: Browser, sample_site: SampleSite, address: str
) -> None:
    with browser.new_context(base_url=sample_site.url, java_script_enabled=False) as context:
        opened = context.new_page()
        answer = opened.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert opened.locator("h1").inner_text() != ""
