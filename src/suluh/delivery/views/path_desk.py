"""Learning paths for those who write them: list, writing, people with progress."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.paths import (
    close_path,
    publish_path,
    save_path,
)
from suluh.delivery.forms.paths import PathForm
from suluh.delivery.models import LearningPath
from suluh.delivery.queries.paths import (
    counts_on,
    get_managed_path,
    managed_paths,
    people_on,
    require_author,
    rule_of,
    trainings_of_agency,
    trainings_on,
)
from suluh.delivery.views.courses import Link
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor


@require_GET
def paths(request: HttpRequest) -> HttpResponse:
    """/kelola/jalur/: the agency's paths."""
    text = request.GET.get("q", "").strip()[:80]
    page = get_page(request, managed_paths(actor_of(request), text=text))
    rows = [(path, rule_of(path).in_words()) for path in page.items]
    return render(request, "delivery/manage_paths.html", {"page": page, "rows": rows, "text": text})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """/kelola/jalur/baru/."""
    actor = actor_of(request)
    require_author(actor)
    return _write(request, actor, None)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/ubah/."""
    actor = actor_of(request)
    return _write(request, actor, get_managed_path(actor, uuid))


def _write(request: HttpRequest, actor: Actor, path: LearningPath | None) -> HttpResponse:
    initial = {}
    if path is not None:
        names = ("title", "summary", "mode", "counts_since", "audience", "has_certificate")
        initial = {name: getattr(path, name) for name in names}
        initial["needed"] = path.needed or None
        initial["trainings"] = [str(each) for each in trainings_on(path)]
    form = PathForm(request.POST or None, trainings=trainings_of_agency(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = save_path(
                actor=actor, uuid=path.uuid if path else None, plan=form.plan(), now=now()
            )
            messages.success(request, _("Jalur tersimpan."))
            return redirect("manage_path", uuid=made.uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error("trainings", str(refusal.sentence))
    return render(request, "delivery/path_form.html", {"form": form, "path": path})


@require_GET
def manage(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/jalur/<uuid>/: people with their progress."""
    actor = actor_of(request)
    path = get_managed_path(actor, uuid)
    today = local_date(now(), actor.zone)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    counts = counts_on(path, today=today)
    context = {
        "path": path,
        "rule": rule_of(path).in_words(),
        "counts": counts,
        "page": get_page(request, people_on(path, text=text, state=state, today=today)),
        "text": text,
        "state": state,
        "today": today,
        "keep": {"status": state},
        "facets": [
            Link(label, f"?q={text}&status={key}", key == state, count=count)
            for key, label, count in (
                ("", _("Semua"), counts["there"]),
                ("berjalan", _("Sedang berjalan"), counts["running"]),
                ("terlambat", _("Lewat batas waktu"), counts["late"]),
                ("selesai", _("Selesai"), counts["completed"]),
            )
        ],
    }
    return render(request, "delivery/manage_path.html", context)


@require_POST
def set_state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Publish the path, or close it."""
    if request.POST.get("keadaan") == "terbit":
        publish_path(actor=actor_of(request), uuid=uuid, now=now())
        messages.success(request, _("Jalur terbit dan dapat diikuti."))
    else:
        close_path(actor=actor_of(request), uuid=uuid, now=now())
        messages.success(request, _("Jalur ditutup. Yang sedang berjalan dapat menyelesaikannya."))
    return redirect("manage_path", uuid=uuid)
