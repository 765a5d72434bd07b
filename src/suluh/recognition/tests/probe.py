"""How the cross-tenant probe asks for the pages of learning elsewhere."""

from __future__ import annotations

from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.recognition.models import BatchItem, Claim, ClaimBatch
from suluh.recognition.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def foreign_claim(world: World) -> Claim:
    """A claim of somebody of the other agency, with its file."""
    who = make.actor_for(world.other_person, world.other_unit)
    return make.filed(who, title=f"Seminar {world.canary}", organiser=world.canary)


def _claim(world: World) -> dict[str, Any]:
    return {"uuid": foreign_claim(world).uuid}


def _page(world: World) -> dict[str, Any]:
    return _claim(world) | {"number": 1}


def foreign_batch(world: World) -> dict[str, Any]:
    """Claims held ready in the other agency."""
    claim = foreign_claim(world)
    with scoped(SYSTEM):
        batch = ClaimBatch.objects.create(
            tenant=world.other, asked_by_id=world.other_person.pk,
            asked_by_name=f"Pemeriksa {world.canary}", asked_at=now(),
        )  # fmt: skip
        BatchItem.objects.create(tenant=world.other, batch=batch, claim=claim, revision=1)
    return {"uuid": batch.uuid}


REFUSE = {"putusan": "tolak", "revisi": "1", "reason_code": "diragukan"}

CASES: dict[str, Case] = {
    "claims": Own(foreign_claim, query="?q=Seminar"),
    "claim_new": Own(foreign_claim),
    "claim": Foreign(_claim),
    "claim_fill": Foreign(_claim),
    "claim_change_file": Foreign(_claim),
    "claim_withdraw": Foreign(_claim),
    "claim_page": Foreign(_page),
    "claim_file": Foreign(_claim),
    "claim_queue": Own(foreign_claim, query="?q=Seminar"),
    "claim_ask_many": Own(foreign_claim),
    "claim_batches": Own(foreign_batch),
    "claim_batch": Foreign(foreign_batch, {"putusan": "setuju"}),
    "claim_check": Foreign(_claim, REFUSE),
}
