"""Messages to chosen people of an angkatan, and its cost sheet."""

from __future__ import annotations

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.delivery.actions.batch_notes import keep_costs, tell_people
from suluh.delivery.models import Batch, Enrolment
from suluh.delivery.rules.costs import sheet_of
from suluh.delivery.tests import batches, make
from suluh.delivery.tests.make import NOW, own
from suluh.identity.models import Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


def test_only_the_chosen_are_told_and_the_same_words_once() -> None:
    group = batches.cohort(people=3)
    who = group.organiser
    with scoped(own(who)):
        chosen = list(Enrolment.objects.order_by("id").values_list("uuid", flat=True))[:2]
        for _turn in range(2):
            tell_people(
                actor=who, uuid=group.offering.uuid, places=chosen, title="Besok", body="Pukul 8",
                now=NOW,
            )  # fmt: skip
    with scoped(SYSTEM):
        told = set(Notice.objects.values_list("person_id", flat=True))
        assert Notice.objects.count() == 2
    assert told == {each.person_id for each in group.people[:2]}


def test_strangers_and_participants_tell_nobody_and_keep_no_costs() -> None:
    group = batches.cohort()
    for who in (make.actor(make.unit(make.agency()), Role.ORGANISER), group.people[0]):
        with scoped(own(who)):
            with pytest.raises(NotFound):
                tell_people(
                    actor=who, uuid=group.offering.uuid, places=[], title="a", body="b", now=NOW
                )
            with pytest.raises(NotFound):
                keep_costs(actor=who, uuid=group.offering.uuid, costs={}, now=NOW)


def test_savings_are_the_classical_price_less_what_was_spent() -> None:
    sheet = sheet_of(
        {"pengajar": 9_000_000, "konsumsi": 3_000_000, "klasikal": 1_000_000}, people=30
    )
    assert (sheet.total, sheet.each, sheet.classical, sheet.saved) == (
        12_000_000, 400_000, 30_000_000, 18_000_000,
    )  # fmt: skip
    assert sheet_of({"pengajar": 5}, people=0).saved is None


def test_the_pages_of_messages_and_costs(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
        place = Enrolment.objects.order_by("id")[0]
    people.sign_in(client, person)
    base = f"/kelola/kelas/{group.offering.uuid}/"
    assert "Peserta 01" in client.post(f"{base}pesan/", {"pilih": place.uuid}).content.decode()
    sent = {"pilih": place.uuid, "title": "Besok", "body": "Pukul 8"}
    assert client.post(f"{base}pesan/", sent).status_code == 302
    assert client.post(f"{base}biaya/", {"pengajar": "1000", "klasikal": "2000"}).status_code == 302
    with scoped(SYSTEM):
        assert Batch.objects.get().costs["pengajar"] == 1000
        assert Notice.objects.count() == 1
    assert "Hemat Rp" in client.get(f"{base}biaya/").content.decode()


def test_everybody_who_matches_is_meant_on_whatever_page(client: Client) -> None:
    group = batches.cohort(people=3)
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
        Enrolment.objects.filter(person_id=group.people[2].person_id).update(name="Wayan")
    people.sign_in(client, person)
    url = f"/kelola/kelas/{group.offering.uuid}/pesan/"
    meant = {"semua": "1", "q": "peserta", "status": ""}

    assert "Kirim pesan ke 2 orang" in client.post(url, meant).content.decode()
    client.post(url, meant | {"title": "Besok", "body": "Pukul 8"})

    with scoped(SYSTEM):
        told = set(Notice.objects.values_list("person_id", flat=True))
    assert told == {each.person_id for each in group.people[:2]}


def test_a_box_beside_a_name_chooses_that_name_alone(client: Client) -> None:
    group = batches.cohort()
    with scoped(SYSTEM):
        person = Person.objects.get(pk=group.organiser.person_id)
        people.grant(person, Role.ORGANISER, group.offering.tenant)
    people.sign_in(client, person)
    page = client.get(f"/kelola/kelas/{group.offering.uuid}/status/").content.decode()
    assert (page.count('name="pilih"'), page.count('data-choose="pilih"')) == (2, 1)
