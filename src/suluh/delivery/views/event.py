"""The page of an event, for participants and the public, and what they do there."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base.clock import now
from suluh.delivery.actions.registration import (
    ContactMissing,
    cancel_enrolment,
    record_join,
    register,
)
from suluh.delivery.forms.registration import ContactForm
from suluh.delivery.ports import kinds
from suluh.delivery.queries.agenda import entry_of
from suluh.delivery.queries.offerings import get_offering
from suluh.delivery.queries.pages import get_document, get_event_page, waiting_place
from suluh.delivery.queries.registration import get_door
from suluh.delivery.rules.calendar import to_ics
from suluh.delivery.rules.doors import Door
from suluh.delivery.rules.presets import preset_of
from suluh.delivery.rules.prose import to_html
from suluh.identity.middleware import actor_of, is_signed_in


@require_GET
def event(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/acara/<uuid>/: everything about the event, and the one thing to do now."""
    moment = now()
    page = get_event_page(actor_of(request), uuid, now=moment)
    links = [
        link
        for kind in kinds()
        for link in kind.participant_links(page.offering, enrolment=page.enrolment, now=moment)
    ]
    is_waiting = page.door is Door.WAITING and page.enrolment is not None
    context = {
        "page": page,
        "event": page.offering,
        "mine": page.enrolment,
        "door": page.door.value,
        "description": to_html(page.offering.description),
        "rule": preset_of(page.offering.attendance_rule),
        "links": sorted(links, key=lambda each: each.order),
        "place": waiting_place(page.enrolment) if is_waiting and page.enrolment else 0,
        "now": moment,
    }
    return render(request, "delivery/event.html", context)


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
    answer = FileResponse(offering.banner.open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@require_GET
def document(request: HttpRequest, uuid: UUID, document_uuid: UUID) -> HttpResponseBase:
    """A file for participants."""
    found = get_document(actor_of(request), uuid, document_uuid)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name)
