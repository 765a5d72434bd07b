"""How the cross-tenant probe asks for the pages of discussions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from suluh.activities.discussion.models import Community, Flag, Member, Post, Thread
from suluh.activities.discussion.tests.sample import SETTINGS
from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.content.tests import make as texts
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.tests import make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _offering(world: World) -> Offering:
    topic = {"kind": "discussion", "title": world.canary, "settings": SETTINGS}
    version = texts.published(texts.training(world.other, world.canary), topic)
    return make.course(version, audience="agency")


def _course(world: World) -> Mapping[str, Any]:
    """A course of the other agency, for its own people."""
    return {"offering": _offering(world).uuid}


def thread_of(world: World, **where: Any) -> Thread:
    """A thread of the other agency with two posts, the second one reported and changed."""
    said = {
        "tenant": world.other, "person": world.other_person, "name": world.canary,
        "text": f"Tulisan {world.canary}", "created_at": now(), "edited_at": now(),
    }  # fmt: skip
    made = Thread.objects.create(
        tenant=world.other, title=world.canary, person=world.other_person, name=world.canary,
        post_count=2, last_at=now(), created_at=now(), is_question=True, **where,
    )  # fmt: skip
    Post.objects.create(thread=made, number=1, token=uuid4(), **said)
    post = Post.objects.create(thread=made, number=2, token=uuid4(), **said)
    Flag.objects.create(
        tenant=world.other, post=post, person=world.other_person, reason=world.canary,
        created_at=now(),
    )  # fmt: skip
    return made


def _thread(world: World) -> Mapping[str, Any]:
    offering = _offering(world)
    with scoped(SYSTEM):
        Enrolment.objects.create(
            tenant=world.other, offering=offering, person=world.other_person, home=world.other,
            name=world.canary, registered_at=now(),
        )  # fmt: skip
        return {"thread": thread_of(world, offering=offering).uuid}


def _post(world: World) -> Mapping[str, Any]:
    return {**_thread(world), "number": 2}


def community_of(world: World, **more: Any) -> Community:
    """A community of the other agency's own people."""
    with scoped(SYSTEM):
        return Community.objects.create(
            tenant=world.other, title=f"{world.canary} {uuid4().hex[:6]}", theme=world.canary,
            summary=world.canary, last_at=now(), created_by_id=world.other_person.pk,
            created_at=now(), **more,
        )  # fmt: skip


def _community(world: World) -> Mapping[str, Any]:
    made = community_of(world)
    with scoped(SYSTEM):
        thread_of(world, community=made)
    return {"community": made.uuid}


def _member(world: World) -> Mapping[str, Any]:
    made = community_of(world)
    with scoped(SYSTEM):
        row = Member.objects.create(
            tenant=world.other, community=made, person=world.other_person, name=world.canary,
            joined_at=now(),
        )  # fmt: skip
    return {"community": made.uuid, "member": row.uuid}


_SAID = {"text": "Jawaban", "title": "Judul", "reason": "Sebab", "token": str(uuid4())}
CASES: dict[str, Case] = {
    "my_discussions": Own(_thread),
    "discussion_mail": Own(_thread),
    "communities": Own(_community),
    "community_new": Own(),
    "community": Foreign(_community),
    "community_edit": Foreign(_community, _SAID | {"summary": "Lain"}),
    "community_thread_new": Foreign(_community, _SAID),
    "community_membership": Foreign(_community, {"aksi": "ikut"}),
    "community_members": Foreign(_community),
    "community_moderator": Foreign(_member),
    "course_discussion": Foreign(_course),
    "course_discussion_new": Foreign(_course, _SAID),
    "discussion_reports": Own(_thread),
    "discussion": Foreign(_thread),
    "discussion_reply": Foreign(_thread, _SAID),
    "discussion_act": Foreign(_thread, {"aksi": "kunci"}),
    "discussion_edit": Foreign(_post, _SAID),
    "discussion_history": Foreign(_post),
    "discussion_accept": Foreign(_post),
    "discussion_report": Foreign(_post, _SAID),
    "discussion_hide": Foreign(_post, _SAID),
    "discussion_settle": Foreign(_post, {"aksi": "tampilkan"}),
}
