"""Bringing a folder of files: the page that asks for it, and what became of each file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.content.actions.bringing import Folder, bring
from suluh.content.actions.outline import NoDraft
from suluh.content.ports import takers
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def bring_files(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/berkas/: with a script one file at a time, else all at once."""
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    if not (workshop.may_write and workshop.is_draft):
        raise NoDraft
    wanted = request.POST.get("bagian") or request.GET.get("bagian", "")
    known = [chapter.key for chapter in workshop.chapters]
    section = next((key for key in known if str(key) == wanted), known[0] if known else uuid)
    brought = None
    if request.method == "POST":
        folder = Folder(_files(request), section, is_folder="folder" in request.POST)
        brought = bring(actor=actor, training=uuid, folder=folder, now=now())
    context: dict[str, Any] = {
        "workshop": workshop, "tabs": pages_of(uuid, "isi"), "section": section,
        "takers": takers(), "brought": brought,
    }  # fmt: skip
    rows_only = request.headers.get("X-Requested-With") == "fetch"
    name = "parts/brought.html" if rows_only else "training_files.html"
    return render(request, f"content/{name}", context)


def _files(request: HttpRequest) -> dict[str, Any]:
    """What was sent, by the path the script tells; a browser alone tells names."""
    sent, paths = request.FILES.getlist("berkas"), request.POST.getlist("jalan")
    if len(paths) != len(sent):
        paths = [each.name or "" for each in sent]
    return {path[:1_000]: file for path, file in zip(paths, sent, strict=True) if path}
