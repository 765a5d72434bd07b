"""A long list of people: going on from a row shows what counting off would, at the same cost."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from suluh.identity.models import Person
from suluh.organisation.types import Role
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client: Client) -> list[str]:
    """A hundred and twenty names in order, many of them alike, and an admin who lists them."""
    unit = make.unit(make.agency())
    admin = make.person(unit, "Orang 00")
    make.grant(admin, Role.AGENCY_ADMIN, unit.tenant)
    names = ["Orang 00", *sorted(f"Orang {number % 30:02}" for number in range(1, 120))]
    for name in names[1:]:
        make.person(unit, name)
    make.sign_in(client, admin)
    return sorted(names)


def names_on(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">(Orang \d\d)</a>', page)


def uuids_on(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/pegawai/([0-9a-f-]{36})/">', page)


def link(page: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return unescape(found[1]) if found else ""


def test_pages_follow_one_another_and_lead_back(people: list[str], client: Client) -> None:
    address, walked, pages = "", list[str](), list[list[str]]()
    while True:
        page = client.get(f"/pegawai/{address}").content.decode()
        walked += names_on(page)
        pages.append(uuids_on(page))
        if not link(page, "next"):
            break
        address = link(page, "next")
    assert (walked, [len(page) for page in pages]) == (people, [50, 50, 20])
    assert len({uuid for page in pages for uuid in page}) == 120

    back = client.get(f"/pegawai/{link(page, 'prev')}").content.decode()
    assert uuids_on(back) == pages[1]
    assert link(back, "prev") == "?halaman=1"
    old = client.get("/pegawai/?halaman=2").content.decode()
    assert uuids_on(old) == pages[1]


def test_a_deep_page_costs_one_statement_more_at_most(
    people: list[str], client: Client, django_assert_num_queries: Any
) -> None:
    first = client.get("/pegawai/").content.decode()
    second = client.get(f"/pegawai/{link(first, 'next')}").content.decode()
    with django_assert_num_queries(6):
        client.get("/pegawai/")
    with django_assert_num_queries(7):
        client.get(f"/pegawai/{link(second, 'next')}")


def test_a_row_of_somebody_elses_list_shows_the_first_page(
    people: list[str], client: Client
) -> None:
    stranger = make.person(make.unit(make.agency()), "Orang 10")
    for row in (stranger.uuid, "bukan-uuid", Person().uuid):
        page = client.get(f"/pegawai/?sesudah={row}").content.decode()
        assert names_on(page) == people[:50]
