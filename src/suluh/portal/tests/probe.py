"""How the cross-tenant probe asks for pages made of several apps."""

from __future__ import annotations

from suluh.identity.models import Person
from tests import make
from tests.security.routes import Case, Own, Public
from tests.security.world import World


def foreign_person(world: World) -> Person:
    """Somebody of the other agency."""
    return make.person(world.other_unit, f"Pegawai {world.canary}")


CASES: dict[str, Case] = {
    "home": Public("the public front; signed in, it shows one's own things"),
    "growth": Own(foreign_person),
    "desk": Own(foreign_person),
    "team": Own(foreign_person),
    "team_remind": Own(foreign_person),
}
