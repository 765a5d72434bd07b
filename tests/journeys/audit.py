"""What every page owes its reader: answers, fits a phone, no complaint by the browser, WCAG 2.2 AA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text()
_RUN = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"],
})).violations.map(found => ({id: found.id, html: found.nodes[0].html}))"""
# One call without Playwright's locators, whose own script would be compiled in each page anew.
_SIZE = """() => [
  document.documentElement.scrollWidth, document.querySelectorAll("h1").length,
]"""


def faults_of(page: Page) -> list[str]:
    """What is wrong with the open page, in words; empty when nothing is."""
    faults = [f"axe {each['id']}: {each['html'][:160]}" for each in violations(page)]
    size = page.viewport_size
    width, heads = page.evaluate(_SIZE)
    if size and width > size["width"]:
        faults.append(f"scrolls sideways: {width} px wide")
    if heads != 1:
        faults.append(f"{heads} h1")
    return faults


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds against WCAG 2.2 AA."""
    page.evaluate(f"{_AXE}; 0")
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return found
