"""Every screen is reached by links from the start page, and each is fit for a small phone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from tests.journeys.audit import faults_of
from tests.journeys.conftest import Door, listen
from tests.security.routes import routes

pytestmark = pytest.mark.journey
ROLES = (
    "", "Peserta", "Penyelenggara", "Atasan langsung", "Admin unit", "Admin instansi", "Pimpinan",
    "Nasional",
)  # fmt: skip
FILES = (
    ".ics", ".pdf", ".xlsx", ".csv", ".webp", ".jws", ".json", ".tlog-proof", ".html",
    "/unduh/", "/lampiran/", "/checkpoint",
)  # fmt: skip
# Leads out of Suluh, or changes something by being opened.
LEFT_OUT = {
    "event_room", "notice_open", "account_logout",
    "assignment_file", "marking_file", "document_file", "course_survey_trainer",  # files
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
    faults = []
    for name, address in _addresses(page, walk):
        answer = page.goto(address)
        status = answer.status if answer else 0
        found = [] if status == 200 else [f"answers {status}"]
        if name not in walk.audited and status == 200:
            found += faults_of(page)
            walk.audited.add(name)
        found += complaints
        complaints.clear()
        faults += [f"{name} {address}: {fault}" for fault in found]
    page.context.close()
    assert faults == []


def _addresses(page: Page, walk: Walk) -> Iterator[tuple[str, str]]:
    """Route names and addresses, one page of each route, breadth first from the start page."""
    queue, visited = deque(["/"]), set[str]()
    while queue:
        address = queue.popleft()
        name = _route(address)
        walk.reached.add(name)
        if name in visited or name in LEFT_OUT or _is_file(address):
            continue
        visited.add(name)
        yield name, address
        queue.extend(_links(page))


def _links(page: Page) -> list[str]:
    """Addresses inside Suluh that the open page links to, as paths with their query."""
    hrefs = page.eval_on_selector_all(
        "a[href]", "links => links.map(link => link.getAttribute('href'))"
    )
    here = urlsplit(page.url)
    found = []
    for href in hrefs:
        there = urlsplit(urljoin(page.url, href))
        if there.netloc == here.netloc and there.path != here.path:
            found.append(there.path + (f"?{there.query}" if there.query else ""))
    return found


def _route(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).url_name or address
    except Resolver404:
        return f"no route: {address}"


def _is_file(address: str) -> bool:
    return urlsplit(address).path.endswith(FILES) or "xlsx" in urlsplit(address).query


def test_every_walked_route_is_one_of_ours(walk: Walk) -> None:
    assert walk.reached - set(routes()) == set()
