"""The catalogue: for people signed in at /belajar/, for everyone at /acara/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, zip_longest
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.kept import Kept
from suluh.base.paging import get_page
from suluh.base.prepared import with_kept_plans
from suluh.base.scope import Scope, scoped
from suluh.base.uploads import shown
from suluh.content.rules.covers import small_name
from suluh.delivery.forms.catalogue import read_filter
from suluh.delivery.queries.catalogue import (
    CatalogueFilter,
    catalogue,
    choices,
    is_shown_with,
    own_states,
)
from suluh.identity.middleware import actor_of, is_signed_in

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow the list, as a link."""

    label: str
    url: str
    current: bool
    count: int | None = None


_GAP = re.compile("<!--tempat ([0-9]+)-->")
_LISTINGS: Kept[Listing] = Kept()
_CHIPS: Kept[str] = Kept()


def learn(request: HttpRequest) -> HttpResponse:
    """/belajar/: the catalogue of somebody signed in."""
    if not is_signed_in(request):
        return HttpResponseRedirect("/acara/")
    return events(request)


@with_kept_plans
def events(request: HttpRequest) -> HttpResponse:
    """/acara/: every announced event the visitor may see."""
    actor = actor_of(request)
    query = request.GET.urlencode()
    key = (actor.agency_id, request.path, query, get_language())
    if len(query) > LONGEST:
        listing = _listing(request, actor.agency_id)
    else:
        listing = _LISTINGS.get(key, lambda: _listing(request, actor.agency_id))
    own = own_states(actor, listing.ids) if actor.person_id and listing.ids else {}
    context = {"content": listing.for_person(own), "past": listing.past}
    return render(request, "delivery/catalogue.html", context)


@require_GET
def card_picture(_request: HttpRequest, uuid: UUID, mark: str) -> HttpResponseBase:
    """/sampul/<uuid>/<mark>.webp: the small picture of a card; another one has another address."""
    if not is_shown_with(uuid, mark) or not default_storage.exists(small_name(mark)):
        raise NotFound
    return shown(
        default_storage.open(small_name(mark)), kept="private, max-age=31536000, immutable"
    )


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the catalogue as an agency's people see it, with gaps for their own places.

    `pieces`: drawn text and the number of the event whose gap follows, in turn.
    """

    pieces: tuple[str, ...]
    ids: tuple[int, ...]
    past: bool

    def for_person(self, own: dict[int, str]) -> SafeString:
        """Fill each gap with the person's place in that event."""
        chips = {str(event): _chip(state) for event, state in own.items()}
        gaps = [chips.get(event, "") for event in self.pieces[1::2]]
        filled = chain.from_iterable(zip_longest(self.pieces[::2], gaps, fillvalue=""))
        return mark_safe("".join(filled))  # noqa: S308 - drawn by our template, chips too


def _listing(request: HttpRequest, agency_id: int | None) -> Listing:
    """Ask and draw; what only one person reaches is left out."""
    moment, wanted = now(), read_filter(request.GET)
    with scoped(Scope(tenant_id=agency_id)):
        page = get_page(request, catalogue(wanted, now=moment), size=24)
        context = {
            "page": page,
            "wanted": wanted,
            "times": _times(request, wanted),
            "choices": choices(moment),
            "now": moment,
            "kept": {"waktu": request.GET.get("waktu", "")},
            "request": request,
        }
    html = render_to_string("delivery/parts/catalogue_content.html", context)
    return Listing(
        tuple(_GAP.split(html)), tuple(event.pk for event in page.items), wanted.time == "lampau"
    )


def _chip(state: str) -> str:
    return _CHIPS.get((state, get_language()), lambda: _draw_chip(state))


def _draw_chip(state: str) -> str:
    if not state or state == "cancelled":
        return ""
    return render_to_string("delivery/parts/place_state.html", {"place": {"state": state}})


def _times(request: HttpRequest, wanted: CatalogueFilter) -> list[Facet]:
    labels = {
        "mendatang": _("Akan datang"),
        "pekan-ini": _("Tujuh hari ini"),
        "kapan-saja": _("Kapan saja"),
        "lampau": _("Sudah lewat"),
    }
    facets = []
    for value, label in labels.items():
        query = request.GET.copy()
        query.pop("halaman", None)
        query["waktu"] = value
        facets.append(Facet(label, f"?{query.urlencode()}", value == wanted.time))
    return facets
