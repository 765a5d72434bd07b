"""Reports that wait for the actor: from courses and communities they moderate."""

from __future__ import annotations

from django.db.models import Count, Max, Q, QuerySet

from suluh.activities.discussion.models import Flag, Member, Post
from suluh.activities.discussion.types import Place
from suluh.content.models import Trainer
from suluh.organisation.rules.roles import Permission, can, reach
from suluh.organisation.types import Actor

MOST_REASONS = 5


def reported_posts(actor: Actor, *, search: str = "") -> QuerySet[Post]:
    """Posts of the actor's agency with open reports that the actor may judge, latest first."""
    rows = Post.objects.filter(_in_reach(actor), flags__outcome=Flag.Outcome.OPEN)
    if search:
        rows = rows.filter(
            Q(text__icontains=search)
            | Q(name__icontains=search)
            | Q(thread__title__icontains=search)
        )
    return (
        rows.select_related("thread__offering", "thread__community")
        .annotate(reports=Count("flags", distinct=True), reported_at=Max("flags__created_at"))
        .order_by("-reported_at", "-id")
    )


def _in_reach(actor: Actor) -> Q:
    agency = actor.agency_id or 0
    inside = Q(thread__community__members__in=_moderating(actor))
    taught = Trainer.objects.filter(person_id=actor.person_id)
    inside |= Q(thread__offering__version__training__trainers__in=taught)
    for path in reach(actor, Permission.TRAINING_PUBLISH, agency_id=agency):
        unit = Q(thread__offering__unit__path__startswith=path) if path else Q()
        inside |= Q(thread__offering__isnull=False) & unit
    if can(actor, Permission.COMMUNITY_MANAGE, agency_id=agency):
        inside |= Q(thread__community__isnull=False)
    return inside


def _moderating(actor: Actor) -> QuerySet[Member]:
    return Member.objects.filter(person_id=actor.person_id, is_moderator=True)


def reasons_of(posts: list[Post]) -> dict[int, list[str]]:
    """What was said against each post, without who said it; one query."""
    found: dict[int, list[str]] = {}
    rows = Flag.objects.filter(post__in=posts, outcome=Flag.Outcome.OPEN)
    for post_id, reason in rows.values_list("post_id", "reason"):
        found.setdefault(post_id, []).append(reason)
    return {post: reasons[:MOST_REASONS] for post, reasons in found.items()}


def open_reports(place: Place) -> int:
    """How many posts of the place wait for a moderator; call it inside the place."""
    rows = Post.objects.filter(flags__outcome=Flag.Outcome.OPEN)
    if place.community_id:
        rows = rows.filter(thread__community_id=place.community_id)
    else:
        rows = rows.filter(thread__offering_id=place.offering_id or 0)
    return rows.distinct().count()
