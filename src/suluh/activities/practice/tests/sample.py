"""For the suite over all kinds: a practice with a mentor alone, and how it is finished."""

from __future__ import annotations

from typing import Any

from django.test import Client

from suluh.activities.practice.actions.guides import name_guide
from suluh.activities.practice.actions.guiding import decide_plan, decide_step
from suluh.activities.practice.models import Milestone, Practice
from suluh.activities.practice.rules import brief as briefs
from suluh.activities.practice.types import Brief, Proposal, Role
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.identity.queries.people import get_face
from suluh.organisation.types import Actor
from tests import make

SETTINGS: dict[str, Any] = briefs.to_data(
    Brief(
        text="Perbaiki satu layanan.", has_coach=False, proposals=(Proposal("Uji coba", 14),),
        weights=dict.fromkeys(Role, 0),
    )
)  # fmt: skip


def finish(client: Client, url: str) -> None:
    """Write the plan, have the mentor approve it, send evidence and have it approved."""
    plan = {"masalah": "Antre.", "gagasan": "Daring.", "hasil": "Cepat."}
    client.post(url, {"aksi": "simpan", **plan})
    mentor = make.person(make.unit(make.agency("Instansi Mentor")), "Bu Mentor")
    actor = Actor(account_id=0, person_id=mentor.pk, name=mentor.name)
    with scoped(SYSTEM):
        found = Practice.objects.select_related("activity", "enrolment__offering").first()
        if found is None or found.state == Practice.State.DONE:
            return
        face = get_face(mentor.pk)
        assert face is not None
        name_guide(actor=actor, practice=found, role=Role.MENTOR, face=face, now=now())
        step = Milestone.objects.get()
    client.post(url, {"aksi": "kirim", **plan, "cap": "1"})
    with scoped(SYSTEM):
        decide_plan(actor=actor, practice=found.uuid, approves=True, text="", now=now())
    client.post(url, {"aksi": "bukti", "tahap": str(step.uuid), "catatan": "Selesai."})
    with scoped(SYSTEM):
        decide_step(
            actor=actor, practice=found.uuid, step=step.uuid, approves=True, text="", now=now()
        )
