"""Every screen is reached by links from the start page, and each is fit for a small phone."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.audit import faults_of
from tests.journeys.conftest import Door, listen
from tests.security.routes import routes

pytestmark = pytest.mark.journey
ROLES = (
    "", "Peserta", "Penyelenggara", "Atasan langsung", "Admin unit", "Admin instansi", "Pimpinan",
    "Nasional", "Penyusun", "Penelaah", "Pengajar", "Pengajar tamu",
)  # fmt: skip
FILES = (
    ".ics", ".pdf", ".xlsx", ".csv", ".webp", ".jws", ".json", ".tlog-proof", ".html",
    "/unduh/", "/lampiran/", "/checkpoint",
)  # fmt: skip
# Leads out of Suluh, or changes something by being opened.
LEFT_OUT = {
    "event_room", "notice_open", "account_logout",
    # Files:
    "assignment_file", "book_cover", "claim_file", "claim_page", "course_cover",
    "course_survey_trainer", "document_file", "document_picture", "guiding_file", "guiding_sheet",
    "marking_file", "practice_file", "practice_sheet", "quiz_picture", "training_cover",
    "training_picture",
}  # fmt: skip


@dataclass
class Walk:
    """What the walks of all roles saw so far."""

    audited: set[str] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)


@pytest.fixture(scope="module")
def walk() -> Walk:
    return Walk()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_can_reach_is_in_order(door: Door, walk: Walk, role: str) -> None:
    page = door.enter(role)
    complaints = listen(page)
    faults, queue, visited = [], deque(["/"]), set[str]()
    while queue:
        address = queue.popleft()
        name = _route(address)
        walk.reached.add(name)
        if name in visited or name in LEFT_OUT or _is_file(address):
            continue
        visited.add(name)
        look = _read if name in walk.audited else _open
        status, links = look(page, address)
        found = [] if status == 200 else [f"answers {status}"]
        if name not in walk.audited and status == 200:
            found += faults_of(page)
            walk.audited.add(name)
        found += complaints
        complaints.clear()
        faults += [f"{name} {address}: {fault}" for fault in found]
        queue.extend(links)
    page.context.close()
    assert faults == []


def _open(page: Page, address: str) -> tuple[int, list[str]]:
    """Status and links of a page as the browser shows it."""
    answer = page.goto(address)
    hrefs = page.evaluate(
        "() => Array.from(document.querySelectorAll('a[href]'), link => link.getAttribute('href'))"
    )
    return answer.status if answer else 0, _ours(hrefs, page.url)


def _read(page: Page, address: str) -> tuple[int, list[str]]:
    """The same of a page whose like was shown to another role: read and not drawn, ten times faster."""
    answer = page.request.get(address)
    hrefs = lxml.html.fromstring(answer.body()).xpath("//a/@href")
    return answer.status, _ours([str(href) for href in hrefs], answer.url)


def _ours(hrefs: list[str], shown_at: str) -> list[str]:
    """Addresses inside Suluh among links, as paths with their query."""
    here = urlsplit(shown_at)
    found = []
    for href in hrefs:
        there = urlsplit(urljoin(shown_at, href))
        if there.netloc == here.netloc and there.path != here.path:
            found.append(there.path + (f"?{there.query}" if there.query else ""))
    return found


@cache
def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or address
    except Resolver404:
        return f"no route: {address}"


def _is_file(address: str) -> bool:
    return urlsplit(address).path.endswith(FILES) or "xlsx" in urlsplit(address).query


def test_every_walked_route_is_one_of_ours(walk: Walk) -> None:
    assert walk.reached - set(routes()) == set()
