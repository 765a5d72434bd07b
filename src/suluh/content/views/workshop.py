"""The workshop: the list of trainings, a new one, what is said about it, its history."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.base.uploads import shown
from suluh.content.actions.copies import copy_training
from suluh.content.actions.trainings import archive_training, change_training, create_training
from suluh.content.forms.training import StartForm, TrainingForm
from suluh.content.queries.trainings import (
    STATES,
    get_workshop,
    log_of,
    managed_trainings,
    may_somewhere,
    pages_of,
    version_list,
    written_paths,
)
from suluh.content.rules.changes import in_words
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import Permission

E_LEARNING = 16


@dataclass(frozen=True, slots=True)
class Link:
    """A facet."""

    label: str
    url: str
    current: bool
    count: int | None = None


@require_GET
def trainings(request: HttpRequest) -> HttpResponse:
    """/kelola/pelatihan/: what the actor writes, changed last first."""
    text, state = request.GET.get("q", "").strip()[:100], request.GET.get("status", "")
    state = state if state in STATES else ""
    labels = {
        "": _("Semua"),
        "draf": _("Ada draf"),
        "telaah": _("Menunggu telaah"),
        "terbit": _("Terbit"),
        "arsip": _("Arsip"),
    }
    actor = actor_of(request)
    context = {
        "page": get_page(request, managed_trainings(actor, text=text, state=state)),
        "may_write": may_somewhere(actor, Permission.TRAINING_WRITE),
        "text": text,
        "state": state,
        "facets": [
            Link(name, f"?q={text}&status={key}", key == state) for key, name in labels.items()
        ],
    }
    return render(request, "content/trainings.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/kelola/pelatihan/baru/: title and form; the outline follows."""
    actor = actor_of(request)
    written_paths(actor)
    form = StartForm(request.POST or None, initial={"form": E_LEARNING})
    if request.method == "POST" and form.is_valid():
        made = create_training(
            actor=actor, now=now(), values=form.cleaned_data, first_section=_("Bagian pertama")
        )
        return redirect("training", uuid=made.uuid)
    return render(request, "content/training_new.html", {"form": form})


@require_POST
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """POST: the training once more, as a draft of its own."""
    made = copy_training(actor=actor_of(request), uuid=uuid, now=now())
    messages.success(request, _("Salinan dibuat. Ganti judulnya, lalu ubah isinya."))
    return redirect("training_details", uuid=made.uuid)


@require_http_methods(["GET", "POST"])
def details(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/data/: title, aims, classification, trainers."""
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    form = TrainingForm(request.POST or None, request.FILES or None, training=workshop.training)
    if request.method == "POST" and form.is_valid():
        change_training(
            actor=actor, uuid=uuid, values=form.values(), trainers=form.trainers_lines(), now=now()
        )
        messages.success(request, _("Data pelatihan tersimpan."))
        return redirect("training_details", uuid=uuid)
    context = {"workshop": workshop, "tabs": pages_of(uuid, "data"), "form": form}
    return render(request, "content/training_details.html", context)


@require_GET
def cover(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/kelola/pelatihan/<uuid>/sampul.webp: the training's picture."""
    training = get_workshop(actor_of(request), uuid).training
    if not training.cover:
        raise NotFound
    return shown(training.cover.open("rb"), kept="private, max-age=3600")


@require_GET
def history(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/versi/: versions, and what changed in each."""
    workshop = get_workshop(actor_of(request), uuid)
    entries = [(entry, in_words(entry.changes)) for entry in log_of(workshop.training)]
    context = {
        "workshop": workshop,
        "tabs": pages_of(uuid, "versi"),
        "entries": entries,
        "versions": version_list(workshop.training),
    }
    return render(request, "content/training_history.html", context)


@require_POST
def archive(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Put a training away or take it out again."""
    away = "kembalikan" not in request.POST
    archive_training(actor=actor_of(request), uuid=uuid, archived=away, now=now())
    done = _("Pelatihan diarsipkan.") if away else _("Pelatihan dikembalikan dari arsip.")
    messages.success(request, done)
    return redirect("training_history", uuid=uuid)
