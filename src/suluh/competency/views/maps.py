"""A person's own map, the posts one could aim for, and the history of results."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.base.paging import Page, get_page
from suluh.competency import queries
from suluh.competency.queries.history import history
from suluh.competency.queries.law import map_law
from suluh.competency.queries.posts import aims, get_post, posts_to_aim_for
from suluh.competency.rules.match import match_in_words
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.models import Position


@require_safe
@signed_in
def my_map(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/`: my levels against my post, or against the one I aim for."""
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    aim = _aim(request)
    found = queries.gaps(actor.person_id, today, position=aim)
    context = {
        "map": found,
        "aim": aim,
        "is_own": True,
        "words": match_in_words(found.match),
        "law": map_law(today),
    }
    return render(request, "competency/my_map.html", context)


@require_safe
@signed_in
def posts(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/jabatan/`: if I want to become … : posts with my match today."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    found = get_page(request, posts_to_aim_for(actor, text), size=20)
    rows = aims(actor, list(found.items), local_date(now(), actor.zone))
    page = Page(rows, found.number, found.has_next, found.query)
    return render(request, "competency/posts.html", {"page": page, "search": text})


@require_safe
@signed_in
def my_history(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/riwayat/`: every result of mine, expired and withdrawn ones too."""
    actor, text = actor_of(request), request.GET.get("q", "").strip()[:100]
    today = local_date(now(), actor.zone)
    counting = {row.pk for row in queries.held(actor.person_id, today).values()}
    context = {
        "page": get_page(request, history(actor.person_id, text), size=20),
        "search": text,
        "counting": counting,
        "weightless": [
            kind for kind, rule in queries.source_weights(today).items() if not rule.weight
        ],
        "today": today,
    }
    return render(request, "competency/history.html", context)


def _aim(request: HttpRequest) -> Position | None:
    raw = request.GET.get("jabatan", "")
    if not raw:
        return None
    try:
        wanted = UUID(raw)
    except ValueError as error:
        raise NotFound from error
    return get_post(actor_of(request), wanted)
