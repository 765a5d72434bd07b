"""Publishing: what stops it, what could be better, what changes, by which rule one completes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.content.actions.outline import set_completion
from suluh.content.actions.publish import publish_version
from suluh.content.actions.review import judge_version, submit_version
from suluh.content.forms.training import CompletionForm, PublishForm
from suluh.content.ports import learners_of
from suluh.content.queries.readiness import readiness_of
from suluh.content.queries.review import review_of
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.content.rules.changes import in_words as changes_in_words
from suluh.content.rules.completion import in_words
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/terbit/: the last look before learners see it."""
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = publish_version(
            actor=actor, training=uuid, note=form.cleaned_data["note"], now=now()
        )
        told = _("Versi %(number)d terbit. Buka kelas agar orang dapat mengikutinya.")
        messages.success(request, told % {"number": made.number})
        return redirect("training_courses", uuid=uuid)
    ready = readiness_of(workshop.version, published=workshop.published)
    context = {
        "workshop": workshop,
        "tabs": pages_of(workshop.training.uuid, "terbit"),
        "ready": ready,
        "changes": changes_in_words(ready.changes.as_data()) if workshop.published else [],
        "learners": learners_of(workshop.training.pk) if workshop.published else None,
        "form": form,
        "review": review_of(workshop.version) if workshop.is_draft else None,
        "rule": in_words(workshop.version.completion),
        "completion": CompletionForm(initial=CompletionForm.known(workshop.version.completion)),
    }
    return render(request, "content/training_publish.html", context)


@require_POST
def review(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """POST: ask for a review, give the draft back, or find it good."""
    base: dict[str, Any] = {"actor": actor_of(request), "training": uuid, "now": now()}
    note = request.POST.get("note", "")
    match request.POST.get("aksi", ""):
        case "ajukan":
            submit_version(note=note, **base)
            messages.success(request, _("Draf diajukan. Penelaah melihatnya di daftar pelatihan."))
        case "kembalikan" | "setujui" as act:
            judge_version(is_good=act == "setujui", note=note, **base)
            messages.success(request, _("Telaah tersimpan dan tampak bagi penyusun."))
        case _:
            raise NotFound
    return redirect("training_publish", uuid=uuid)


@require_POST
def completion(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set the rule of completion."""
    form = CompletionForm(request.POST)
    if form.is_valid():
        set_completion(actor=actor_of(request), training=uuid, rule=form.rule(), now=now())
        messages.success(request, _("Syarat selesai tersimpan."))
    else:
        get_workshop(actor_of(request), uuid)
        messages.error(request, str(next(iter(form.errors.values()))[0]))
    return redirect("training_publish", uuid=uuid)
