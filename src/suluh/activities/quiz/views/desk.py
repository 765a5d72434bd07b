"""The trainer's side of a test in a course: who is at it, and more time for whom it is due."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.activities.quiz.actions.allowances import allow
from suluh.activities.quiz.forms import AllowanceForm
from suluh.activities.quiz.queries.desk import STATES, get_test, people_at, place_at, seats_of
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of


@dataclass(frozen=True, slots=True)
class Link:
    """A facet."""

    label: str
    url: str
    current: bool
    count: int | None = None


@require_safe
def people(request: HttpRequest, course: UUID, key: UUID) -> HttpResponse:
    """/kelola/kelas/<course>/tes/<key>/: everybody of the course with attempts and scores."""
    test = get_test(actor_of(request), course=course, key=key)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    page = get_page(request, people_at(test, text=text, state=state).select_related("person"))
    context = {
        "test": test,
        "page": page,
        "seats": seats_of(test, page.items),
        "text": text,
        "state": state if state in STATES else "",
        "facets": _facets(text, state),
    }
    return render(request, "quiz/people.html", context)


def _facets(text: str, state: str) -> list[Link]:
    words = {
        "": _("Semua"),
        "berjalan": _("Sedang mengerjakan"),
        "dikirim": _("Sudah mengirim"),
        "belum": _("Belum mulai"),
    }
    return [
        Link(label, "?" + urlencode({"q": text, "status": name}), current=name == state)
        for name, label in words.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, course: UUID, key: UUID, enrolment: UUID) -> HttpResponse:
    """/kelola/kelas/<course>/tes/<key>/<enrolment>/: one person's attempts, and giving more time."""
    actor, moment = actor_of(request), now()
    seat = place_at(actor, course=course, key=key, enrolment=enrolment)
    form = AllowanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allow(
            actor=actor, course=course, key=key, enrolment=enrolment, extra=form.extra(), now=moment
        )
        messages.success(request, _("Tambahan diberikan dan dicatat di jejak audit."))
        return redirect(request.path)
    test = get_test(actor, course=course, key=key)
    context = {"seat": seat, "test": test, "form": form, "now": moment}
    return render(request, "quiz/person.html", context)
