"""The page that withdraws a result: looked at first, by others, with a reason; the maps follow."""

from __future__ import annotations

import pytest
from django.test import Client

from suluh.base.clock import local_date, now
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Attainment, MapRow
from suluh.competency.projections import rebuild_map, refresh_people
from suluh.competency.tests import make
from suluh.identity.models import Person
from suluh.messaging.models import Notice
from suluh.organisation.types import Role
from tests import make as town

pytestmark = pytest.mark.django_db
REASON = {"reason": "Hasil ini milik orang lain yang bernama sama."}


class Office:
    """Somebody with two results in one competency, a keeper, and a supervisor."""

    def __init__(self) -> None:
        self.agency = town.agency()
        unit = town.unit(self.agency)
        self.clerk = town.person(unit, "Siti")
        self.keeper, self.head = town.person(unit, "Pengelola"), town.person(unit, "Kepala")
        town.grant(self.keeper, Role.AGENCY_ADMIN, self.agency)
        town.grant(self.head, Role.SUPERVISOR, self.agency, at=unit)
        make.post_of(self.clerk)
        today = local_date(now(), "Asia/Jakarta")
        make.reach(self.clerk, level=1, key="uji:lama", reached_on=today.replace(day=1, month=1))
        self.row = make.reach(self.clerk, level=4, reached_on=today)
        self.place = f"/kompetensi/hasil-orang/{self.row.pk}/tarik/"

    def level(self) -> int:
        with scoped(SYSTEM):
            row = MapRow.objects.get(person=self.clerk, competency=self.row.competency)
        return row.level


def browser(person: Person) -> Client:
    client = Client()
    town.sign_in(client, person)
    return client


def test_a_keeper_looks_then_withdraws_and_the_maps_follow() -> None:
    office = Office()
    rebuild_map(agency=office.agency, now=now())
    assert office.level() == 4
    client = browser(office.keeper)
    person = f"/kompetensi/orang/{office.clerk.uuid}/"
    assert office.place in client.get(person).content.decode()
    page = client.get(office.place).content.decode()
    assert "Level di peta hari ini 4. Tanpa hasil ini menjadi <b>1</b>" in page
    assert client.post(office.place, {"reason": "salah"}).status_code == 422
    told = client.post(office.place, REASON, follow=True).content.decode()
    assert "Hasil ditarik" in told
    assert office.place not in told
    refresh_people(people=[office.clerk.pk], now=now())
    assert office.level() == 1
    again = client.post(office.place, REASON)
    assert (again.status_code, "sudah ditarik" in again.content.decode()) == (422, True)
    with scoped(SYSTEM):
        assert Attainment.objects.filter(person=office.clerk).count() == 3
        notice = Notice.objects.get(person=office.clerk)
    assert REASON["reason"] in notice.body
    history = browser(office.clerk).get("/kompetensi/riwayat/").content.decode()
    assert REASON["reason"] in history


def test_nobody_withdraws_alone_what_he_recorded_or_owns() -> None:
    office = Office()
    own = make.reach(office.keeper)
    client, place = browser(office.keeper), f"/kompetensi/hasil-orang/{own.pk}/tarik/"
    assert "Perlu orang lain" in client.get(place).content.decode()
    assert client.post(place, REASON).status_code == 422
    for person in (office.head, office.clerk):
        assert browser(person).post(office.place, REASON).status_code == 403
    assert office.place not in browser(office.head).get(
        f"/kompetensi/orang/{office.clerk.uuid}/"
    ).content.decode()  # fmt: skip
    stranger = town.person(town.unit(town.agency("Lain")))
    town.grant(stranger, Role.AGENCY_ADMIN, None)
    assert browser(stranger).post(office.place, REASON).status_code in {403, 404}
    with scoped(SYSTEM):
        assert not Attainment.objects.filter(kind="withdrawn").exists()
