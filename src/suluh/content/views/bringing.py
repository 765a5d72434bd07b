"""Bringing a folder of files: the page that asks for it, and what became of each file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.queries import job_behind, time_left
from suluh.base.uploads import Refused
from suluh.content.actions.bringing import Folder, bring
from suluh.content.actions.outline import NoDraft
from suluh.content.actions.parcels import OneAtATime, brought_by, is_parcel, send_parcel
from suluh.content.models import Training
from suluh.content.ports import takers
from suluh.content.queries.parcels import newest_parcel
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.content.types import Brought
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor


@require_http_methods(["GET", "HEAD", "POST"])
def bring_files(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/berkas/: with a script one file at a time, else all at once.

    A large ZIP goes to a job; this page then shows how far it is, and what became of it.
    """
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    if not (workshop.may_write and workshop.is_draft):
        raise NoDraft
    wanted = request.POST.get("bagian") or request.GET.get("bagian", "")
    known = [chapter.key for chapter in workshop.chapters]
    section = next((key for key in known if str(key) == wanted), known[0] if known else uuid)
    rows_only = request.headers.get("X-Requested-With") == "fetch"
    brought = None
    if request.method == "POST":
        sent = _files(request)
        large = {path: file for path, file in sent.items() if is_parcel(path, file)}
        brought = _bring(actor, uuid, request, sent=sent, large=large, section=section)
        if not rows_only and sent and all(each.waits for each in brought):
            return redirect("training_files", uuid=uuid)
    context: dict[str, Any] = {
        "workshop": workshop, "tabs": pages_of(uuid, "isi"), "section": section,
        "takers": takers(), "brought": brought,
    }  # fmt: skip
    if rows_only:
        return render(request, "content/parts/brought.html", context)
    context |= _parcel(workshop.training)
    if not context["is_busy"] and request.headers.get("HX-Target", "").endswith("pekerjaan"):
        return HttpResponse(headers={"HX-Refresh": "true"})  # the bar asks, and all is done
    return render(request, "content/training_files.html", context)


def _bring(
    actor: Actor, training: UUID, request: HttpRequest, *,
    sent: dict[str, Any], large: dict[str, Any], section: UUID,
) -> list[Brought]:  # fmt: skip
    """What became of the small ones, and why a large one was not kept."""
    moment = now()
    found: list[Brought] = []
    small = {path: file for path, file in sent.items() if path not in large}
    if small or not sent:
        folder = Folder(small, section, is_folder="folder" in request.POST)
        found = bring(actor=actor, training=training, folder=folder, now=moment)
    for path, file in large.items():
        try:
            send_parcel(actor=actor, training=training, file=file, section=section, now=moment)
        except (Refused, OneAtATime) as refusal:
            found.append(Brought(path, sentence=str(refusal)))
        else:
            waits = _("Dibuka di belakang layar. Muat ulang halaman ini untuk melihat hasilnya.")
            found.append(Brought(path, sentence=waits, waits=True))
    return found


def _parcel(training: Training) -> dict[str, Any]:
    parcel = newest_parcel(training)
    job = job_behind(parcel) if parcel else None
    is_busy = job is not None and job.is_busy
    return {
        "parcel": parcel, "job": job, "is_busy": is_busy,
        "left": time_left(job, now()) if job and is_busy else None,
        "opened": brought_by(parcel) if parcel and not is_busy else [],
    }  # fmt: skip


def _files(request: HttpRequest) -> dict[str, Any]:
    """What was sent, by the path the script tells; a browser alone tells names."""
    sent, paths = request.FILES.getlist("berkas"), request.POST.getlist("jalan")
    if len(paths) != len(sent):
        paths = [each.name or "" for each in sent]
    return {path[:1_000]: file for path, file in zip(paths, sent, strict=True) if path}
