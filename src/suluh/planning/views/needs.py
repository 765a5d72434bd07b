"""/rencana/kebutuhan/: needs of units (AKD), proposals; /rencana/isu/: issues and who serves them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError, NotAllowed, NotFound
from suluh.base.paging import get_page
from suluh.competency.queries.units import map_made_at
from suluh.identity.middleware import actor_of
from suluh.planning.actions import needs as actions
from suluh.planning.forms.agency import IssueForm, ProposalForm
from suluh.planning.queries import agency, needs


@require_GET
def unit_needs(request: HttpRequest) -> HttpResponse:
    """Gaps of a unit added up by competency, what it proposes, and the units below."""
    actor = actor_of(request)
    today = local_date(now(), actor.zone)
    unit = needs.unit_to_read(actor, _asked(request.GET.get("unit", "")))
    rows = needs.needs_of_unit(unit, year=today.year)
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "unit": unit, "units": list(needs.units_to_read(actor)[:200]), "text": text,
        "rows": [row for row in rows if text.lower() in row.competency.name.lower()],
        "staff": needs.staff_count(unit), "year": today.year, "keep": {"unit": str(unit.uuid)},
        "made_at": map_made_at(unit.tenant_id), "proposals": needs.proposals_of(unit, today.year)[:30],
    }  # fmt: skip
    return render(request, "planning/needs.html", context)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """/rencana/usulan/: what a unit needs beside the gaps."""
    actor = actor_of(request)
    units = list(needs.units_to_propose(actor)[:200])
    if not units:
        raise NotAllowed
    chosen = request.POST.get("unit") or request.GET.get("unit") or ""
    year = local_date(now(), actor.zone).year
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        unit = _asked(chosen)
        if unit is None:
            raise NotFound
        actions.propose(actor=actor, unit=unit, year=year, values=form.values(), now=now())
        messages.success(request, _("Usulan terkirim kepada penyusun rencana instansi."))
        return redirect("plan_team")
    context = {"form": form, "units": units, "chosen": chosen, "year": year}
    return render(request, "planning/propose.html", context)


@require_POST
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a proposal into the agency's plan, or not."""
    year = local_date(now(), actor_of(request).zone).year
    try:
        done = actions.decide_proposal(
            actor=actor_of(request), uuid=uuid, take=request.POST.get("tindakan") == "ambil",
            words=request.POST.get("alasan", ""), now=now(),
        )  # fmt: skip
        year = done.year
        messages.success(request, _("Usulan “%(title)s” diputuskan.") % {"title": done.title})
    except DomainError as refusal:
        if refusal.status != DomainError.status:
            raise
        messages.error(request, str(refusal.sentence))
    return redirect("agency_plan", year=year)


@require_GET
def issues(request: HttpRequest) -> HttpResponse:
    """Strategic issues and themes, the result each aims at, and how many trainings serve it."""
    actor = actor_of(request)
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, agency.issues(actor, text=text), size=25)
    context = {"page": page, "text": text, "may_manage": agency.may_manage(actor)}
    return render(request, "planning/issues.html", context)


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, uuid: UUID | None = None) -> HttpResponse:
    """One issue with the trainings that serve it; its form for who plans."""
    actor = actor_of(request)
    found = agency.issue_of(actor, uuid) if uuid else None
    may_manage = agency.may_manage(actor)
    if found is None or request.method == "POST":
        agency.require_manager(actor)
    this_year = local_date(now(), actor.zone).year
    names = ("sort", "title", "result", "indicator", "first_year", "last_year")
    first = {name: getattr(found, name) for name in names} if found else {
        "first_year": this_year, "last_year": this_year + 4}  # fmt: skip
    form = IssueForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = actions.put_issue(actor=actor, uuid=uuid, values=form.cleaned_data, now=now())
        messages.success(request, _("Tersimpan."))
        return redirect("issue", uuid=made.uuid)
    text = request.GET.get("q", "").strip()[:80]
    context = {
        "issue": found, "form": form, "may_manage": may_manage, "text": text,
        "serving": agency.trainings_of(found) if found else [],
        "others": agency.trainings_to_add(found, text)[:8] if found and may_manage else [],
    }  # fmt: skip
    return render(request, "planning/issue.html", context)


@require_POST
def serve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A training serves the issue, or no longer."""
    training = _asked(request.POST.get("pelatihan", ""))
    if training is None:
        raise NotFound
    serves = request.POST.get("tindakan") != "lepas"
    actions.serve_issue(
        actor=actor_of(request), issue=uuid, training=training, serves=serves, now=now()
    )
    return redirect("issue", uuid=uuid)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put an issue away, asked once more."""
    actor = actor_of(request)
    agency.require_manager(actor)
    found = agency.issue_of(actor, uuid)
    if request.method == "POST":
        actions.close_issue(actor=actor, uuid=uuid, now=now())
        messages.success(request, _("“%(title)s” ditutup.") % {"title": found.title})
        return redirect("issues")
    return render(request, "planning/issue_close.html", {"issue": found})


def _asked(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as wrong:
        raise NotFound from wrong
