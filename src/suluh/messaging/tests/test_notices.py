"""Notices: told once, read by their own person, hidden from everyone else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.models import Person
from suluh.messaging.actions import Message, notify, read_notice
from suluh.messaging.models import Delivery, Notice
from suluh.organisation.models import Agency
from tests import make

pytestmark = pytest.mark.django_db


def tell(tenant: Agency, *people: Person, key: str = "uji", link: str = "/acara/") -> int:
    messages = [
        Message(
            person_id=person.pk, key=key, kind="uji", title="Acara besok", link=link,
            email=person.email, attachment_name="acara.ics", attachment="BEGIN:VCALENDAR",
        )
        for person in people
    ]  # fmt: skip
    with scoped(Scope(tenant_id=tenant.pk)):
        return notify(tenant_id=tenant.pk, messages=messages, now=now())


def test_telling_twice_tells_once() -> None:
    unit = make.unit(make.agency())
    people = [make.person(unit), make.person(unit)]
    assert (tell(unit.tenant, *people), tell(unit.tenant, *people)) == (2, 0)
    with scoped(SYSTEM):
        assert (Notice.objects.count(), Delivery.objects.count()) == (2, 2)


def test_without_an_address_the_notice_stays_in_the_application() -> None:
    unit = make.unit(make.agency())
    assert tell(unit.tenant, make.person(unit, email="")) == 1
    with scoped(SYSTEM):
        assert Delivery.objects.count() == 0


def test_a_stranger_neither_sees_nor_opens_a_notice(client: Client) -> None:
    unit = make.unit(make.agency())
    owner, stranger = make.person(unit), make.person(unit)
    tell(unit.tenant, owner)
    with scoped(SYSTEM):
        notice = Notice.objects.get()
    actor = make.sign_in(client, stranger)
    assert "Acara besok" not in client.get("/pemberitahuan/").content.decode()
    assert client.get(f"/pemberitahuan/{notice.uuid}/lampiran/").status_code == 404
    with scoped(Scope(tenant_id=unit.tenant_id, person_id=stranger.pk)), pytest.raises(NotFound):
        read_notice(actor=actor, notice=notice.uuid, now=now())


def test_a_notice_from_another_agency_reaches_its_person(client: Client) -> None:
    home, host = make.unit(make.agency("Asal")), make.agency("Tuan rumah")
    guest = make.person(home)
    tell(host, guest)
    make.sign_in(client, guest)
    assert "Acara besok" in client.get("/pemberitahuan/").content.decode()
    with scoped(SYSTEM):
        notice = Notice.objects.get()
    answer = client.post(f"/pemberitahuan/{notice.uuid}/buka/")
    assert (answer.status_code, answer["Location"]) == (302, "/acara/")
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("link", ["https://jahat.example/", "//jahat.example", "/\\jahat.example"])
def test_a_notice_leads_nowhere_outside(client: Client, link: str) -> None:
    unit = make.unit(make.agency())
    owner = make.person(unit)
    tell(unit.tenant, owner, link=link)
    make.sign_in(client, owner)
    with scoped(SYSTEM):
        notice = Notice.objects.get()
    assert client.post(f"/pemberitahuan/{notice.uuid}/buka/")["Location"] == "/pemberitahuan/"


def test_the_calendar_file_is_a_download(client: Client) -> None:
    unit = make.unit(make.agency())
    owner = make.person(unit)
    tell(unit.tenant, owner)
    make.sign_in(client, owner)
    with scoped(SYSTEM):
        notice = Notice.objects.get()
    answer = client.get(f"/pemberitahuan/{notice.uuid}/lampiran/")
    assert answer["Content-Disposition"] == 'attachment; filename="acara.ics"'
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same(
    client: Client, number: int, django_assert_num_queries: object
) -> None:
    unit = make.unit(make.agency())
    owner = make.person(unit)
    for each in range(number):
        tell(unit.tenant, owner, key=f"uji-{each}")
    make.sign_in(client, owner)
    with django_assert_num_queries(5):  # type: ignore[operator]
        client.get("/pemberitahuan/")


def test_reading_all_leaves_others_alone(client: Client) -> None:
    unit = make.unit(make.agency())
    one, other = make.person(unit), make.person(unit)
    tell(unit.tenant, one, other)
    make.sign_in(client, one)
    client.post("/pemberitahuan/dibaca/")
    with scoped(SYSTEM):
        assert list(Notice.objects.filter(read_at=None).values_list("person", flat=True)) == [
            other.pk
        ]


def test_an_unknown_notice_looks_like_a_foreign_one(client: Client) -> None:
    make.sign_in(client, make.person(make.unit(make.agency())))
    assert client.post(f"/pemberitahuan/{uuid4()}/buka/").status_code == 404
