"""Assigning a path: whom, how many that is, then yes; one assignment with its people; ended, undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.paging import get_page
from suluh.delivery.actions.assigning import Foresight
from suluh.delivery.actions.path_assigning import (
    assign_path,
    end_path_assignment,
    foresee_path,
    undo_path_assignment,
)
from suluh.delivery.forms.assigning import ListForm, RuleForm
from suluh.delivery.models import LearningPath
from suluh.delivery.queries.criteria import post_names
from suluh.delivery.queries.path_assignments import (
    assignments_of_path,
    get_path_assignment,
    people_of_path_assignment,
    standing_of_path_assignment,
)
from suluh.delivery.queries.paths import get_managed_path
from suluh.delivery.views.acts import foreseen_or_given, tell_assigned
from suluh.delivery.views.assigning import ask_to_undo, rule_form, show_act, tell_undone
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/tugaskan/: whom, then how many that is, then yes; the whole path."""
    actor = actor_of(request)
    path = get_managed_path(actor, uuid)
    form = rule_form(request, actor)
    foresight = _foreseen(request, actor, path, form)
    if isinstance(foresight, HttpResponse):
        return foresight
    context = {
        "path": path,
        "form": form,
        "posts": post_names(),
        "foresight": foresight,
        "given": request.POST if foresight else None,
        "page": get_page(request, assignments_of_path(path), size=25),
    }
    return render(request, "delivery/path_assign.html", context)


@require_http_methods(["GET", "POST"])
def assign_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/tugaskan/daftar/: NIP pasted or from a file, who that is, then yes."""
    actor = actor_of(request)
    path = get_managed_path(actor, uuid)
    form = ListForm(
        request.POST or None, request.FILES or None, today=local_date(now(), actor.zone)
    )
    foresight = _foreseen(request, actor, path, form)
    if isinstance(foresight, HttpResponse):
        return foresight
    context = {
        "path": path,
        "form": form,
        "foresight": foresight,
        "given": form.given() if foresight else None,
    }
    return render(request, "delivery/path_assign_list.html", context)


def _foreseen(
    request: HttpRequest, actor: Actor, path: LearningPath, form: RuleForm | ListForm
) -> Foresight | HttpResponse | None:
    return foreseen_or_given(
        request,
        form,
        foresee=lambda: foresee_path(actor=actor, uuid=path.uuid, target=form.target()),
        give=lambda: _assign(request, actor, path, form),
    )


def _assign(
    request: HttpRequest, actor: Actor, path: LearningPath, form: RuleForm | ListForm
) -> HttpResponse:
    values = form.cleaned_data
    made = assign_path(
        actor=actor,
        uuid=path.uuid,
        target=form.target(),
        due_on=values["due_on"],
        reason=values["reason"],
        follows=values.get("follows", False),
        now=now(),
    )
    tell_assigned(request, made.people)
    return redirect("path_assignment", uuid=path.uuid, assignment=made.uuid)


@require_GET
def assignment(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/tugaskan/<assignment>/: its people and how far they are."""
    found = get_path_assignment(actor_of(request), uuid, assignment)
    links = {
        "desk_url": reverse("path_assign", args=[uuid]),
        "end_url": reverse("path_assignment_end", args=[uuid, assignment]),
        "undo_url": reverse("path_assignment_undo", args=[uuid, assignment]),
    }
    return show_act(
        request,
        found,
        people=people_of_path_assignment,
        standing=standing_of_path_assignment,
        links=links,
    )


@require_POST
def end(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """Stop taking in who comes to the unit."""
    end_path_assignment(actor=actor_of(request), path=uuid, uuid=assignment, now=now())
    messages.success(request, _("Pegawai baru tidak lagi diikutkan. Yang sudah ikut tetap ikut."))
    return redirect("path_assignment", uuid=uuid, assignment=assignment)


@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/tugaskan/<assignment>/batalkan/: says whom it concerns, asks once more."""
    actor = actor_of(request)
    back = reverse("path_assignment", args=[uuid, assignment])
    if request.method == "POST":
        released = undo_path_assignment(actor=actor, path=uuid, uuid=assignment, now=now())
        return tell_undone(request, released, back=back)
    found = get_path_assignment(actor, uuid, assignment)
    return ask_to_undo(request, found, standing=standing_of_path_assignment, back=back)
