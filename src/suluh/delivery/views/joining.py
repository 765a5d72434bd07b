"""The learner before a gated course: conditions, asking, where the request waits, taking it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.joining import ask_to_join, withdraw_request
from suluh.delivery.forms.gate import AskForm
from suluh.delivery.models import Enrolment
from suluh.delivery.queries.gates import get_entry
from suluh.delivery.queries.learning import get_course
from suluh.delivery.queries.requests import my_requests
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/pelatihan/<uuid>/minta/: what is asked of one, a word of one's own, and off it goes."""
    actor, moment = actor_of(request), now()
    offering = get_course(actor, uuid)
    entry = get_entry(actor, offering, now=moment)
    if entry is None:
        return redirect("course", uuid=uuid)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_to_join(actor=actor, course=uuid, note=form.cleaned_data["note"], now=moment)
            is_in = isinstance(made, Enrolment)
            told = _("Anda terdaftar.") if is_in else _("Permintaan terkirim.")
            messages.success(request, told)
            return redirect("course", uuid=uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {"course": offering, "entry": entry, "form": form, "now": moment}
    return render(request, "delivery/course_ask.html", context)


@require_POST
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the own request back."""
    withdraw_request(actor=actor_of(request), course=uuid, now=now())
    messages.success(request, _("Permintaan ditarik."))
    return redirect("course", uuid=uuid)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """/permintaan/: all of one's own requests and where each waits."""
    text = request.GET.get("q", "").strip()[:80]
    context = {"page": get_page(request, my_requests(actor_of(request), text=text)), "text": text}
    return render(request, "delivery/requests_mine.html", context)
