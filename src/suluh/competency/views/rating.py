"""Rating oneself and one's team, and the assessor's desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.competency.actions.rating import NothingRated, assess, rate_led_person, rate_self
from suluh.competency.forms.rating import RatingForm, RubricForm
from suluh.competency.queries.dictionary import get_competency
from suluh.competency.queries.rating import (
    assessable_people,
    assessed_person,
    assessments_of,
    led_person,
    ratable,
    steps_of,
)
from suluh.identity.middleware import actor_of, signed_in

READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_OR_SEND)
@signed_in
def self_rating(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/nilai-diri/`: which level I see in myself."""
    actor, moment = actor_of(request), now()
    rows = ratable(actor.person_id, local_date(moment, actor.zone))
    form = RatingForm(request.POST or None, rows=rows)
    if form.is_valid():
        try:
            count = rate_self(
                actor=actor, now=moment, token=form.cleaned_data["token"], levels=form.levels()
            )
        except NothingRated as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            _thank(request, count)
            return redirect("competency_map")
    return render(request, "competency/rate.html", {"form": form, "is_own": True})


@require_http_methods(READ_OR_SEND)
@signed_in
def team_rating(request: HttpRequest, person: UUID) -> HttpResponse:
    """`/kompetensi/nilai/<uuid>/`: which level I see in somebody of my team."""
    actor, moment = actor_of(request), now()
    job = led_person(actor, person)
    rows = ratable(job.person_id, local_date(moment, actor.zone))
    form = RatingForm(request.POST or None, rows=rows)
    if form.is_valid():
        try:
            count = rate_led_person(
                actor=actor, now=moment, token=form.cleaned_data["token"], person=person,
                levels=form.levels(),
            )  # fmt: skip
        except NothingRated as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            _thank(request, count)
            return redirect("/tim/")
    return render(request, "competency/rate.html", {"form": form, "job": job})


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """`/kompetensi/asesor/`: whom I may assess."""
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, assessable_people(actor_of(request), text), size=25)
    return render(request, "competency/assess_people.html", {"page": page, "search": text})


@require_safe
@signed_in
def assessed(request: HttpRequest, person: UUID) -> HttpResponse:
    """`/kompetensi/asesor/<uuid>/`: what the post asks for, and what assessors wrote."""
    actor = actor_of(request)
    job = assessed_person(actor, person)
    context = {
        "job": job,
        "rows": ratable(job.person_id, local_date(now(), actor.zone)),
        "page": get_page(request, assessments_of(job.person_id), size=20),
    }
    return render(request, "competency/assess_person.html", context)


@require_http_methods(READ_OR_SEND)
@signed_in
def rubric(request: HttpRequest, person: UUID, competency: UUID) -> HttpResponse:
    """`/kompetensi/asesor/<uuid>/<uuid>/`: the indicators of one competency."""
    actor = actor_of(request)
    job, found = assessed_person(actor, person), get_competency(actor, competency)
    steps = steps_of([found.pk]).get(found.pk, ())
    form = RubricForm(request.POST or None, steps=steps)
    if form.is_valid():
        try:
            made = assess(
                actor=actor, now=now(), person=person, competency=competency, **form.judgement()
            )
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error("note", str(refusal.sentence))
        else:
            messages.success(
                request,
                _("Penilaian dicatat: level %(level)s.") % {"level": made.level}
                if made.level
                else _("Penilaian dicatat; belum ada level yang dicapai."),
            )
            return redirect("competency_assessed", person=person)
    context = {"form": form, "job": job, "competency": found}
    return render(request, "competency/rubric.html", context)


def _thank(request: HttpRequest, count: int) -> None:
    sentence = ngettext("%(n)s kompetensi dinilai.", "%(n)s kompetensi dinilai.", count)
    messages.success(request, sentence % {"n": count})
