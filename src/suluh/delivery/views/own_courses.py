"""The learner's own courses, so that none of them is ever out of reach."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.delivery.queries.own_courses import own_courses
from suluh.identity.middleware import actor_of


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    """/belajar/saya/: courses that go on, next thing first; `?lihat=selesai` those that are over."""
    actor, moment = actor_of(request), now()
    is_over = request.GET.get("lihat") == "selesai"
    text = request.GET.get("q", "").strip()[:80]
    rows = own_courses(actor, now=moment, is_over=is_over, text=text)
    context = {
        "page": get_page(request, rows, size=20),
        "is_over": is_over,
        "text": text,
        "keep": {"lihat": "selesai" if is_over else ""},
        "today": local_date(moment, actor.zone),
        "sides": [
            {"label": _("Sedang diikuti"), "url": "?", "current": not is_over},
            {"label": _("Sudah selesai"), "url": "?lihat=selesai", "current": is_over},
        ],
    }
    return render(request, "delivery/own_courses.html", context)
