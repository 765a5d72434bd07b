"""Cases of the cross-tenant probe for the ledger's routes."""

from __future__ import annotations

from datetime import date
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.ledger.actions import post_credits
from suluh.ledger.models import Form, JpEntry, ReversalRequest
from suluh.ledger.types import Credit
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World


def _credit(world: World) -> JpEntry:
    given = Credit(
        person_id=world.other_person.pk, home_id=world.other.pk, unit_id=world.other_unit.pk,
        organiser_id=world.other.pk, form_code=3, title=f"Webinar {world.canary}", minutes=150,
        credit_date=date(2026, 3, 2), activity_key="uji:1", source_type="uji", source_id="1",
    )  # fmt: skip
    return post_credits(credits=[given], actor_id=None, now=now())[world.other_person.pk]


def _entry(world: World) -> dict[str, Any]:
    return {"entry": _credit(world).id}


def _request(world: World) -> dict[str, Any]:
    entry = _credit(world)
    with scoped(SYSTEM):
        asked = ReversalRequest.objects.create(
            tenant=world.other, entry=entry, reason=f"Keliru {world.canary}",
            asked_by_id=world.other_person.pk, created_at=now(),
        )  # fmt: skip
    return {"uuid": asked.uuid}


LOG = "the log is public by design: signed sizes and hashes, no personal data"
LAW = "rules of law are the nation's; adding one is refused in the tests of the pages"


def _form(_world: World) -> dict[str, Any]:
    Form.objects.get_or_create(code=9, defaults={"name": "Seminar", "path": "klasikal"})
    return {"code": 9}


def _status(_world: World) -> dict[str, Any]:
    return {"status": "PNS"}


def _tile(world: World) -> dict[str, Any]:
    _credit(world)
    return {"level": 0, "place": "000"}


CASES: dict[str, Case] = {
    "ledger_book": Own(_credit, query="?tahun=2026"),
    "ledger_export": Own(_credit, query="?tahun=2026"),
    "ledger_reversals": Own(_request, query="?q=Webinar"),
    "ledger_story": Foreign(_entry),
    "ledger_ask": Foreign(_entry, {"reason": "Ini alasan yang cukup panjang."}),
    "ledger_decide": Foreign(_request, {"keputusan": "setuju"}),
    "ledger_log": Public(LOG),
    "ledger_checkpoint": Public(LOG),
    "ledger_tile": Public(LOG, _tile),
    "ledger_law": Public(LAW),
    "ledger_history": Public(LAW, _form),
    "ledger_new_conversion": Public(LAW, _form),
    "ledger_new_target": Public(LAW, _status),
}
