"""Learning paths for learners: those on offer, one with one's progress, joining and leaving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.delivery.actions.paths import join_path, leave_path
from suluh.delivery.models import LearningPath
from suluh.delivery.queries.paths import get_path, my_places, rule_of, stations, visible_paths
from suluh.delivery.rules.paths import Stride
from suluh.identity.middleware import actor_of


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """/jalur/: paths one may join, with where one is on them."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, visible_paths(actor, text=text), size=20)
    places = my_places(actor, page.items)
    rows = [(path, places.get(path.pk), rule_of(path).in_words()) for path in page.items]
    context = {"page": page, "rows": rows, "text": text}
    return render(request, "delivery/paths.html", context)


@require_GET
def show(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/jalur/<uuid>/: its trainings, what is done, and the next step."""
    actor, moment = actor_of(request), now()
    path = get_path(uuid)
    mine = my_places(actor, [path]).get(path.pk)
    found = stations(path, actor.person_id, now=moment)
    rule = rule_of(path)
    context = {
        "path": path,
        "mine": mine,
        "stations": found,
        "rule": rule.in_words(),
        "share": rule.share([Stride(each.is_done, each.jp_minor) for each in found]),
        "done": sum(each.is_done for each in found),
        "next": next((each for each in found if not each.is_done and each.course), None),
        "is_open": path.state == LearningPath.State.PUBLISHED,
    }
    return render(request, "delivery/path.html", context)


@require_POST
def join(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin the path."""
    join_path(actor=actor_of(request), uuid=uuid, now=now())
    messages.success(request, _("Anda mengikuti jalur ini. Yang pernah selesai langsung dihitung."))
    return redirect("path", uuid=uuid)


@require_POST
def leave(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Leave the path."""
    leave_path(actor=actor_of(request), uuid=uuid, now=now())
    messages.success(request, _("Anda keluar dari jalur ini. Kelas yang sudah diikuti tetap ada."))
    return redirect("path", uuid=uuid)
