"""The catalogue: for people signed in at /belajar/, for everyone at /acara/."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.delivery.forms.catalogue import read_filter
from suluh.delivery.queries.catalogue import CatalogueFilter, catalogue, choices
from suluh.identity.middleware import actor_of, is_signed_in


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list, as a link."""

    label: str
    url: str
    current: bool
    count: int | None = None


def learn(request: HttpRequest) -> HttpResponse:
    """/belajar/: the catalogue of somebody signed in."""
    if not is_signed_in(request):
        return HttpResponseRedirect("/acara/")
    return events(request)


def events(request: HttpRequest) -> HttpResponse:
    """/acara/: every announced event the visitor may see."""
    moment = now()
    wanted = read_filter(request.GET)
    rows = catalogue(actor_of(request), wanted, now=moment)
    context = {
        "page": get_page(request, rows, size=24),
        "wanted": wanted,
        "times": _times(request, wanted),
        "choices": choices(moment),
        "now": moment,
        "kept": {"waktu": request.GET.get("waktu", "")},
    }
    return render(request, "delivery/catalogue.html", context)


def _times(request: HttpRequest, wanted: CatalogueFilter) -> list[Facet]:
    labels = {
        "mendatang": _("Akan datang"),
        "pekan-ini": _("Tujuh hari ini"),
        "lampau": _("Sudah lewat"),
    }
    facets = []
    for value, label in labels.items():
        query = request.GET.copy()
        query.pop("halaman", None)
        query["waktu"] = value
        facets.append(Facet(label, f"?{query.urlencode()}", value == wanted.time))
    return facets
