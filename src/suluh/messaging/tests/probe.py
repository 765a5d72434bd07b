"""How the cross-tenant probe asks for messaging's pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.messaging.actions import Message, notify
from suluh.messaging.models import Delivery, Notice
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World


def foreign_notice(world: World) -> dict[str, Any]:
    """A notice to somebody of the other agency."""
    person = world.other_person
    letter = Message(
        person_id=person.pk, key="uji", kind="uji", title=world.canary, email=person.email,
        attachment_name="a.ics", attachment=world.canary,
    )  # fmt: skip
    with scoped(SYSTEM):
        notify(tenant_id=world.other.pk, messages=[letter], now=now())
        return {"notice": Notice.objects.get(person=person).uuid}


def foreign_delivery(world: World) -> Delivery:
    """A letter of the other agency."""
    foreign_notice(world)
    with scoped(SYSTEM):
        return Delivery.objects.get(person=world.other_person)


SAMPLE = "exists in the sample only, where every mail is readable"

CASES: dict[str, Case] = {
    "notices": Own(foreign_notice),
    "notices_read_all": Own(foreign_notice),
    "notice_open": Foreign(foreign_notice),
    "notice_attachment": Foreign(foreign_notice),
    "deliveries": Own(foreign_delivery),
    "deliveries_resend": Own(foreign_delivery),
    "sink_mails": Public(SAMPLE),
    "sink_mail": Public(SAMPLE, lambda _world: {"mail": uuid4()}),
}
