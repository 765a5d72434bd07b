"""Posts of a thread before one person. Paging goes by number: any page costs the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.safestring import mark_safe

from suluh.activities.discussion.models import Edit, Post, Thread, Visit
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.activities.discussion.rules.numbers import chosen_page, page_of, range_of
from suluh.activities.discussion.types import Page, Place, Shown
from suluh.base.errors import NotFound
from suluh.content.rules import richtext
from suluh.organisation.types import Actor


def page_of_thread(thread: Thread, place: Place, *, asked: str, begin: str, seen: int) -> Page:
    """The posts of one page; `seen` is the number up to which the person had read."""
    number = chosen_page(asked, begin, total=thread.post_count)
    first, last = range_of(number)
    posts = list(Post.objects.filter(thread=thread, number__gte=first, number__lte=last))
    focus = int(begin) if begin.isdecimal() and len(begin) < 8 else 0
    answered = _answered(thread, posts)
    shown = tuple(
        show(post, thread, place, seen=seen, focus=focus, answered=answered) for post in posts
    )
    return Page(shown, number, page_of(thread.post_count))


def _answered(thread: Thread, posts: list[Post]) -> dict[int, Post]:
    """Posts that these answer, by number."""
    numbers = {post.reply_to for post in posts if post.reply_to}
    if not numbers:
        return {}
    rows = Post.objects.filter(thread=thread, number__in=numbers, hidden_at=None)
    return {post.number: post for post in rows}


def show(
    post: Post,
    thread: Thread,
    place: Place,
    *,
    seen: int,
    focus: int = 0,
    answered: dict[int, Post] | None = None,
) -> Shown:
    """One post as the person of the place sees it."""
    is_own = post.person_id == place.person_id
    sees = post.hidden_at is None or is_own or place.may_moderate
    is_open = thread.locked_at is None and place.may_write
    asks = thread.is_question and (thread.person_id == place.person_id or place.may_moderate)
    return Shown(
        post=post,
        html=mark_safe(richtext.to_html(post.text)) if sees else "",  # noqa: S308 - by nh3
        is_own=is_own,
        is_unread=post.number > seen and not is_own,
        is_accepted=post.number == thread.accepted_number,
        is_focus=post.number == focus,
        may_edit=is_own and is_open and post.hidden_at is None,
        may_accept=asks and post.number > 1 and post.hidden_at is None and is_open,
        may_report=not is_own and place.may_write and post.hidden_at is None,
        sees_history=post.edited_at is not None and (is_own or place.may_moderate),
        answered=(answered or {}).get(post.reply_to or 0),
    )


def accepted_post(thread: Thread) -> Post | None:
    """The answer that was accepted, unless it is hidden."""
    if thread.accepted_number is None:
        return None
    return Post.objects.filter(thread=thread, number=thread.accepted_number, hidden_at=None).first()


def visit_of(thread: Thread, *, person_id: int) -> Visit | None:
    """How far the person has read."""
    return Visit.objects.filter(thread=thread, person_id=person_id).first()


def search_posts(thread: Thread, place: Place, *, search: str) -> QuerySet[Post]:
    """Posts of the thread with these words, or of a person of that name."""
    rows = Post.objects.filter(thread=thread)
    if not place.may_moderate:
        rows = rows.filter(Q(hidden_at=None) | Q(person_id=place.person_id))
    return rows.filter(Q(text__icontains=search) | Q(name__icontains=search)).order_by("number")


def post_place(actor: Actor, thread_uuid: UUID, number: int) -> tuple[Post, Thread, Place]:
    """A post of a thread with its place; absent for who may not be there.

    What is hidden is absent but for its author and the moderators. Posts are read inside the place.
    """
    thread, place = thread_place(actor, thread_uuid)
    with inside(place):
        post = Post.objects.filter(thread=thread, number=number).first()
    if post is None:
        raise NotFound
    if post.hidden_at and not (place.may_moderate or post.person_id == place.person_id):
        raise NotFound
    return post, thread, place


def edits_of(post: Post) -> list[Edit]:
    """What the post said before, newest first."""
    return list(Edit.objects.filter(post=post)[:50])


def recent_counts(*, person_id: int, now: datetime, span: timedelta) -> tuple[int, int]:
    """How many posts the person wrote within the span, and within a day."""
    rows = Post.objects.filter(person_id=person_id)
    return (
        rows.filter(created_at__gt=now - span).count(),
        rows.filter(created_at__gt=now - timedelta(days=1)).count(),
    )


def visible_post(thread: Thread, number: int) -> Post | None:
    """A post that everybody in the place sees; call it inside the place."""
    return Post.objects.filter(thread=thread, number=number, hidden_at=None).first()
