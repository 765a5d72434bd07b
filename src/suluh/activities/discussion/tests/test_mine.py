"""Diskusi saya: what one wrote in or follows, from any place; nothing of places one is not in."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from suluh.activities.discussion.tests import make
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.models import Enrolment
from suluh.delivery.tests import make as rows
from suluh.identity.models import Account
from suluh.organisation.types import Actor

pytestmark = pytest.mark.django_db


def page(who: Actor, query: str = "") -> str:
    client = Client()
    client.force_login(Account.objects.get(person_id=who.person_id))
    return client.get(f"/diskusi/{query}").content.decode()


def test_what_i_wrote_in_stands_there_with_what_is_new_and_others_threads_do_not() -> None:
    hall = make.hall()
    mine = make.thread(hall, hall.asker, title="Salam pembuka surat")
    make.thread(hall, hall.helper, title="Topik orang lain")
    make.post(mine, hall.helper)

    text = page(hall.asker)

    assert "Salam pembuka surat" in text
    assert "Topik orang lain" not in text
    assert hall.offering.title in text
    assert "1 baru" in text
    assert "Salam pembuka surat" in page(hall.helper)
    assert "Salam pembuka surat" not in page(hall.helper, "?hanya=saya")
    assert "Salam pembuka surat" not in page(hall.asker, "?q=lain")
    assert "Anda belum ikut berdiskusi" in page(rows.actor(rows.unit(rows.agency("Lain"))))


def test_who_gave_the_place_back_no_longer_sees_its_threads() -> None:
    hall = make.hall()
    make.thread(hall, hall.asker, title="Salam pembuka surat")
    with scoped(SYSTEM):
        Enrolment.objects.filter(person_id=hall.asker.person_id).update(state="cancelled")

    assert "Salam pembuka surat" not in page(hall.asker)


def test_the_list_costs_the_same_for_one_and_three() -> None:
    hall = make.hall()
    client, counts = Client(), []
    client.force_login(Account.objects.get(person_id=hall.asker.person_id))
    for number in range(3):
        make.thread(hall, hall.asker, title=f"Topik {number}")
        with CaptureQueriesContext(connection) as seen:
            client.get("/diskusi/")
        counts.append(len(seen.captured_queries))

    assert counts[0] == counts[2]
