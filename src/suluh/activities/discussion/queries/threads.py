"""Threads of a place: pinned ones first, then those in which something was said last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from suluh.activities.discussion.models import Post, Thread, Visit
from suluh.activities.discussion.types import Listed, Place
from suluh.base.paging import Key
from suluh.content.models import Activity
from suluh.delivery.models import Offering

BY_LAST_POST = Key("last_at", "id", "uuid", is_descending=True)
MOST_PINNED = 10
SEARCH_LENGTH = 100


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic of the course with how much is said there."""

    title: str
    url: str
    threads: int
    posts: int


def rows_of(place: Place) -> QuerySet[Thread]:
    """The threads of the place that the person may see; call it inside the place."""
    if place.community_id:
        rows = Thread.objects.filter(community_id=place.community_id)
    else:
        rows = Thread.objects.filter(
            offering_id=place.offering_id or 0, activity_key=place.activity_key
        )
    return rows if place.may_moderate else rows.filter(is_seen_by(place.person_id))


def is_seen_by(person_id: int) -> Q:
    """Threads that are not hidden, or one's own."""
    return Q(hidden_at=None) | Q(person_id=person_id)


def threads_of(place: Place, *, search: str = "", only: str = "") -> QuerySet[Thread]:
    """Threads that are not pinned, newest talk first; a search finds pinned ones too."""
    rows = rows_of(place)
    if only == "pertanyaan":
        rows = rows.filter(is_question=True, accepted_number=None)
    if not search:
        return rows.filter(pinned_at=None) if not only else rows
    said = Post.objects.filter(thread=OuterRef("pk"), text__icontains=search, hidden_at=None)
    return rows.filter(Q(title__icontains=search) | Exists(said))


def pinned_of(place: Place) -> list[Thread]:
    """What moderators put on top, newest first."""
    return list(rows_of(place).exclude(pinned_at=None).order_by("-pinned_at")[:MOST_PINNED])


def listed(threads: Sequence[Thread], *, person_id: int) -> list[Listed]:
    """Threads with what the person has not read; one query whatever their number."""
    rows = Visit.objects.filter(thread__in=[each.pk for each in threads], person_id=person_id)
    read = dict(rows.values_list("thread_id", "number"))
    return [
        Listed(each, max(0, each.post_count - read.get(each.pk, 0)), each.pk not in read)
        for each in threads
    ]


def topics_of(offering_id: int) -> list[TopicLink]:
    """Discussions in the outline of the course that is offered now, with their numbers."""
    offering = Offering.objects.get(pk=offering_id)
    parts = Activity.objects.filter(version_id=offering.version_id or 0, kind="discussion")
    counts = {
        row["activity_key"]: (row["threads"], row["written"])
        for row in Thread.objects.filter(
            offering=offering, activity_key__isnull=False, hidden_at=None
        )
        .values("activity_key")
        .annotate(threads=Count("id"), written=Sum("post_count"))
    }
    base = f"/pelatihan/{offering.uuid}/diskusi/"
    return [
        TopicLink(title, f"{base}?bagian={key}", *counts.get(key, (0, 0)))
        for key, title in parts.order_by("section__order", "order").values_list("key", "title")
    ]


def own_posts(*, person_id: int, offering_id: int, key: UUID, least_words: int) -> int:
    """How many posts of the person count in a topic: long enough, and not hidden."""
    rows = Post.objects.filter(
        thread__offering_id=offering_id, thread__activity_key=key, person_id=person_id
    )
    return rows.filter(hidden_at=None, words__gte=least_words).count()


def has_visited(*, person_id: int, offering_id: int, key: UUID) -> bool:
    """Whether the person opened a thread of the topic, or there is none to open."""
    rows = Thread.objects.filter(offering_id=offering_id, activity_key=key, hidden_at=None)
    if not rows.exists():
        return True
    return Visit.objects.filter(thread__in=rows, person_id=person_id).exists()
