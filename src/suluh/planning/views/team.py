"""/rencana/tim/: plans of whom one leads; many decided at once, one talked about."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.planning.actions.deciding import Choice, comment_plan, decide_plans
from suluh.planning.models import Plan
from suluh.planning.queries import plans


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice that narrows the list."""

    label: str
    url: str
    current: bool
    count: int | None = None


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    """What waits for me above; everybody whom I lead, each with the year's plan, below."""
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")[:8]
    waiting = plans.decidable(actor, today=today)
    rows = plans.team_plans(actor, year=today.year, text=text, state=state)
    page = get_page(request, rows, size=25)
    there = plans.plans_by_person([job.person_id for job in page.items], year=today.year)
    context = {
        "waiting": list(waiting[:50]), "total": waiting.count(), "page": page, "year": today.year,
        "rows": [(job, there.get(job.person_id)) for job in page.items], "text": text,
        "facets": _facets(state, text), "state": state, "keep": {"status": state},
    }  # fmt: skip
    return render(request, "planning/team.html", context)


@require_GET
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person's plan as a reader sees it."""
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    found = plans.seen_plan(actor, uuid, today=today)
    context = {
        "page": plans.page_of(found, today=today), "zone": actor.zone,
        "may_decide": plans.may_decide(actor, found, today=today),
    }  # fmt: skip
    return render(request, "planning/team_plan.html", context)


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Approve, or ask to revise, what was ticked."""
    approve = request.POST.get("tindakan") == "setuju"
    changed = decide_plans(
        actor=actor_of(request), choices=_choices(request), approve=approve,
        words=request.POST.get("catatan", "")[:500], now=now(),
    )  # fmt: skip
    if approve:
        told = ngettext("%(n)d rencana disetujui.", "%(n)d rencana disetujui.", changed)
    else:
        told = ngettext("%(n)d rencana diminta revisi.", "%(n)d rencana diminta revisi.", changed)
    messages.success(request, told % {"n": changed})
    return redirect("plan_team")


@require_POST
def comment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Say something about a plan: its owner, or who reads it."""
    actor = actor_of(request)
    try:
        words = request.POST.get("catatan", "")[:500]
        made = comment_plan(actor=actor, plan=uuid, words=words, now=now())
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        messages.error(request, str(refusal.sentence))
        return redirect("plan")
    messages.success(request, _("Komentar terkirim."))
    if made.person_id == actor.person_id:
        return redirect("plan")
    return redirect("plan_team_one", uuid=uuid)


def _choices(request: HttpRequest) -> list[Choice]:
    found = []
    for text in request.POST.getlist("rencana"):
        uuid, _colon, revision = text.partition(":")
        try:
            found.append(Choice(UUID(uuid), int(revision[:6])))
        except ValueError:
            continue
    return found


def _facets(state: str, text: str) -> list[Facet]:
    choices = [("", _("Semua")), ("tanpa", _("Belum membuat"))]
    choices += [(each.value, str(each.label)) for each in Plan.State]
    return [
        Facet(label, f"?status={value}&q={text}", current=state == value)
        for value, label in choices
    ]
