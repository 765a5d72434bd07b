"""A person's own notices."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from suluh.base.clock import now
from suluh.base.paging import get_page
from suluh.base.requests import is_local_path
from suluh.identity.middleware import actor_of, signed_in
from suluh.messaging.actions import read_all_notices, read_notice
from suluh.messaging.queries import get_attachment, get_notices


@require_safe
@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """`/pemberitahuan/`: newest first, searchable."""
    search = request.GET.get("q", "").strip()
    unread_only = request.GET.get("hanya") == "baru"
    rows = get_notices(actor_of(request), search=search, unread_only=unread_only)
    page = get_page(request, rows, size=25)
    context = {"page": page, "search": search, "unread_only": unread_only, "now": now()}
    return render(request, "messaging/notices.html", context)


@require_POST
@signed_in
def open_notice(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Mark one notice read and go where it leads."""
    link = read_notice(actor=actor_of(request), notice=notice, now=now())
    return redirect(link if is_local_path(link) else "notices")


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    read_all_notices(actor=actor_of(request), now=now())
    return redirect("notices")


@require_safe
@signed_in
def attachment(request: HttpRequest, notice: UUID) -> HttpResponse:
    """The file that came with a notice, as a download."""
    name, text = get_attachment(actor_of(request), notice)
    kind = "text/calendar; charset=utf-8" if name.endswith(".ics") else "text/plain; charset=utf-8"
    safe = "".join(sign for sign in name if sign.isalnum() or sign in "-_.") or "lampiran.txt"
    return HttpResponse(
        text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{safe}"'}
    )
