"""Assigning by rule: whom, how many that is, then yes; one assignment with its people; undoing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.delivery.actions.assigning import assign, foresee_assignment, undo_assignment
from suluh.delivery.forms.assigning import RuleForm
from suluh.delivery.models.assignment import ActOfAssigning, PathAssignment
from suluh.delivery.queries.assignments import (
    Standing,
    get_assignment,
    people_of_assignment,
    standing_of_assignment,
)
from suluh.delivery.queries.courses import assignable_course, assignable_units, assigning_paths
from suluh.delivery.queries.criteria import post_names, ranks, rungs, words_of
from suluh.delivery.rules.criteria import Criteria
from suluh.delivery.views.acts import foreseen_or_given, tell_assigned
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor


@require_http_methods(["GET", "POST"])
def assign_by_rule(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/tugaskan/aturan/: the rule, then whom it means today, then yes."""
    actor, moment = actor_of(request), now()
    course = assignable_course(actor, uuid)
    form = rule_form(request, actor)
    foresight = foreseen_or_given(
        request,
        form,
        foresee=lambda: foresee_assignment(actor=actor, course=uuid, target=form.target()),
        give=lambda: _assign(request, uuid, form),
    )
    if isinstance(foresight, HttpResponse):
        return foresight
    context = {
        "course": course,
        "form": form,
        "foresight": foresight,
        "given": request.POST if foresight else None,
        "posts": post_names(),
        "now": moment,
    }
    return render(request, "delivery/assign_rule.html", context)


def rule_form(request: HttpRequest, actor: Actor) -> RuleForm:
    """The rule as it was filled in, with what this actor may choose from."""
    return RuleForm(
        request.POST or None,
        units=assignable_units(actor),
        rungs=rungs(),
        ranks=ranks(),
        whole_agency="" in assigning_paths(actor),
        today=local_date(now(), actor.zone),
    )


def _assign(request: HttpRequest, course: UUID, form: RuleForm) -> HttpResponse:
    values = form.cleaned_data
    made = assign(
        actor=actor_of(request),
        course=course,
        target=form.target(),
        due_on=values["due_on"],
        reason=values["reason"],
        follows=values["follows"],
        now=now(),
    )
    tell_assigned(request, made.people)
    return redirect("assignment", uuid=course, assignment=made.uuid)


@require_GET
def assignment(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/tugaskan/<assignment>/: its people and how far they are."""
    found = get_assignment(actor_of(request), uuid, assignment)
    links = {
        "desk_url": reverse("course_assign", args=[uuid]),
        "end_url": reverse("assignment_end", args=[uuid, assignment]),
        "undo_url": reverse("assignment_undo", args=[uuid, assignment]),
    }
    return show_act(
        request, found, people=people_of_assignment, standing=standing_of_assignment, links=links
    )


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/tugaskan/<assignment>/batalkan/: says whom it concerns, asks once more."""
    actor = actor_of(request)
    back = reverse("assignment", args=[uuid, assignment])
    if request.method == "POST":
        released = undo_assignment(actor=actor, course=uuid, uuid=assignment, now=now())
        return tell_undone(request, released, back=back)
    found = get_assignment(actor, uuid, assignment)
    return ask_to_undo(request, found, standing=standing_of_assignment, back=back)


def show_act(
    request: HttpRequest,
    found: ActOfAssigning,
    *,
    people: Callable[..., QuerySet[Any]],
    standing: Callable[..., Standing],
    links: dict[str, str],
) -> HttpResponse:
    """One act of assigning with its people, of a course or a path; `links` lead on from it."""
    today = local_date(now(), actor_of(request).zone)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    stands = standing(found, today=today)
    context = links | {
        "given": found,
        "words": _words(found),
        "standing": stands,
        "page": get_page(request, people(found, text=text, state=state, today=today)),
        "text": text,
        "state": state,
        "today": today,
        "facets": _facets(text, state, stands),
        "keep": {"status": state},
    }
    return render(request, "delivery/assignment.html", context)


def ask_to_undo(
    request: HttpRequest, found: ActOfAssigning, *, standing: Callable[..., Standing], back: str
) -> HttpResponse:
    """Whom taking an act back concerns, and the question."""
    context = {
        "given": found,
        "standing": standing(found, today=local_date(now(), actor_of(request).zone)),
        "words": _words(found),
        "of_path": isinstance(found, PathAssignment),
        "back_url": back,
    }
    return render(request, "delivery/assignment_undo.html", context)


def tell_undone(request: HttpRequest, released: int, *, back: str) -> HttpResponse:
    """How many are free again, on the act's page."""
    told = ngettext("%(n)d orang dilepas.", "%(n)d orang dilepas.", released) % {"n": released}
    messages.success(request, _("Penugasan dibatalkan.") + " " + told)
    return redirect(back)


def _words(found: ActOfAssigning) -> str:
    """Whom an act of assigning means, as a sentence."""
    if found.is_rule:
        return words_of(Criteria.of(found.rule), found.unit)
    return found.unit.name if found.unit else _("Daftar NIP")


def _facets(text: str, state: str, standing: Standing) -> list[Link]:
    """The states of an assignment's people, with how many."""
    choices = [
        ("", _("Semua"), standing.there + standing.released),
        ("belum", _("Belum mulai"), standing.idle),
        ("belajar", _("Sedang belajar"), standing.begun),
        ("terlambat", _("Lewat batas waktu"), standing.late),
        ("selesai", _("Selesai"), standing.completed),
        ("dilepas", _("Dilepas"), standing.released),
    ]
    return [
        Link(label, f"?q={text}&status={key}", key == state, count=count)
        for key, label, count in choices
    ]
