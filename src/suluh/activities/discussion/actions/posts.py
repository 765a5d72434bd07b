"""Beginning threads, answering, changing one's own words, accepting an answer, following."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from suluh.activities.discussion.actions.news import tell_accepted, tell_of_post
from suluh.activities.discussion.models import Community, Edit, Mention, Post, Thread, Visit
from suluh.activities.discussion.queries.people import chosen
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.activities.discussion.queries.posts import post_place, recent_counts
from suluh.activities.discussion.rules import pace
from suluh.activities.discussion.types import Place, Writing
from suluh.base.errors import DomainError, NotAllowed
from suluh.base.events import record_event
from suluh.base.text import word_count
from suluh.organisation.types import Actor


class TooFast(DomainError):
    """One person may not flood a place."""

    code = "writing_too_fast"
    status = 429
    sentence = _(
        "Anda menulis sangat cepat. Tulisan ini belum terkirim; tunggu lima menit, lalu kirim lagi."
    )


class ThreadLocked(DomainError):
    """A moderator has closed the thread."""

    code = "thread_locked"
    sentence = _("Topik ini sudah dikunci moderator. Anda tetap dapat membacanya.")


class MayNotWrite(DomainError):
    """Reading is open, writing is for members."""

    code = "members_only"
    sentence = _("Bergabunglah dulu dengan komunitas ini untuk ikut menulis.")


def start_thread(
    *, place: Place, title: str, writing: Writing, is_question: bool, now: datetime
) -> Thread:
    """Begin a thread with its first post. The same form sent again gives the thread it made."""
    with inside(place):
        known = Post.objects.filter(person_id=place.person_id, token=writing.token).first()
        if known is not None:
            return known.thread
        _mind(place, now=now)
        thread = Thread.objects.create(
            tenant_id=place.tenant_id, offering_id=place.offering_id,
            activity_key=place.activity_key, community_id=place.community_id, title=title,
            is_question=is_question, person_id=place.person_id, name=place.name,
            last_name=place.name, last_at=now, created_at=now,
        )  # fmt: skip
        _write(thread, place, writing, now=now)
        if place.community_id:
            Community.objects.filter(pk=place.community_id).update(
                thread_count=F("thread_count") + 1
            )
    return thread


def reply(*, place: Place, thread: Thread, writing: Writing, now: datetime) -> Post:
    """Answer in a thread; who follows it and who is mentioned is told. A repeat changes nothing."""
    with inside(place):
        known = Post.objects.filter(person_id=place.person_id, token=writing.token).first()
        if known is not None:
            return known
        _mind(place, now=now)
        locked = Thread.objects.select_for_update().get(pk=thread.pk)
        if locked.locked_at and not place.may_moderate:
            raise ThreadLocked
        return _write(locked, place, writing, now=now)


def _mind(place: Place, *, now: datetime) -> None:
    if not place.may_write:
        raise MayNotWrite
    recent, today = recent_counts(person_id=place.person_id, now=now, span=pace.SPAN)
    if pace.is_too_fast(recent=recent, today=today):
        raise TooFast


def _write(thread: Thread, place: Place, writing: Writing, *, now: datetime) -> Post:
    """Write a post into a thread that is new or locked."""
    mentioned = chosen(place, writing.mentioned[: pace.MOST_MENTIONED])
    thread.post_count += 1
    thread.last_at, thread.last_name = now, place.name
    post = Post.objects.create(
        tenant_id=thread.tenant_id, thread=thread, number=thread.post_count,
        reply_to=writing.reply_to if _is_before(writing.reply_to, thread) else None,
        person_id=place.person_id, name=place.name, unit_name=place.unit_name,
        standing=place.standing.value, text=writing.text, words=word_count(writing.text),
        mentioned=[each.name for each in mentioned], token=writing.token, created_at=now,
    )  # fmt: skip
    thread.save(update_fields=["post_count", "last_at", "last_name"])
    if place.community_id:
        Community.objects.filter(pk=place.community_id).update(last_at=now)
    people = [each.person_id for each in mentioned]
    Mention.objects.bulk_create(
        Mention(tenant_id=thread.tenant_id, post=post, person_id=each) for each in people
    )
    keep_visit(thread, place, number=post.number, now=now, follows=True)
    tell_of_post(post, thread, mentioned=people, now=now)
    return post


def _is_before(number: int | None, thread: Thread) -> bool:
    return number is not None and 0 < number < thread.post_count


def keep_visit(
    thread: Thread, place: Place, *, number: int, now: datetime, follows: bool | None = None
) -> None:
    """Remember how far the person has read; never goes back. Call it inside the place."""
    chosen_too = {} if follows is None else {"follows": follows}
    visit, is_new = Visit.objects.get_or_create(
        thread=thread,
        person_id=place.person_id,
        defaults={"tenant_id": thread.tenant_id, "number": number, "at": now} | chosen_too,
    )
    if is_new or (visit.number >= number and follows in (None, visit.follows)):
        return
    Visit.objects.filter(pk=visit.pk).update(
        number=Greatest(F("number"), number), at=now, **chosen_too
    )


def follow(*, actor: Actor, thread: UUID, follows: bool, now: datetime) -> Thread:
    """Be told of new posts, or no longer."""
    found, place = thread_place(actor, thread)
    with inside(place):
        keep_visit(found, place, number=0, now=now, follows=follows)
    return found


def edit_post(*, actor: Actor, thread: UUID, number: int, text: str, now: datetime) -> Post:
    """Change one's own post; what it said before is kept."""
    post, found, place = post_place(actor, thread, number)
    if post.person_id != place.person_id:
        raise NotAllowed
    if found.locked_at:
        raise ThreadLocked
    with inside(place):
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.text == text:
            return post
        Edit.objects.create(
            tenant_id=post.tenant_id, post=post, text=post.text, by_id=actor.person_id, at=now
        )
        post.text, post.words, post.edited_at = text, word_count(text), now
        post.save(update_fields=["text", "words", "edited_at"])
    return post


def accept_answer(
    *, actor: Actor, thread: UUID, number: int, accepts: bool, now: datetime
) -> Thread:
    """Say which post answers the question: the asker's word, or a moderator's."""
    post, found, place = post_place(actor, thread, number)
    is_asker = found.person_id == place.person_id
    if not (is_asker or place.may_moderate) or not found.is_question or post.number == 1:
        raise NotAllowed
    with inside(place):
        locked = Thread.objects.select_for_update().get(pk=found.pk)
        wanted = post.number if accepts else None
        if locked.accepted_number == wanted or (post.hidden_at and accepts):
            return locked
        locked.accepted_number = wanted
        locked.save(update_fields=["accepted_number"])
        record_event(
            f"discussion.answer.{'accepted' if accepts else 'withdrawn'}", at=now,
            tenant_id=place.tenant_id, actor_id=actor.person_id, subject=post.uuid,
        )  # fmt: skip
        if accepts:
            tell_accepted(post, locked, by_id=actor.person_id, now=now)
    return locked
