"""What goes to people by mail: who chose it, and what is new in the topics they follow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from suluh.activities.discussion.models import MailChoice, Post, Visit
from suluh.activities.discussion.queries.places import inside, thread_place
from suluh.activities.discussion.types import Cadence, News
from suluh.base.errors import NotFound
from suluh.base.scope import Scope, scoped
from suluh.organisation.types import Actor

MOST_TOPICS = 20  # of one letter; the page lists the others
MOST_POSTS = 10


def choice_of(actor: Actor) -> MailChoice | None:
    """What the person chose; None where they never did."""
    return MailChoice.objects.filter(person_id=actor.person_id).first()


def waiting_people(cadences: Collection[Cadence], *, limit: int) -> list[int]:
    """Persons with such a choice for whom something is new; runs under the wide scope."""
    fresh = Visit.objects.filter(
        person_id=OuterRef("person_id"), follows=True, thread__last_at__gte=OuterRef("since"),
        thread__post_count__gt=Greatest(F("number"), F("mailed")),
    )  # fmt: skip
    rows = MailChoice.objects.filter(Exists(fresh), cadence__in=[each.value for each in cadences])
    return list(rows.order_by("person_id").values_list("person_id", flat=True)[:limit])


def news_for(actor: Actor, *, since: datetime) -> list[News]:
    """New posts of others by topic, the liveliest first, from places that the person still has."""
    with scoped(Scope(tenant_id=actor.agency_id, person_id=actor.person_id)):
        visits = Visit.reachable.filter(
            person_id=actor.person_id, follows=True, thread__last_at__gte=since,
            thread__post_count__gt=Greatest(F("number"), F("mailed")),
        )  # fmt: skip
        rows = visits.select_related("thread").order_by("-thread__last_at", "-thread_id")
        found = [_news(actor, visit, since) for visit in rows[:MOST_TOPICS]]
    return [each for each in found if each is not None]


def _news(actor: Actor, visit: Visit, since: datetime) -> News | None:
    try:
        thread, place = thread_place(actor, visit.thread.uuid)
    except NotFound:  # the place was given back
        return None
    after = max(visit.number, visit.mailed)
    with inside(place):
        rows = Post.objects.filter(
            thread=thread, number__gt=after, hidden_at=None, created_at__gte=since
        ).exclude(person_id=actor.person_id)
        posts = tuple(rows.order_by("number")[:MOST_POSTS])
        count = rows.count() if len(posts) == MOST_POSTS else len(posts)
    return News(thread, place, posts, count) if posts else None
