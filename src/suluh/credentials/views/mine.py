"""My certificates: list, one, its PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from suluh.base.clock import now
from suluh.base.errors import NotFound
from suluh.base.paging import get_page
from suluh.credentials.actions.seal import seal_certificates
from suluh.credentials.queries.certificates import find_certificate, my_certificates
from suluh.credentials.queries.evidence import evidence_files, waits_for_log
from suluh.credentials.rules.paper import ROLES
from suluh.identity.middleware import actor_of


@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """`/sertifikat/`: all that I earned."""
    search = request.GET.get("q", "").strip()[:80]
    rows = my_certificates(actor_of(request), search=search)
    context = {"page": get_page(request, rows, size=20), "search": search}
    return render(request, "credentials/mine.html", context)


@login_required
def certificate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`/sertifikat/<uuid>/`: one certificate with its state, code and file."""
    actor = actor_of(request)
    row = find_certificate(actor, uuid)
    context = {
        "row": row,
        "role": ROLES.get(row.role, row.role),
        "check_url": request.build_absolute_uri(f"/periksa/{row.code}/"),
        "is_own": row.person_id == actor.person_id,
        "files": evidence_files(row),
        "is_waiting": waits_for_log(row),
    }
    return render(request, "credentials/one.html", context)


@login_required
def file(request: HttpRequest, uuid: UUID, name: str) -> HttpResponse:
    """One of the files of evidence that travel inside the PDF, by itself."""
    row = find_certificate(actor_of(request), uuid)
    found = next((each for each in evidence_files(row) if each.name == name), None)
    if found is None:
        raise NotFound
    response = HttpResponse(found.text, content_type=f"{found.media}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def download(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The sealed PDF; one that is not sealed yet is sealed now, so that nobody waits for a job."""
    row = find_certificate(actor_of(request), uuid)
    if row.sealed_at is None:
        seal_certificates(ids=[row.id], now=now())
        row = find_certificate(actor_of(request), uuid)
    if not row.file:
        messages.info(request, _("JP Anda sedang dicatat. Coba unduh lagi dalam beberapa detik."))
        return redirect("certificate", uuid=uuid)
    name = f"sertifikat-{row.number.replace('/', '-')}.pdf"
    response = FileResponse(row.file.open("rb"), filename=name, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
