"""The cross-tenant probe: every route, every role, a foreign object looks like no object at all."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from suluh.identity.queries.accounts import session_handle
from tests.security.routes import Foreign, Own, cases, routes
from tests.security.world import World, absent, seen_of, snapshot, text_of

pytestmark = pytest.mark.django_db
CASES = cases()
FOREIGN = sorted(name for name, case in CASES.items() if isinstance(case, Foreign))
OWN = sorted(name for name, case in CASES.items() if isinstance(case, Own))


@pytest.fixture
def world(two_agencies: World) -> World:
    return two_agencies


def test_every_route_has_a_case() -> None:
    assert sorted(set(routes()) - set(CASES)) == []


def test_every_case_has_a_route() -> None:
    assert sorted(set(CASES) - set(routes())) == []


def test_every_case_can_open_its_route() -> None:
    """What the address names is made by the case: `Public(why, make)` where it has parameters."""
    addressed = {name for name, pattern in routes().items() if pattern.pattern.converters}
    made = {name for name, case in CASES.items() if case.make is not None}
    assert sorted(addressed - made) == []


@pytest.mark.parametrize("name", FOREIGN)
def test_a_foreign_object_looks_like_an_absent_one(name: str, world: World) -> None:
    case = CASES[name]
    assert isinstance(case, Foreign)
    foreign = dict(case.make(world))
    nothing = absent(foreign)
    paths = reverse(name, kwargs=foreign), reverse(name, kwargs=nothing)
    before = snapshot()
    for role, visitor in world.visitors.items():
        for method in ("get", "post"):
            answers = [getattr(visitor, method)(path, dict(case.data)) for path in paths]
            codes = [answer.status_code for answer in answers]
            assert codes[0] == codes[1], f"{role} {method}: {codes}"
            assert codes[0] < 500, f"{role} {method}: {codes[0]}"
            assert seen_of(answers[0], foreign) == seen_of(answers[1], nothing), f"{role} {method}"
            assert world.canary not in text_of(answers[0]), f"{role} {method}"
    assert snapshot() == before


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_shows_nothing_foreign(name: str, world: World) -> None:
    case = CASES[name]
    assert isinstance(case, Own)
    if case.make:
        case.make(world)
    before = snapshot()
    for role, visitor in world.visitors.items():
        answer = visitor.get(reverse(name) + case.query)
        assert answer.status_code < 500, f"{role}: {answer.status_code}"
        assert world.canary not in text_of(answer), role
    assert snapshot() == before


def test_the_probe_can_fail(world: World) -> None:
    """Negative control: what is public to the visitor is told apart from nothing."""
    visitor: Client = world.visitors["participant"]
    handle = session_handle(visitor.cookies["sessionid"].value)
    nothing = visitor.post(reverse("end_session", kwargs={"handle": "0" * 24}))
    own = visitor.post(reverse("end_session", kwargs={"handle": handle}))
    assert (own.status_code, nothing.status_code) == (302, 404)
