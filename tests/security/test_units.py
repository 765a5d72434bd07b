"""Inside one agency: a role over one unit opens nothing of the unit beside it (R54)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from suluh.base.scope import SYSTEM, scoped
from suluh.credentials.tests.probe import foreign_certificate
from suluh.delivery.models import Offering
from suluh.delivery.tests import make as events
from suluh.organisation.types import Role
from tests import make
from tests.security.routes import Foreign, cases
from tests.security.world import World, absent, seen_of, snapshot

pytestmark = pytest.mark.django_db
CASES = cases()
# What a unit announces is for the whole agency to read and to take part in.
FOR_ALL = {
    "assign_by_rule", "card_picture", "check_in", "course", "course_ask", "course_assign", "course_begin",
    "course_withdraw", "event", "event_banner", "event_calendar", "event_document", "event_leave",
    "event_register",
}  # fmt: skip
# Series are the agency's: whoever organises anywhere in it may look at them.
FOR_ORGANISERS = {"manage_series", "series_fairness"}
# Paths are the agency's too: its people see them, whoever publishes trainings writes them.
PATHS = {
    "manage_path", "path", "path_assign", "path_assign_list", "path_edit", "path_join", "path_leave",
    "path_state", "path_assignment", "path_assignment_end", "path_assignment_undo",
}  # fmt: skip
# The bank of questions is the agency's: whoever writes trainings anywhere in it shares it.
FOR_AUTHORS = {
    "bank_archive",
    "bank_import",
    "bank_import_apply",
    "bank_import_discard",
    "bank_import_undo",
    "bank_question",
    "quiz_picture",
    "training_picture",
    "regrade",
    "regrade_ask",
    "clip",
    "clip_archive",
    "clip_captions",  # the library of videos too
}
# Communities of practice are open groups: everybody in the agency finds and joins them.
COMMUNITIES = {
    "community",
    "community_edit",
    "community_members",
    "community_membership",
    "community_moderator",
    "community_thread_new",
}
# Competencies are the agency's: everybody in it reads what their posts ask for.
DICTIONARY = {"competency_entry"}
# The shelf of books is the agency's: everybody in it reads, borrows and takes notes of their own.
SHELF = {
    "book", "book_cover", "book_inside", "book_lend", "book_look", "book_note", "book_notes",
    "book_reader", "reading_list",
}  # fmt: skip
# Strategic issues are the agency's: whoever plans or reads plans anywhere in it sees them.
ISSUES = {"issue"}
# The directory of mentors is the agency's: everybody in it finds and asks who offers.
MENTORS = {"mentor", "mentor_ask"}
SHARED = (
    FOR_ALL | PATHS | FOR_ORGANISERS | FOR_AUTHORS | COMMUNITIES | DICTIONARY | SHELF | ISSUES
    | MENTORS
)  # fmt: skip
BESIDE = sorted(
    name for name, case in CASES.items() if isinstance(case, Foreign) and name not in SHARED
)
UNIT_ROLES = (Role.SUPERVISOR, Role.ORGANISER, Role.UNIT_ADMIN, Role.LEADER)


@pytest.fixture(scope="module")
def world(passing_rows: Callable[[], AbstractContextManager[None]]) -> Iterator[World]:
    """Two units of one agency; everything belongs to the second, the visitors to the first."""
    with passing_rows():
        yield _neighbours()


def _neighbours() -> World:
    agency = make.agency()
    root = make.unit(agency, "Sekretariat")
    ours, theirs = (make.unit(agency, name, parent=root) for name in ("Dinas A", "Dinas B"))
    world = World(agency, ours, agency, theirs, make.person(theirs, "Orang B"))
    for role in UNIT_ROLES:
        client, person = Client(raise_request_exception=False), make.person(ours, f"Si {role}")
        make.grant(person, role, agency, at=ours)
        make.sign_in(client, person)
        world.visitors[role.value], world.people[role.value] = client, person
    return world


@pytest.mark.parametrize("name", BESIDE)
def test_what_is_the_neighbours_looks_absent(name: str, world: World) -> None:
    case = CASES[name]
    assert isinstance(case, Foreign)
    here = dict(case.make(world))
    with scoped(SYSTEM):
        Offering.objects.update(unit=world.other_unit)
    nothing = absent(here)
    paths = reverse(name, kwargs=here), reverse(name, kwargs=nothing)
    before = snapshot()
    for role, visitor in world.visitors.items():
        for method in ("get", "post"):
            one, two = (getattr(visitor, method)(path, dict(case.data)) for path in paths)
            assert one.status_code == two.status_code, f"{role} {method}"
            assert seen_of(one, here) == seen_of(two, nothing), f"{role} {method}"
    assert snapshot() == before


@pytest.mark.parametrize("name", sorted(FOR_ORGANISERS))
def test_looking_at_a_series_changes_nothing_of_it(name: str, world: World) -> None:
    case = CASES[name]
    assert isinstance(case, Foreign)
    path = reverse(name, kwargs=dict(case.make(world)))
    before = snapshot()
    codes = {visitor.post(path, SLOT).status_code for visitor in world.visitors.values()}
    assert codes <= {200, 403}
    assert snapshot() == before


SLOT = {"date": "2026-12-01", "theme": "Bukan giliran kami"}


def test_an_organiser_of_a_unit_sees_the_certificates_of_its_own_events(world: World) -> None:
    visitor = world.visitors["organiser"]
    for unit, status in ((world.home_unit, 200), (world.other_unit, 404)):
        event = events.offering(world.home, audience="agency", unit=unit)
        paper = foreign_certificate(world, str(event.uuid))
        assert _status(visitor, "certificates_of_event", source_id=event.uuid) == status
        assert _status(visitor, "certificate_revoke", uuid=paper.uuid) == status
    assert visitor.get(reverse("certificates_issued")).status_code == 404


def _status(visitor: Client, name: str, **arguments: UUID) -> int:
    return visitor.get(reverse(name, kwargs=arguments)).status_code
