"""/rencana/: my plan for a year: goals, items, mix, state; on its way to the supervisor."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError, NotFound
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import home_of
from suluh.planning.actions import deciding
from suluh.planning.actions import plans as actions
from suluh.planning.forms.plans import GoalForm, ItemForm
from suluh.planning.queries import plans


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of a year; without one, how to begin."""
    actor = actor_of(request)
    home_of(actor)
    today = local_date(now(), actor.zone)
    year = _year(request, today)
    found = plans.own_plan(actor, year)
    context = {
        "page": plans.page_of(found, today=today) if found else None,
        "year": year, "years": sorted({*plans.own_years(actor), today.year, today.year + 1}),
        "zone": actor.zone, "leads": plans.leads_somebody(actor), "today": today,
    }  # fmt: skip
    return render(request, "planning/plan.html", context)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """/rencana/butir/…: an item of one's own, or one that is there."""
    actor = actor_of(request)
    home_of(actor)
    found = plans.own_item(actor, uuid) if uuid else None
    year = found.plan.year if found else _year(request, local_date(now(), actor.zone))
    form = ItemForm(request.POST or None, year=year, item=found)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        if found:
            actions.change_item(actor=actor, uuid=found.uuid, values=values, now=now())
        else:
            actions.add_item(actor=actor, year=year, values=values, now=now())
        messages.success(request, _("Tersimpan di rencana Anda."))
        return _back(year)
    return render(request, "planning/item.html", {"form": form, "item": found, "year": year})


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take an item out, asked once more."""
    found = plans.own_item(actor_of(request), uuid)
    if request.method == "POST":
        actions.remove_item(actor=actor_of(request), uuid=uuid, now=now())
        messages.success(request, _("“%(title)s” dihapus dari rencana.") % {"title": found.title})
        return _back(found.plan.year)
    return render(request, "planning/item_remove.html", {"item": found})


@require_http_methods(["GET", "POST"])
def aim(request: HttpRequest) -> HttpResponse:
    """/rencana/jabatan/: the post one aims at; its gaps become needs too."""
    actor = actor_of(request)
    home_of(actor)
    year = _year(request, local_date(now(), actor.zone))
    if request.method == "POST":
        post = _uuid(request.POST.get("jabatan", "")) if "jabatan" in request.POST else None
        actions.set_next_post(actor=actor, year=year, post=post, now=now())
        messages.success(request, _("Jabatan tujuan tersimpan. Rekomendasi Anda mengikutinya."))
        return _back(year)
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, plans.posts_to_aim_at(actor, text), size=25)
    context = {"page": page, "text": text, "year": year, "keep": {"tahun": year},
               "plan": plans.own_plan(actor, year)}  # fmt: skip
    return render(request, "planning/aim.html", context)


@require_http_methods(["GET", "POST"])
def goal(request: HttpRequest) -> HttpResponse:
    """/rencana/sasaran/: a goal in one's own words."""
    actor = actor_of(request)
    home_of(actor)
    year = _year(request, local_date(now(), actor.zone))
    form = GoalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_goal(actor=actor, year=year, values=form.cleaned_data, now=now())
        return _back(year)
    context = {"form": form, "year": year, "targets": plans.unit_targets(actor, year)[:10]}
    return render(request, "planning/goal.html", context)


@require_POST
def goal_remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a goal out; its items stay, so it can be written again at once."""
    actions.remove_goal(actor=actor_of(request), uuid=uuid, now=now())
    messages.success(request, _("Sasaran dihapus; butir rencananya tetap."))
    return redirect("plan")


@require_POST
def submit(request: HttpRequest) -> HttpResponse:
    """Hand it to the supervisor, or take it back."""
    actor, moment = actor_of(request), now()
    year = _year(request, local_date(moment, actor.zone))
    try:
        if "tarik" in request.POST:
            deciding.withdraw_plan(actor=actor, year=year, now=moment)
            messages.success(request, _("Rencana ditarik; Anda dapat mengubahnya lagi."))
        else:
            deciding.submit_plan(actor=actor, year=year, now=moment)
            messages.success(request, _("Rencana diajukan. Anda diberi tahu begitu diputuskan."))
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        messages.error(request, str(refusal.sentence))
    return _back(year)


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('plan')}?tahun={year}")


def _year(request: HttpRequest, today: date) -> int:
    raw = request.POST.get("tahun") or request.GET.get("tahun") or ""
    asked = int(raw) if raw.isdecimal() and len(raw) == 4 else today.year
    return asked if 2018 <= asked <= today.year + 1 else today.year


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise NotFound from wrong
