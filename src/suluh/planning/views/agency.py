"""/rencana/instansi/: five years at a glance; one year's plan, its lines, setting it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of
from suluh.planning.actions import agency as actions
from suluh.planning.forms.agency import LineForm, SetForm, SpentForm, initial_of
from suluh.planning.queries import agency
from suluh.planning.queries.agency import Sums
from suluh.planning.views.team import Facet


@require_GET
def five_years(request: HttpRequest) -> HttpResponse:
    """Human Capital Development Plan: five years, each with its plan in figures."""
    actor = actor_of(request)
    this_year = local_date(now(), actor.zone).year
    raw = request.GET.get("dari", "")
    first = int(raw) if raw.isdecimal() and 2018 <= int(raw[:4]) <= 2100 else this_year - 1
    rows = agency.five_years(actor, first)
    context = {
        "rows": rows, "first": first, "last": first + agency.YEARS - 1, "this_year": this_year,
        "may_manage": agency.may_manage(actor), "earlier": first - 5, "later": first + 5,
        "budget": sum(row.sums.budget for row in rows), "spent": sum(r.sums.spent for r in rows),
        "people": sum(row.sums.people for row in rows),
    }  # fmt: skip
    return render(request, "planning/hcdp.html", context)


@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The plan of one year."""
    actor = actor_of(request)
    plan = agency.agency_plan(actor, year)
    text, family = request.GET.get("q", "").strip()[:80], request.GET.get("rumpun", "")[:14]
    lines = agency.lines_of(plan, text=text, family=family) if plan else None
    may_manage = agency.may_manage(actor)
    context = {
        "plan": plan, "year": year, "text": text, "family": family, "may_manage": may_manage,
        "page": get_page(request, lines, size=25) if lines is not None else None,
        "sums": agency.sums_of([plan]).get(plan.pk, Sums()) if plan else Sums(),
        "facets": _facets(family, text), "keep": {"rumpun": family},
        "proposals": agency.open_proposals(year)[:20] if may_manage else [],
    }  # fmt: skip
    return render(request, "planning/agency_plan.html", context)


@require_POST
def collect(request: HttpRequest, year: int) -> HttpResponse:
    """Gather approved plans into the draft, or only read again what came true."""
    actor = actor_of(request)
    try:
        if "realisasi" in request.POST:
            actions.reckon_realisation(actor=actor, year=year, now=now())
            messages.success(request, _("Realisasi dihitung ulang dari buku JP."))
        else:
            plan = actions.collect_plan(actor=actor, year=year, now=now())
            n = plan.lines.count()
            told = ngettext("%(n)d baris terhimpun.", "%(n)d baris terhimpun.", n)
            messages.success(request, told % {"n": n})
    except DomainError as refusal:
        _say(request, refusal)
    return redirect("agency_plan", year=year)


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, year: int, uuid: UUID | None = None) -> HttpResponse:
    """A line of the plan, new or to be changed."""
    actor = actor_of(request)
    agency.require_manager(actor)
    found = agency.line_of(actor, uuid) if uuid else None
    form = LineForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            values = form.values()
            actions.put_line(actor=actor, year=year, uuid=uuid, values=values, now=now())
            messages.success(request, _("Baris tersimpan."))
            return redirect("agency_plan", year=year)
        except DomainError as refusal:
            _say(request, refusal)
    context = {"form": form, "line": found, "year": year}
    return render(request, "planning/agency_line.html", context)


@require_http_methods(["GET", "POST"])
def line_remove(request: HttpRequest, year: int, uuid: UUID) -> HttpResponse:
    """Take a line out, asked once more."""
    found = agency.line_of(actor_of(request), uuid)
    if request.method == "POST":
        try:
            actions.remove_line(actor=actor_of(request), uuid=uuid, now=now())
            messages.success(request, _("Baris dihapus."))
        except DomainError as refusal:
            _say(request, refusal)
        return redirect("agency_plan", year=year)
    return render(request, "planning/agency_line_remove.html", {"line": found, "year": year})


@require_http_methods(["GET", "POST"])
def spent(request: HttpRequest, year: int, uuid: UUID) -> HttpResponse:
    """What a line cost in the end."""
    found = agency.line_of(actor_of(request), uuid)
    form = SpentForm(request.POST or None, initial={"spent": found.spent})
    if request.method == "POST" and form.is_valid():
        amount = form.cleaned_data["spent"]
        actions.note_spent(actor=actor_of(request), uuid=uuid, spent=amount, now=now())
        messages.success(request, _("Realisasi anggaran tersimpan."))
        return redirect("agency_plan", year=year)
    return render(request, "planning/spent.html", {"form": form, "line": found, "year": year})


@require_http_methods(["GET", "POST"])
def set_it(request: HttpRequest, year: int) -> HttpResponse:
    """Record that PPK set the plan."""
    actor = actor_of(request)
    agency.require_manager(actor)
    form = SetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_plan(
                actor=actor, year=year, words=form.cleaned_data, now=now(),
                looked_at=request.POST.get("dilihat", ""),
            )  # fmt: skip
            messages.success(request, _("Rencana ditetapkan; isinya tidak berubah lagi."))
            return redirect("agency_plan", year=year)
        except DomainError as refusal:
            _say(request, refusal)
    plan = agency.agency_plan(actor, year)
    context = {
        "form": form, "year": year, "mark": agency.mark_of(plan),
        "is_composer": plan is not None and actor.person_id in plan.composers,
    }  # fmt: skip
    return render(request, "planning/agency_set.html", context)


def _say(request: HttpRequest, refusal: DomainError) -> None:
    if refusal.status != DomainError.status:
        raise refusal
    messages.error(request, str(refusal.sentence))


def _facets(family: str, text: str) -> list[Facet]:
    choices = [
        ("", _("Semua")), ("manajerial", _("Manajerial")), ("sosiokultural", _("Sosial kultural")),
        ("teknis", _("Teknis")), ("pemerintahan", _("Pemerintahan")),
    ]  # fmt: skip
    return [Facet(label, f"?rumpun={value}&q={text}", family == value) for value, label in choices]
