"""Rules that are data: everybody reads them, the national role adds versions, the maps follow."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from suluh.base.clock import local_date, now
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import BandRule, HoldingRule, MapRow, SourceRule
from suluh.competency.projections import rebuild_map, refresh_maps
from suluh.competency.tests import make
from suluh.competency.tests.test_unit_map import all_events
from suluh.identity.models import Person
from suluh.organisation.types import Role
from tests import make as town

pytestmark = pytest.mark.django_db
HOLDING, BANDS = "/kompetensi/aturan/hasil/baru/", "/kompetensi/aturan/kecocokan/baru/"
SOURCE = "/kompetensi/aturan/sumber/uji/baru/"


def said(**more: Any) -> dict[str, Any]:
    """A version that begins today."""
    return {
        "valid_from": local_date(now(), "Asia/Jakarta").isoformat(), "legal_basis": "Keputusan uji",
        "certainty": "high", "reason": "Ditetapkan pimpinan.", **more,
    }  # fmt: skip


@pytest.fixture
def person() -> Person:
    return town.person(town.unit(town.agency()))


@pytest.fixture
def nation(person: Person, client: Client) -> Client:
    """The browser of the national role."""
    keeper = town.person(town.unit(town.agency("Nasional")), "Pengelola nasional")
    town.grant(keeper, Role.NATIONAL, None)
    town.sign_in(client, keeper)
    return client


def test_a_new_version_changes_the_unit_maps_at_once(
    nation: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        "suluh.competency.projections.enqueue", lambda *_a, **named: asked.append(named["agency"])
    )
    monkeypatch.setattr("suluh.competency.projections.unread_events", all_events)
    make.post_of(person)
    today = local_date(now(), "Asia/Jakarta")
    make.reach(person, level=4, key="uji:1", reached_on=today.replace(day=1, month=1))
    make.reach(person, level=2, key="uji:2", reached_on=today)
    with scoped(SYSTEM):
        agency = person.employments.select_related("tenant").get().tenant
    rebuild_map(agency=agency, now=now())
    assert _level(person) == 2
    assert nation.post(HOLDING, said(choice="terbaik")).status_code == 302
    refresh_maps(now=now())
    assert agency.pk in asked
    rebuild_map(agency=agency, now=now())
    assert _level(person) == 4
    page = nation.get("/kompetensi/aturan/").content.decode()
    assert "Hasil terbaik yang masih berlaku" in page
    assert "Ditetapkan pimpinan." in page


def _level(person: Person) -> int:
    with scoped(SYSTEM):
        return MapRow.objects.get(person=person, competency=make.competency("M.01")).level


def test_bands_and_weights_have_versions_too(nation: Client) -> None:
    assert nation.post(BANDS, said(meets_from=60, nearly_from=70)).status_code == 422
    assert nation.post(BANDS, said(meets_from=85, nearly_from=70)).status_code == 302
    given = said(weight=5, valid_months="", raises_only="")
    assert nation.post(SOURCE, given).status_code == 302
    assert BandRule.objects.latest("version").meets_from == 85
    rule = SourceRule.objects.filter(source="uji").latest("version")
    assert (rule.version, rule.weight, rule.valid_months) == (2, 5, None)
    assert "bobot 5" in nation.get("/kompetensi/aturan/").content.decode()
    with scoped(SYSTEM):
        assert DomainEvent.objects.filter(name="competency.law.changed").count() == 2


def test_only_the_nation_writes_and_never_into_the_past(nation: Client, person: Person) -> None:
    late = nation.post(HOLDING, said(choice="terbaik", valid_from="2020-01-01"))
    assert "paling cepat hari ini" in late.content.decode()
    for place in ("/kompetensi/aturan/lain/baru/", "/kompetensi/aturan/sumber/lain/baru/",
                  "/kompetensi/aturan/sumber/baru/"):  # fmt: skip
        assert nation.get(place).status_code == 404
    reader = Client()
    town.sign_in(reader, person)
    page = reader.get("/kompetensi/aturan/")
    assert (page.status_code, "Buat versi baru" in page.content.decode()) == (200, False)
    assert reader.post(HOLDING, said(choice="terbaik")).status_code == 403
    assert HoldingRule.objects.count() == 1
