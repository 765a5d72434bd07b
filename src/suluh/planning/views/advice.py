"""/rekomendasi/: what closes the gaps, why it stands where it stands, into the plan or away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import NotFound
from suluh.identity.middleware import actor_of
from suluh.planning.actions.advice import dismiss, take_back
from suluh.planning.actions.plans import put_in_plan
from suluh.planning.queries.advice import advice_for, dismissed, weights_on

SHOWN = 3


@require_GET
def advice(request: HttpRequest) -> HttpResponse:
    """Each gap with the best three; `?kompetensi=` shows all of one."""
    actor, moment = actor_of(request), now()
    text, code = request.GET.get("q", "").strip()[:80], request.GET.get("kompetensi", "")[:20]
    found = advice_for(actor, now=moment, text=text)
    groups = [group for group in found.groups if not code or group.need.code == code]
    if text:
        groups = [group for group in groups if group.rows]
    bare = [group for group in groups if not group.rows and not code]
    context = {
        "advice": found, "groups": groups, "bare": bare, "shown": 60 if code else SHOWN, "text": text,
        "code": code, "now": moment, "gone": list(dismissed(actor)[:20]),
    }  # fmt: skip
    return render(request, "planning/advice.html", context)


@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """/rekomendasi/cara/: how the order is reckoned."""
    rows = weights_on(local_date(now(), actor_of(request).zone))
    context = {"rows": rows, "whole": sum(row.points for row in rows)}
    return render(request, "planning/how.html", context)


@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Into this year's plan."""
    sort, key, code = _named(request)
    item = put_in_plan(actor=actor_of(request), sort=sort, key=key, code=code, now=now())
    messages.success(
        request,
        format_html(
            '{} <a href="{}">{}</a>',
            _("“%(title)s” masuk rencana Anda.") % {"title": item.title},
            reverse("plan"), _("Lihat rencana"),
        ),
    )  # fmt: skip
    return redirect("advice")


@require_POST
def wave_away(request: HttpRequest) -> HttpResponse:
    """Do not show it again; the list below the page takes that back."""
    sort, key, code = _named(request)
    row = dismiss(actor=actor_of(request), sort=sort, key=key, code=code, now=now())
    told = _("“%(title)s” tidak ditampilkan lagi. Urungkan di bagian bawah halaman ini.")
    messages.success(request, told % {"title": row.title})
    return redirect(f"{reverse('advice')}#diabaikan")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Show it again."""
    sort, key, code = _named(request)
    row = take_back(actor=actor_of(request), sort=sort, key=key, code=code, now=now())
    messages.success(request, _("“%(title)s” ditampilkan lagi.") % {"title": row.title})
    return redirect("advice")


def _named(request: HttpRequest) -> tuple[str, UUID, str]:
    try:
        key = UUID(request.POST.get("butir", ""))
    except ValueError as wrong:
        raise NotFound from wrong
    return request.POST.get("jenis", "")[:10], key, request.POST.get("kompetensi", "")[:20]
