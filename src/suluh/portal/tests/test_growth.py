"""My development on one page: what is held against the post, the next step, and no dead end."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.identity.models import Person
from suluh.planning.tests import make as plans
from tests import make

pytestmark = pytest.mark.django_db


def _somebody(client: Client) -> Person:
    person = make.person(make.unit(make.agency()))
    make.sign_in(client, person)
    return person


def test_it_begins_with_the_match_and_leads_to_the_next_step(client: Client) -> None:
    person = _somebody(client)
    plans.gap(person, 4, held=1)

    page = client.get("/pengembangan/").content.decode()

    assert "Cocok 25 % dengan jabatan, 1 kesenjangan" in page
    for way in ("/kompetensi/", "/rencana/", "/ip-asn/", "/pustaka/", "/buku-jp/", "/saya/"):
        assert f'href="{way}"' in page


def test_who_lacks_nothing_is_told_so(client: Client) -> None:
    plans.gap(_somebody(client), 2, held=3)

    assert "Anda memenuhi standar jabatan" in client.get("/pengembangan/").content.decode()


def test_a_guest_without_an_agency_finds_the_books(client: Client) -> None:
    make.sign_in(client, make.person())

    page = client.get("/pengembangan/")

    assert page.status_code == 200
    assert "/rencana/" not in page.content.decode()


def test_it_costs_the_same_for_one_recommendation_and_three(client: Client) -> None:
    agency = make.agency()
    person = make.person(make.unit(agency))
    make.sign_in(client, person)
    plans.gap(person, 3)
    costs, page = [], ""
    for titles in (["Arsip dasar"], ["Arsip aktif", "Arsip vital"]):
        for title in titles:
            plans.course(agency, 2, title=title)
        client.get("/pengembangan/")
        with CaptureQueriesContext(connection) as spent:
            page = client.get("/pengembangan/").content.decode()
        costs.append(len(spent))

    assert "Lihat 3 rekomendasi" in page
    assert costs[0] == costs[1]
