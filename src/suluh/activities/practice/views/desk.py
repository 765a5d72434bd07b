"""The organiser's list: everybody at a practice; naming guides and a seminar for several at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from suluh.activities.practice.actions.batch import Batch, apply
from suluh.activities.practice.actions.posting import uuid_of
from suluh.activities.practice.forms import SeminarForm
from suluh.activities.practice.queries import desk as queries
from suluh.activities.practice.queries.people import face_by_uuid, found
from suluh.activities.practice.queries.player import ROLE_NAMES
from suluh.activities.practice.types import Role
from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
def places(request: HttpRequest, course: UUID, key: UUID) -> HttpResponse:
    """/kelola/kelas/<course>/praktik/<key>/: who stands where, and acts on those chosen."""
    actor, given = actor_of(request), request.GET
    desk = queries.get_desk(actor, course, key)
    if request.method == "POST":
        _apply(request, desk)
        return redirect(request.get_full_path())
    state, text = given.get("keadaan", ""), given.get("q", "").strip()[:80]
    state = state if state in queries.STATES else ""
    rows = queries.places(desk, state=state, text=text)
    page = get_page(request, rows, size=30, total=rows.count())
    who = given.get("cari", "").strip()[:80]
    context = {
        "desk": desk, "page": page, "seats": queries.seats(desk, page.items), "text": text,
        "state": state, "facets": _facets(state, text), "keep": {"keadaan": state},
        "who": who, "found": found(actor, who, but=0) if desk.is_manager else [],
        "roles": [
            (role.value, ROLE_NAMES[role])
            for role in (*desk.brief.guides, *((Role.EXAMINER,) if desk.brief.has_seminar else ()))
        ],
        "seminar": SeminarForm(zone=desk.course.zone), "role_names": ROLE_NAMES,
    }  # fmt: skip
    return render(request, "practice/desk.html", context)


def _facets(state: str, text: str) -> list[dict[str, Any]]:
    labels = {
        "": _("Semua"), "belum": _("Belum mulai"), "rancangan": _("Rancangan"),
        "berjalan": _("Pelaksanaan"), "seminar": _("Menunggu nilai"), "selesai": _("Selesai"),
    }  # fmt: skip
    return [
        {
            "label": label, "current": slug == state,
            "url": "?" + urlencode({k: v for k, v in (("keadaan", slug), ("q", text)) if v}),
        }
        for slug, label in labels.items()
    ]  # fmt: skip


def _apply(request: HttpRequest, desk: queries.Desk) -> None:
    """Name a guide, or set the seminar, for those ticked."""
    given = request.POST
    chosen = [uuid for text in given.getlist("peserta")[:200] if (uuid := uuid_of(text))]
    uuid, role = uuid_of(given.get("orang", "")), given.get("peran", "")
    face = face_by_uuid(str(uuid), learner_id=0) if uuid else None
    form = SeminarForm(given, zone=desk.course.zone) if given.get("at") else None
    if not chosen or not (face or (form and form.is_valid())):
        messages.error(request, _("Centang peserta, lalu pilih orang atau isi waktu seminar."))
        return
    batch = Batch(
        enrolments=chosen, face=face, role=Role(role) if role in set(Role) else None,
        seminar_at=form.cleaned_data["at"] if form and form.is_valid() else None,
        place=given.get("place", "")[:200],
    )  # fmt: skip
    count = apply(actor=actor_of(request), desk=desk, batch=batch, now=now())
    messages.success(
        request,
        ngettext("Berlaku untuk %(n)d peserta.", "Berlaku untuk %(n)d peserta.", count)
        % {"n": count},
    )
