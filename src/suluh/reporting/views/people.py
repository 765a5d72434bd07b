"""The people behind a figure, one person's year, and the invitation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import now
from suluh.base.paging import Page, get_page
from suluh.base.scope import SYSTEM, scoped
from suluh.base.text import number
from suluh.identity.middleware import actor_of, signed_in
from suluh.ledger.queries import lines_of, person_year
from suluh.organisation.rules.roles import Permission, require
from suluh.reporting.actions import invite_behind
from suluh.reporting.queries.invitations import PAUSE, invited_at
from suluh.reporting.queries.people import Chosen, as_lines, find_person, people_of
from suluh.reporting.queries.places import inside
from suluh.reporting.views.asked import asked_of, place_of
from suluh.reporting.views.facets import standing_facets, words_of


@require_safe
@signed_in
def people(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/pegawai/`: who they are."""
    actor, asked = actor_of(request), asked_of(request)
    place = place_of(request, actor, code)
    chosen = Chosen.from_query(request.GET)
    with inside(actor, place):
        found = get_page(request, people_of(place, asked.year, chosen))
        lines = as_lines(list(found.items))
    context = {
        "asked": asked,
        "place": place,
        "chosen": chosen,
        "words": words_of(chosen),
        "facets": standing_facets(request, chosen),
        "kept": {key: value for key, value in request.GET.items() if key not in {"q", "halaman"}},
        "page": Page(lines, found.number, found.has_next, found.query),
    }
    return render(request, "reporting/people.html", context)


@require_safe
@signed_in
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """`/capaian/pegawai/<uuid>/`: one person's year, line by line."""
    actor, asked = actor_of(request), asked_of(request)
    with scoped(SYSTEM):
        row = find_person(actor, person, asked.year)
        year = person_year(row.person_id, asked.year)
        page = get_page(request, lines_of(row.person_id, asked.year))
    context = {"row": row, "year": year, "page": page, "asked": asked}
    return render(request, "reporting/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: HttpRequest, code: str) -> HttpResponse:
    """`/capaian/<code>/ajak/`: ask once more, then tell everyone who is behind."""
    actor, asked = actor_of(request), asked_of(request)
    place = place_of(request, actor, code)
    require(actor, Permission.RATE_INVITE, agency_id=place.agency.pk, unit_path=place.path)
    if request.method == "POST":
        count = invite_behind(actor=actor, now=now(), place=place)
        sentence = ngettext("%(n)s pegawai diajak.", "%(n)s pegawai diajak.", count)
        messages.success(request, sentence % {"n": number(count)})
        return redirect(place.url)
    with inside(actor, place):
        count = people_of(place, asked.today.year, Chosen(standing="tertinggal")).count()
        last = invited_at(place, now=now())
    question = _("Ajak %(n)s pegawai yang tertinggal?") % {"n": number(count)}
    context = {
        "place": place, "question": question, "count": count, "invited_at": last,
        "may_again_at": last + PAUSE if last else None,
    }  # fmt: skip
    return render(request, "reporting/invite.html", context)
