"""Taking over what the agency wrote already."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.content.actions.copies import reuse as copy_into
from suluh.content.actions.outline import NoDraft
from suluh.content.ports import activity_kinds
from suluh.content.queries.reuse import usable_activities
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def reuse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/pakai/: choose an activity of the agency; it is copied into a section."""
    actor = actor_of(request)
    workshop = get_workshop(actor, uuid)
    if not workshop.is_draft:
        raise NoDraft
    section = _section(request.POST.get("bagian") or request.GET.get("bagian", ""))
    if request.method == "POST":
        chosen = request.POST.get("kegiatan", "")
        made = copy_into(
            actor=actor,
            training=uuid,
            section=section,
            activity_id=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else 0,
            now=now(),
        )
        messages.success(request, _("%(title)s disalin ke bagian ini.") % {"title": made.title})
        return redirect("training", uuid=uuid)
    text = request.GET.get("q", "").strip()[:100]
    context = {
        "workshop": workshop,
        "tabs": pages_of(uuid, "isi"),
        "section": section,
        "chapter": next((c for c in workshop.chapters if c.key == section), None),
        "text": text,
        "kinds": list(activity_kinds().values()),
        "page": get_page(request, usable_activities(actor, text=text)),
    }
    return render(request, "content/training_reuse.html", context)


def _section(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
