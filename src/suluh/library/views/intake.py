"""Handing in books: many files or a ZIP, how far the work is, and what was not taken and why."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.queries import job_behind, time_left
from suluh.identity.middleware import actor_of
from suluh.library.actions import intake as actions
from suluh.library.forms import IntakeForm
from suluh.library.models import IntakeFile
from suluh.library.queries import intake as queries
from suluh.library.views.catalogue import Choice


@require_http_methods(["GET", "HEAD", "POST"])
def hand_in(request: HttpRequest) -> HttpResponse:
    """/kelola/pustaka/unggah/: choose files; below, the earlier uploads."""
    actor = actor_of(request)
    past = queries.intakes(actor)
    form = IntakeForm(request.POST or None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_intake(
                actor=actor, files=request.FILES.getlist("berkas"), plan=form.plan(), now=now()
            )
            return redirect("library_intake", intake=made.uuid)
        except actions.NoFiles as refusal:
            fault = str(refusal.sentence)
    context = {"form": form, "fault": fault, "page": get_page(request, past, size=20)}
    status = 422 if form.errors or fault else 200
    return render(request, "library/hand_in.html", context, status=status)


@require_safe
def intake(request: HttpRequest, intake: UUID) -> HttpResponse:
    """/kelola/pustaka/unggahan/<uuid>/: progress, then the report file by file."""
    row = queries.get_intake(actor_of(request), intake)
    job = job_behind(row)
    is_busy = job is not None and job.is_busy
    if not is_busy and request.headers.get("HX-Target", "").endswith("pekerjaan"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the bar asks, and all is done
    text, outcome = request.GET.get("q", "").strip()[:100], request.GET.get("hasil", "")
    labels = {"": _("Semua"), **dict(IntakeFile.Outcome.choices)}
    context: dict[str, Any] = {
        "intake": row, "job": job, "is_busy": is_busy, "text": text, "keep": {"hasil": outcome},
        "left": time_left(job, now()) if job and is_busy else None,
        "page": get_page(request, queries.files_of(row, text=text, outcome=outcome), size=50),
        "choices": [Choice(label, f"?hasil={key}", key == outcome) for key, label in labels.items()],
    }  # fmt: skip
    return render(request, "library/intake.html", context)
