"""How the cross-tenant probe asks for the toolkit's pages."""

from __future__ import annotations

from typing import Any

from suluh.base.clock import now
from suluh.base.progress import start_long_job
from suluh.base.scope import SYSTEM, scoped
from tests.security.routes import Case, Foreign, Public
from tests.security.world import World


def foreign_job(world: World) -> dict[str, Any]:
    """A long job of somebody of the other agency."""
    with scoped(SYSTEM):
        job = start_long_job(
            name="uji", title=world.canary, tenant_id=world.other.pk,
            person_id=world.other_person.pk, now=now(),
        )  # fmt: skip
    return {"job": job.uuid}


CASES: dict[str, Case] = {
    "health": Public("tells nothing but that the site serves"),
    "long_job": Foreign(foreign_job),
    "bahasa": Public("a choice kept on the device"),
    "tema": Public("a choice kept on the device"),
    "offline": Public("a page for when there is no connection"),
    "service_worker": Public("a script without data"),
    "gaya": Public("components with invented figures"),
}
