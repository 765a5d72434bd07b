"""What an event raises is said by its organisers alone, once for each competency."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from suluh.base.errors import NotFound
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency
from suluh.delivery.actions.carrying import carry_competency, drop_competency
from suluh.delivery.models import EventCompetency
from suluh.delivery.tests import make
from suluh.delivery.tests.make import NOW, own
from suluh.organisation.types import Role
from tests import make as people

pytestmark = pytest.mark.django_db


def _competency(code: str = "M.01") -> Competency:
    with scoped(SYSTEM):
        return Competency.objects.get(tenant=None, code=code)


def _levels() -> list[tuple[str, int]]:
    with scoped(SYSTEM):
        return list(EventCompetency.objects.values_list("competency__code", "level"))


def test_said_again_it_is_replaced_and_dropped_it_is_gone() -> None:
    agency = make.agency()
    organiser = make.actor(make.unit(agency), Role.ORGANISER)
    event = make.offering(agency)
    named: dict[str, Any] = {"uuid": event.uuid, "competency": _competency().uuid, "now": NOW}
    for level in (2, 3):
        with scoped(own(organiser)):
            carry_competency(actor=organiser, level=level, **named)
    assert _levels() == [("M.01", 3)]
    with scoped(own(organiser)), pytest.raises(NotFound):
        carry_competency(actor=organiser, level=2, **named | {"competency": uuid4()})
    with scoped(own(organiser)):
        drop_competency(actor=organiser, **named)
    assert _levels() == []
    with scoped(own(organiser)), pytest.raises(NotFound):
        drop_competency(actor=organiser, **named)


def test_nobody_else_says_it() -> None:
    agency = make.agency()
    event = make.offering(agency)
    colleague = make.actor(make.unit(agency))
    stranger = make.actor(make.unit(make.agency("Lain")), Role.ORGANISER)
    for actor in (colleague, stranger):
        with scoped(own(actor)), pytest.raises(NotFound):
            carry_competency(
                actor=actor, uuid=event.uuid, competency=_competency().uuid, level=2, now=NOW
            )
    assert _levels() == []


def test_the_page_adds_and_drops(client: Client) -> None:
    agency = people.agency()
    organiser = people.person(people.unit(agency))
    people.grant(organiser, Role.ORGANISER, agency)
    people.sign_in(client, organiser)
    event = make.offering(agency)
    page, competency = f"/kelola/acara/{event.uuid}/kompetensi/", _competency("M.05")
    assert page in client.get(f"/kelola/acara/{event.uuid}/").content.decode()
    added = client.post(page, {"competency": str(competency.uuid), "level": "3"}, follow=True)
    assert "menuju level 3" in added.content.decode()
    gone = client.post(f"{page}{competency.uuid}/lepas/", follow=True)
    assert "Belum ada kompetensi" in gone.content.decode()
