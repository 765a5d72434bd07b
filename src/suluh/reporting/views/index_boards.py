"""IP ASN of an agency or unit: means and categories; the people for those who keep their files."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import Page, get_page
from suluh.identity.middleware import actor_of, signed_in
from suluh.organisation.queries.agencies import own_agency
from suluh.organisation.rules.roles import Permission, can
from suluh.reporting.actions import choose_index_forms
from suluh.reporting.forms import IndexFormsForm
from suluh.reporting.queries import index_pages
from suluh.reporting.queries.ip_asn import law_for, rule_on
from suluh.reporting.queries.people import index_lines
from suluh.reporting.queries.places import inside
from suluh.reporting.rules.ip_asn_words import group_name
from suluh.reporting.views.asked import place_of

ROWS = 25


@require_safe
@signed_in
def board(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/ip-asn/`: how the place stands."""
    actor = actor_of(request)
    place = place_of(request, actor, code)
    with inside(actor, place):
        found = index_pages.index_board(place, day=local_date(now(), actor.zone))
    search = request.GET.get("q", "").strip()[:80]
    units = [one for one in found.units if search.lower() in one.name.lower()] if found else []
    context: dict[str, Any] = {
        "place": place,
        "board": found,
        "search": search,
        "categories": [
            SimpleNamespace(name=name, people=count, share=count / found.total.people)
            for name, count in found.categories
        ] if found and found.total.people else [],
        "groups": [
            SimpleNamespace(label=group_name(sums.name), sums=sums) for sums in found.groups
        ] if found else [],
        "page": get_page(request, units, size=ROWS),  # type: ignore[arg-type]
        "may_open": can(
            actor, Permission.PEOPLE_VIEW, agency_id=place.agency.pk, unit_path=place.path
        ),
        "may_choose": can(actor, Permission.AGENCY_EDIT, agency_id=place.agency.pk),
        "keep": {"unit": request.GET.get("unit", "")},
    }  # fmt: skip
    return render(request, "reporting/index_board.html", context)


@require_safe
@signed_in
def people(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/ip-asn/pegawai/`: the people of a category, by name."""
    actor = actor_of(request)
    place = place_of(request, actor, code)
    category = request.GET.get("kategori", "")[:40]
    search = request.GET.get("q", "").strip()[:80]
    with inside(actor, place):
        rows = index_pages.index_people(actor, place, category=category, search=search)
        found = get_page(request, rows)
        lines = index_lines(list(found.items))
    rule = rule_on(local_date(now(), actor.zone))
    names = [name for name, _above in rule.law["categories"]] if rule else []
    context = {
        "place": place, "category": category, "search": search,
        "back": f"{reverse('index_board', args=[code])}?{place.query}",
        "page": Page(lines, found.number, found.has_next, found.query),
        "facets": _facets(request, ["", *names], category),
        "kept": {"unit": request.GET.get("unit", ""), "kategori": category},
    }  # fmt: skip
    return render(request, "reporting/index_people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def forms(request: HttpRequest) -> HttpResponse:
    """`/ip-asn/bentuk/`: which forms of learning my agency counts for which item."""
    actor = actor_of(request)
    agency = own_agency(actor)
    day = local_date(now(), actor.zone)
    rule = rule_on(day)
    law = law_for(rule, agency.pk, day) if rule else None
    start = {
        "technical": [str(code) for code in sorted(law.technical_forms)],
        "seminar": [str(code) for code in sorted(law.seminar_forms)],
    } if law else {}  # fmt: skip
    form = IndexFormsForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            choose_index_forms(actor=actor, now=now(), **form.chosen())
        except DomainError as refusal:
            form.add_error("seminar", str(refusal.sentence))
        else:
            messages.success(
                request, _("Pilihan disimpan. Perkiraan pegawai segera dihitung ulang.")
            )
            return redirect("index_board", code=agency.code)
    return render(request, "reporting/index_forms.html", {"form": form, "agency": agency})


def _facets(request: HttpRequest, names: list[str], category: str) -> list[SimpleNamespace]:
    unit = request.GET.get("unit", "")
    return [
        SimpleNamespace(
            label=_(name) if name else _("Semua"), current=name == category, count=None,
            url="?" + urlencode({"unit": unit, "kategori": name}),
        )
        for name in names
    ]  # fmt: skip
