"""How the cross-tenant probe asks for the pages of evaluation forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign
from tests.security.world import World


def _event(world: World) -> Mapping[str, Any]:
    """An event for the other agency's own people."""
    event = make.offering(world.other, audience="agency", title=f"Acara {world.canary}")
    return {"event": event.uuid}


CASES: dict[str, Case] = {
    name: Foreign(_event)
    for name in ("survey_answer", "survey_results", "survey_download", "survey_edit")
}
