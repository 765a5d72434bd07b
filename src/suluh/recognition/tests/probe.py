"""How the cross-tenant probe asks for the pages of learning elsewhere."""

from __future__ import annotations

from itertools import count
from typing import Any

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.recognition.actions import file_log
from suluh.recognition.actions.mentors import Offered, ask_mentor, offer_mentoring
from suluh.recognition.actions.sharing import Held, hold_sharing
from suluh.recognition.models import BatchItem, Claim, ClaimBatch
from suluh.recognition.tests import make
from tests.security.routes import Case, Foreign, Own, Public
from tests.security.world import World

_numbers = count(1)


def foreign_claim(world: World) -> Claim:
    """A claim of somebody of the other agency, with its file."""
    who = make.actor_for(world.other_person, world.other_unit)
    title = f"Seminar {world.canary} {next(_numbers)}"
    return make.filed(who, title=title, organiser=world.canary)


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


def foreign_log(world: World) -> dict[str, Any]:
    """A coaching among people of the other agency."""
    who = make.actor_for(world.other_person, world.other_unit)
    coach = make.actor(world.other_unit, name=f"Coach {world.canary}")
    stated = make.stated(
        title=f"Coaching {world.canary} {next(_numbers)}", form_code=14, number="",
        story=f"Kami membahas {world.canary} dan menyepakati tiga latihan untuk minggu depan.",
    )  # fmt: skip
    with make.own(who):
        claim = file_log(
            actor=who, now=make.NOW, kind="coaching", stated=stated, partner_id=coach.person_id
        )
    return {"uuid": claim.uuid}


def foreign_sharing(world: World) -> dict[str, Any]:
    """A sharing session in the other agency."""
    who = make.actor_for(world.other_person, world.other_unit)
    guest = make.actor(world.other_unit, name=f"Rekan {world.canary}")
    held = Held(
        f"Berbagi {world.canary} {next(_numbers)}", make.DAY, 60,
        f"Kami belajar tentang {world.canary} dan cara memakainya di kantor.", (guest.person_id,),
    )  # fmt: skip
    with make.own(who):
        made, _left_out = hold_sharing(actor=who, now=make.NOW, held=held)
    return {"uuid": made.uuid}


def _presence(world: World) -> dict[str, Any]:
    made = foreign_sharing(world)
    with scoped(SYSTEM):
        return {"uuid": Claim.objects.filter(sharing__uuid=made["uuid"]).latest("id").uuid}


def foreign_mentor(world: World) -> dict[str, Any]:
    """A mentor of the other agency, shown there alone."""
    who = make.actor(world.other_unit, name=f"Mentor {world.canary} {next(_numbers)}")
    about = f"Mendampingi siapa pun yang bekerja dengan {world.canary}."
    offered = Offered(about, f"Topik {world.canary}", 2, "instansi", is_open=True)
    with make.own(who):
        made = offer_mentoring(actor=who, now=make.NOW, offered=offered)
    return {"uuid": made.uuid}


def foreign_ask(world: World) -> dict[str, Any]:
    """A session asked for among people of the other agency."""
    mentor = foreign_mentor(world)
    asker = make.actor(world.other_unit, name=f"Penanya {world.canary}")
    with make.own(asker):
        made = ask_mentor(
            actor=asker, now=make.NOW, mentor=mentor["uuid"],
            wish=f"Belajar tentang {world.canary}.", days="Senin",
        )  # fmt: skip
    return {"uuid": made.uuid}


ASK = {"wish": "Menulis nota dinas yang pendek.", "days": "Selasa pagi"}


def _kind(_world: World) -> dict[str, Any]:
    return {"kind": "coaching"}


REFUSE = {"putusan": "tolak", "revisi": "1", "reason_code": "diragukan"}

CASES: dict[str, Case] = {
    "claims": Own(foreign_claim, query="?q=Seminar"),
    "claim_new": Own(foreign_claim),
    "claim": Foreign(_claim),
    "claim_fill": Foreign(_claim),
    "claim_change_file": Foreign(_claim),
    "claim_withdraw": Foreign(_claim),
    "claim_logs": Own(foreign_log),
    "claim_log": Public("a form of one's own; its kinds are the same for all", _kind),
    "claim_log_change": Foreign(foreign_log),
    "claim_inbox": Own(foreign_log, query="?q=Coaching"),
    "claim_confirm": Foreign(foreign_log, {"jawaban": "ya", "revisi": "1"}),
    "claim_presence": Foreign(_presence, {"jawaban": "ya"}),
    "sharings": Own(foreign_sharing, query="?q=Berbagi"),
    "sharing_hold": Own(foreign_sharing),
    "sharing": Foreign(foreign_sharing),
    "mentors": Own(foreign_mentor, query="?q=Mentor"),
    "mentor": Foreign(foreign_mentor),
    "mentor_ask": Foreign(foreign_mentor, ASK),
    "mentor_ask_one": Foreign(foreign_ask, {"jawaban": "ya"}),
    "mentor_inbox": Own(foreign_ask, query="?q=Penanya"),
    "mentor_self": Own(foreign_mentor),
    "mentor_pause": Own(foreign_mentor),
    "claim_page": Foreign(_page),
    "claim_file": Foreign(_claim),
    "claim_queue": Own(foreign_claim, query="?q=Seminar"),
    "claim_ask_many": Own(foreign_claim),
    "claim_batches": Own(foreign_batch),
    "claim_batch": Foreign(foreign_batch, {"putusan": "setuju"}),
    "claim_check": Foreign(_claim, REFUSE),
}
