"""The page of an event, for participants and the public, and what they do there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.kept import Kept
from suluh.base.prepared import with_kept_plans
from suluh.base.scope import Scope, scoped
from suluh.base.uploads import served, shown
from suluh.delivery.actions.registration import (
    ContactMissing,
    cancel_enrolment,
    record_join,
    register,
)
from suluh.delivery.forms.registration import ContactForm
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.ports import Tab, event_kinds
from suluh.delivery.queries.agenda import entry_of
from suluh.delivery.queries.offerings import HOLDING, get_offering, is_manager
from suluh.delivery.queries.pages import (
    Programme,
    check_announced,
    door,
    find_programme,
    get_document,
    get_glance,
    waiting_place,
)
from suluh.delivery.queries.registration import get_door
from suluh.delivery.rules.calendar import to_ics
from suluh.delivery.rules.doors import Door
from suluh.delivery.rules.presets import preset_of
from suluh.delivery.rules.prose import to_html
from suluh.identity.middleware import actor_of, is_signed_in
from suluh.organisation.types import Actor

_PROGRAMMES: Kept[Programme | None] = Kept()
_PARTS: Kept[SafeString] = Kept()


@require_GET
@with_kept_plans
def event(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/acara/<uuid>/: everything about the event, and the one thing to do now."""
    actor, moment = actor_of(request), now()
    glance = get_glance(actor, uuid)
    shared = _programme(actor, uuid, glance.version)
    found, mine = shared.offering, glance.enrolment
    if found.is_course:
        return HttpResponseRedirect(reverse("course", args=[uuid]))
    check_announced(actor, found)
    manages = is_manager(actor, found)
    here = door(found, mine.state if mine else "", free=shared.free, now=moment)
    may_open = manages or (mine is not None and mine.state in HOLDING)
    context = {
        "event": found,
        "mine": mine,
        "manages": manages,
        "door": here.value,
        "about": _part("event_about", shared, may_open=may_open, version=glance.version),
        "facts": _part("event_facts", shared, may_open=False, version=glance.version),
        "links": _links(found, mine, moment),
        "place": waiting_place(mine) if here is Door.WAITING and mine else 0,
        "now": moment,
    }
    return render(request, "delivery/event.html", context)


def _programme(actor: Actor, uuid: UUID, version: str) -> Programme:
    """What all people of an agency see is asked for once in two seconds."""

    def ask() -> Programme | None:
        with scoped(Scope(tenant_id=actor.agency_id)):
            return find_programme(actor.agency_id, uuid)

    shared = _PROGRAMMES.get((actor.agency_id, uuid, version), ask)
    shared = shared or find_programme(actor.agency_id, uuid)  # reached by one's own place alone
    if shared is None:
        raise NotFound
    return shared


def _part(name: str, shared: Programme, *, may_open: bool, version: str) -> SafeString:
    """A part of the page that is alike for many, drawn once in two seconds."""
    event = shared.offering

    def draw() -> SafeString:
        context = {
            "event": event,
            "shared": shared,
            "may_open": may_open,
            "description": to_html(event.description),
            "rule": preset_of(event.attendance_rule),
        }
        return render_to_string(f"delivery/parts/{name}.html", context)

    key = (name, event.uuid, version, shared.free, len(shared.people), may_open, get_language())
    return _PARTS.get(key, draw)


def _links(event: Offering, mine: Enrolment | None, now: datetime) -> list[Tab]:
    links = [
        link
        for kind in event_kinds()
        for link in kind.participant_links(event, enrolment=mine, now=now)
    ]
    return sorted(links, key=lambda each: each.order)


@require_http_methods(["GET", "POST"])
def take_place(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Register in one tap; ask only where nothing is known to reach the person by."""
    back = reverse("event", args=[uuid])
    if not is_signed_in(request):
        return redirect_to_login(back, reverse(settings.LOGIN_URL))
    actor = actor_of(request)
    form = ContactForm(request.POST if "email" in request.POST else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        contact = form.cleaned_data if form.is_bound else {}
        try:
            register(actor=actor, offering_uuid=uuid, now=now(), **contact)
            return HttpResponseRedirect(back)
        except ContactMissing:
            form = ContactForm()
    if not form.is_bound:
        known = get_door(actor, uuid)
        form = ContactForm(initial={"email": known.email, "phone": known.phone})
    offering = get_offering(actor, uuid)
    return render(request, "delivery/register.html", {"event": offering, "form": form})


@require_http_methods(["GET", "POST"])
def leave_place(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask once more, then give the place back."""
    if request.method == "POST":
        cancel_enrolment(actor=actor_of(request), offering_uuid=uuid, now=now())
        return HttpResponseRedirect(reverse("event", args=[uuid]))
    offering = get_offering(actor_of(request), uuid)
    return render(request, "delivery/leave.html", {"event": offering})


@require_GET
def room(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The personal join link: remembers who came, then opens the meeting."""
    link = record_join(actor=actor_of(request), offering_uuid=uuid, now=now())
    return HttpResponseRedirect(link or reverse("event", args=[uuid]))


@require_GET
def calendar_file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The event as a calendar file."""
    offering = get_offering(actor_of(request), uuid)
    entry = entry_of(offering, base=settings.BASE_URL)
    text = to_ics([entry], name=offering.title, now=now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="acara-{offering.uuid}.ics"'
    return answer


@require_GET
def banner(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The event's picture."""
    offering = get_offering(actor_of(request), uuid)
    if not offering.banner:
        return HttpResponse(status=404)
    return shown(offering.banner.open("rb"))


@require_GET
def document(request: HttpRequest, uuid: UUID, document_uuid: UUID) -> HttpResponseBase:
    """A file for participants."""
    found = get_document(actor_of(request), uuid, document_uuid)
    return served(found.file.open("rb"), name=found.name)
