"""Roles: given with scope and reason, never to oneself, never across agencies; taken back."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.test import Client

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.events import record_event
from suluh.base.models import DomainEvent
from suluh.base.scope import SYSTEM, Scope, scoped
from suluh.identity.actions.roles import (
    AlreadyGranted,
    NoSuchEmployee,
    NotToOneself,
    UnitNeeded,
    grant_role,
    revoke_role,
)
from suluh.identity.models import Person, RoleGrant
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Role
from tests import make

pytestmark = pytest.mark.django_db


def administrator(unit: Unit) -> tuple[Person, Actor]:
    person = make.person(unit, "Pengelola")
    make.grant(person, Role.AGENCY_ADMIN, unit.tenant)
    return person, make.sign_in(Client(), person)


def give(
    actor: Actor, agency: Agency, person: Person, role: Role, *, unit: UUID | None = None
) -> RoleGrant:
    with scoped(Scope(tenant_id=agency.pk, person_id=actor.person_id)):
        return grant_role(
            actor=actor, agency_id=agency.pk, nip=person.nip or "", role=role, unit=unit,
            reason="SK 12", now=now(),
        )  # fmt: skip


def test_a_role_takes_effect_and_leaves_its_mark() -> None:
    unit = make.unit(make.agency())
    _, actor = administrator(unit)
    person, elsewhere = make.person(unit), Client()
    make.sign_in(elsewhere, person)
    give(actor, unit.tenant, person, Role.UNIT_ADMIN, unit=unit.uuid)
    assert elsewhere.get("/saya/").status_code == 302
    make.second_factor(person)
    granted = make.sign_in(Client(), person).grants[-1]
    assert (granted.role, granted.unit_path) == (Role.UNIT_ADMIN, unit.path)
    with scoped(SYSTEM):
        event = DomainEvent.objects.get(name="identity.role.granted")
    assert (event.tenant_id, event.actor_id, event.subject, event.reason) == (
        unit.tenant_id, actor.person_id, person.uuid, "SK 12",
    )  # fmt: skip


def test_the_same_role_is_given_once() -> None:
    unit = make.unit(make.agency())
    _, actor = administrator(unit)
    person = make.person(unit)
    give(actor, unit.tenant, person, Role.ORGANISER)
    with pytest.raises(AlreadyGranted):
        give(actor, unit.tenant, person, Role.ORGANISER)


def test_nobody_appoints_or_dismisses_themselves() -> None:
    unit = make.unit(make.agency())
    person, actor = administrator(unit)
    with pytest.raises(NotToOneself):
        give(actor, unit.tenant, person, Role.ORGANISER)
    own = RoleGrant.objects.get(person=person)
    with scoped(Scope(tenant_id=unit.tenant_id)), pytest.raises(NotToOneself):
        revoke_role(actor=actor, agency_id=unit.tenant_id, grant=own.uuid, reason="x", now=now())


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.SUPERVISOR, Role.ORGANISER, Role.LEADER])
def test_without_the_right_nothing_is_given(role: Role) -> None:
    unit = make.unit(make.agency())
    person = make.person(unit)
    make.grant(person, role, unit.tenant)
    actor = make.sign_in(Client(), person)
    with pytest.raises(NotAllowed):
        give(actor, unit.tenant, make.person(unit), Role.ORGANISER)


def test_an_agency_administrator_gives_no_national_role() -> None:
    unit = make.unit(make.agency())
    _, actor = administrator(unit)
    with pytest.raises(NotAllowed):
        give(actor, unit.tenant, make.person(unit), Role.NATIONAL)


def test_another_agency_is_out_of_reach() -> None:
    unit, other = make.unit(make.agency()), make.unit(make.agency())
    _, actor = administrator(unit)
    with pytest.raises(NotAllowed):
        give(actor, other.tenant, make.person(other), Role.ORGANISER)
    with pytest.raises(NotFound):
        give(actor, unit.tenant, make.person(unit), Role.UNIT_ADMIN, unit=other.uuid)


def test_a_foreign_nip_looks_like_an_unknown_one() -> None:
    unit, other = make.unit(make.agency()), make.unit(make.agency())
    _, actor = administrator(unit)
    for person in (make.person(other), Person(nip="199001012020011001")):
        with pytest.raises(NoSuchEmployee):
            give(actor, unit.tenant, person, Role.ORGANISER)


def test_some_roles_are_about_one_unit() -> None:
    unit = make.unit(make.agency())
    _, actor = administrator(unit)
    with pytest.raises(UnitNeeded):
        give(actor, unit.tenant, make.person(unit), Role.SUPERVISOR)


def test_the_nation_appoints_administrators_anywhere_and_nothing_else() -> None:
    unit, other = make.unit(make.agency()), make.unit(make.agency())
    person = make.person(unit)
    make.grant(person, Role.NATIONAL)
    actor = make.sign_in(Client(), person)
    give(actor, other.tenant, make.person(other), Role.AGENCY_ADMIN)
    with pytest.raises(NotAllowed):
        give(actor, other.tenant, make.person(other), Role.ORGANISER)


def test_a_revoked_role_is_gone_and_is_revoked_once() -> None:
    unit = make.unit(make.agency())
    _, actor = administrator(unit)
    person = make.person(unit)
    given = give(actor, unit.tenant, person, Role.LEADER)
    with scoped(Scope(tenant_id=unit.tenant_id)):
        revoke_role(
            actor=actor, agency_id=unit.tenant_id, grant=given.uuid, reason="selesai", now=now()
        )
        with pytest.raises(NotFound):
            revoke_role(
                actor=actor, agency_id=unit.tenant_id, grant=given.uuid, reason="lagi", now=now()
            )
    assert make.sign_in(Client(), person).holds(Role.LEADER) is False
    give(actor, unit.tenant, person, Role.LEADER)


def test_the_pages_give_and_take(client: Client) -> None:
    unit = make.unit(make.agency())
    admin, _ = administrator(unit)
    person = make.person(unit, "Budi Santoso")
    make.sign_in(client, admin)
    form = {"nip": person.nip, "role": "organiser", "unit": "", "reason": "SK 12"}
    assert client.post("/peran/beri/", form).status_code == 302
    assert "Budi Santoso" in client.get("/peran/?q=budi").content.decode()
    given = RoleGrant.objects.get(person=person)
    assert client.get(f"/peran/{given.uuid}/cabut/").status_code == 200
    assert client.post(f"/peran/{given.uuid}/cabut/", {"reason": "selesai"}).status_code == 302
    assert "Budi Santoso" not in client.get("/peran/?peran=organiser").content.decode()
    assert client.post(f"/peran/{uuid4()}/cabut/", {"reason": "x"}).status_code == 404
    assert "Peran: diberikan" in client.get("/audit/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same(
    client: Client, number: int, django_assert_num_queries: object
) -> None:
    unit = make.unit(make.agency())
    admin, actor = administrator(unit)
    for _ in range(number):
        give(actor, unit.tenant, make.person(unit), Role.ORGANISER)
    make.sign_in(client, admin)
    with django_assert_num_queries(8):  # type: ignore[operator]
        client.get("/peran/")
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get("/audit/")


def test_the_audit_trail_shows_people_first_and_the_machine_on_request(client: Client) -> None:
    unit = make.unit(make.agency())
    admin = make.person(unit, "Luwar")
    make.grant(admin, Role.AGENCY_ADMIN, unit.tenant)
    make.sign_in(client, admin)
    with scoped(SYSTEM):
        for actor_id, reason in ((admin.pk, "surat tugas"), (None, "disegel mesin")):
            record_event(
                "credentials.certificate.sealed", at=now(), tenant_id=unit.tenant_id,
                actor_id=actor_id, reason=reason,
            )  # fmt: skip
    shown = client.get("/audit/").content.decode()
    everything = client.get("/audit/?mesin=1").content.decode()
    assert ("surat tugas" in shown, "disegel mesin" in shown) == (True, False)
    assert ("surat tugas" in everything, "disegel mesin" in everything) == (True, True)
