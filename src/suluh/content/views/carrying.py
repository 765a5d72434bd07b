"""What a training raises: the authors' page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import now
from suluh.content.actions.carrying import carry_competency, drop_competency
from suluh.content.forms.carrying import CarriedForm
from suluh.content.queries.carrying import carried_by, scored_activities, usable_competencies
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def competencies(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/kompetensi/: what it carries, and one more."""
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    tests = scored_activities(workshop)
    form = CarriedForm(
        request.POST or None, tests=tests,
        competencies=usable_competencies(workshop.training.tenant_id),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        carry_competency(actor=actor, uuid=uuid, now=now(), **form.carried())
        messages.success(request, _("Kompetensi disimpan. Berlaku bagi yang selesai sesudah ini."))
        return redirect("training_competencies", uuid=uuid)
    names = dict(tests)
    context = {
        "workshop": workshop,
        "tabs": pages_of(uuid, "kompetensi"),
        "carried": [
            (each, names.get(each.test_key, "") if each.test_key else "")
            for each in carried_by([workshop.training.pk])
        ],
        "form": form,
    }
    return render(request, "content/training_competencies.html", context)


@require_POST
def drop(request: HttpRequest, uuid: UUID, competency: UUID) -> HttpResponse:
    """POST: the training carries it no more; who attained it keeps it."""
    drop_competency(actor=actor_of(request), uuid=uuid, competency=competency, now=now())
    messages.success(request, _("Kompetensi dilepas. Yang sudah mencapainya tetap memilikinya."))
    return redirect("training_competencies", uuid=uuid)
