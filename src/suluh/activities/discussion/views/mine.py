"""Diskusi saya."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from suluh.activities.discussion.queries.mine import my_threads
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """/diskusi/: what I wrote in or follow, wherever it is talked about."""
    text, only = request.GET.get("q", "").strip()[:100], request.GET.get("hanya", "")
    labels = {"": _("Semua"), "baru": _("Ada yang baru"), "saya": _("Saya mulai")}
    only = only if only in labels else ""
    facets = [
        {
            "label": label, "current": slug == only,
            "url": "?" + urlencode({k: v for k, v in (("hanya", slug), ("q", text)) if v}),
        }
        for slug, label in labels.items()
    ]  # fmt: skip
    page = get_page(request, my_threads(actor_of(request), text=text, only=only), size=25)
    context = {
        "page": page, "text": text, "only": only, "facets": facets, "keep": {"hanya": only},
    }  # fmt: skip
    return render(request, "discussion/mine.html", context)
