"""Diskusi saya: threads in which the person wrote or which they follow, of all courses and communities."""

from __future__ import annotations

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from suluh.activities.discussion.models import Post, Thread, Visit
from suluh.activities.discussion.queries.threads import is_seen_by
from suluh.organisation.types import Actor


def my_threads(actor: Actor, *, text: str = "", only: str = "") -> QuerySet[Thread]:
    """What was said last first, each with `unread`: how many posts the person has not seen.

    The row policies keep it to places that the person still has. `only`: `baru` for unread ones,
    `saya` for those the person began.
    """
    me = actor.person_id
    visits = Visit.reachable.filter(thread=OuterRef("pk"), person_id=me)
    wrote = Post.reachable.filter(thread=OuterRef("pk"), person_id=me)
    rows = Thread.reachable.filter(Exists(wrote) | Exists(visits.filter(follows=True)))
    read = Coalesce(Subquery(visits.values("number")[:1], output_field=IntegerField()), 0)
    rows = rows.filter(is_seen_by(me)).annotate(unread=F("post_count") - read)
    if only == "baru":
        rows = rows.filter(unread__gt=0)
    elif only == "saya":
        rows = rows.filter(person_id=me)
    if text:
        rows = rows.filter(title__icontains=text)
    return rows.select_related("offering", "community").order_by("-last_at", "-id")
