"""Keeping a place good to be in: hide with a reason, lock, pin, report, settle. All of it is audited."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from suluh.activities.discussion.actions.news import tell_hidden, tell_reported
from suluh.activities.discussion.models import Flag, Post, Thread
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.activities.discussion.queries.posts import post_place
from suluh.activities.discussion.rules import pace
from suluh.activities.discussion.types import Place
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.events import record_event
from suluh.organisation.types import Actor


class TooManyFlags(DomainError):
    """Reporting is no weapon either."""

    code = "too_many_reports"
    status = 429
    sentence = _("Anda sudah mengirim banyak laporan hari ini. Moderator sedang memeriksanya.")


class ReasonMissing(DomainError):
    """Nothing is hidden without a reason: its author reads it."""

    code = "reason_missing"
    sentence = _("Tulis alasannya. Penulis membacanya.")


THREAD_ACTS = {
    "kunci": ("locked_at", True, "locked"),
    "buka": ("locked_at", False, "unlocked"),
    "sematkan": ("pinned_at", True, "pinned"),
    "lepas": ("pinned_at", False, "unpinned"),
}


def change_thread(*, actor: Actor, thread: UUID, act: str, now: datetime) -> Thread:
    """Lock, unlock, pin or unpin; a repeat changes nothing."""
    if act not in THREAD_ACTS:
        raise NotFound
    field, is_set, name = THREAD_ACTS[act]
    found, place = thread_place(actor, thread)
    if not place.may_moderate:
        raise NotAllowed
    with inside(place):
        locked = Thread.objects.select_for_update().get(pk=found.pk)
        if (getattr(locked, field) is not None) == is_set:
            return locked
        setattr(locked, field, now if is_set else None)
        locked.save(update_fields=[field])
        record_event(
            f"discussion.thread.{name}", at=now, tenant_id=place.tenant_id,
            actor_id=actor.person_id, subject=locked.uuid, data={"text": locked.title},
        )  # fmt: skip
    return locked


def hide_post(*, actor: Actor, thread: UUID, number: int, reason: str, now: datetime) -> Post:
    """Take a post out of sight. Its author reads the reason; reports about it are settled."""
    if not reason.strip():
        raise ReasonMissing
    post, found, place = _moderated(actor, thread, number)
    with inside(place):
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.hidden_at is not None:
            return post
        post.hidden_at, post.hidden_reason = now, reason.strip()[:300]
        post.hidden_by_id = actor.person_id
        post.save(update_fields=["hidden_at", "hidden_reason", "hidden_by_id"])
        _follow_first(post, now=now)
        if found.accepted_number == post.number:
            Thread.objects.filter(pk=found.pk).update(accepted_number=None)
        _settle(post, actor, Flag.Outcome.HIDDEN, now=now)
        _record("hidden", post, place, now=now)
        if post.person_id != actor.person_id:
            tell_hidden(post, found, now=now)
    return post


def show_post(*, actor: Actor, thread: UUID, number: int, now: datetime) -> Post:
    """Bring a hidden post back."""
    post, _thread, place = _moderated(actor, thread, number)
    with inside(place):
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.hidden_at is None:
            return post
        _record("shown", post, place, now=now)
        post.hidden_at, post.hidden_reason, post.hidden_by_id = None, "", None
        post.save(update_fields=["hidden_at", "hidden_reason", "hidden_by_id"])
        _follow_first(post, now=now)
    return post


def keep_post(*, actor: Actor, thread: UUID, number: int, now: datetime) -> Post:
    """Settle the reports about a post: it stays."""
    post, _thread, place = _moderated(actor, thread, number)
    with inside(place):
        if _settle(post, actor, Flag.Outcome.KEPT, now=now):
            _record("kept", post, place, now=now)
    return post


def report_post(*, actor: Actor, thread: UUID, number: int, reason: str, now: datetime) -> Flag:
    """Ask the moderators to look at a post; once for each person."""
    post, found, place = post_place(actor, thread, number)
    if post.person_id == place.person_id or not place.may_write:
        raise NotAllowed
    with inside(place):
        known = Flag.objects.filter(post=post, person_id=place.person_id).first()
        if known is not None:
            return known
        since = now - timedelta(days=1)
        today = Flag.objects.filter(person_id=place.person_id, created_at__gt=since)
        if today.count() >= pace.FLAGS_A_DAY:
            raise TooManyFlags
        waits = Flag.objects.filter(post=post, outcome=Flag.Outcome.OPEN).exists()
        made = Flag.objects.create(
            tenant_id=post.tenant_id, post=post, person_id=place.person_id,
            reason=reason.strip()[:300], created_at=now,
        )  # fmt: skip
        record_event(
            "discussion.post.reported", at=now, tenant_id=place.tenant_id,
            actor_id=actor.person_id, subject=post.uuid,
        )  # fmt: skip
        if not waits:
            tell_reported(made, found, place, now=now)
    return made


def _moderated(actor: Actor, thread: UUID, number: int) -> tuple[Post, Thread, Place]:
    post, found, place = post_place(actor, thread, number)
    if not place.may_moderate:
        raise NotAllowed
    return post, found, place


def _follow_first(post: Post, *, now: datetime) -> None:
    """A thread is out of sight as long as its first post is."""
    if post.number == 1:
        hidden = now if post.hidden_at else None
        Thread.objects.filter(pk=post.thread_id).update(hidden_at=hidden)


def _settle(post: Post, actor: Actor, outcome: Flag.Outcome, *, now: datetime) -> int:
    waiting = Flag.objects.filter(post=post, outcome=Flag.Outcome.OPEN)
    return waiting.update(outcome=outcome, settled_by_id=actor.person_id, settled_at=now)


def _record(act: str, post: Post, place: Place, *, now: datetime) -> None:
    record_event(
        f"discussion.post.{act}", at=now, tenant_id=place.tenant_id, actor_id=place.person_id,
        subject=post.uuid, reason=post.hidden_reason,
    )  # fmt: skip
