"""Letters and lists of an angkatan: made, listed, and as PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.papers import make_paper
from suluh.delivery.forms.papers import PaperForm, first_values
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import get_managed_batch, meetings_of
from suluh.delivery.queries.papers import (
    drawing_of,
    get_paper,
    head_of,
    latest_number,
    papers_of,
    roll_drawing,
)
from suluh.delivery.queries.rollcall import get_roll_meeting
from suluh.delivery.views.drawing import pdf_answer
from suluh.identity.middleware import actor_of


@require_http_methods(["GET", "POST"])
def papers(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/berkas/: letters made, a new one, lists of sessions."""
    actor, moment = actor_of(request), now()
    course = get_managed_batch(actor, uuid)
    initial = first_values(head_of(course)) | {"dated": local_date(moment, course.zone)}
    form = PaperForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            make_paper(actor=actor, uuid=uuid, draft=form.draft(), now=moment)
            messages.success(request, _("Surat dibuat. Unduh PDF-nya di daftar."))
            return redirect("batch_papers", uuid=uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    context = {
        "course": course, "tabs": batch_tabs(course, "berkas"), "form": form,
        "page": get_page(request, papers_of(course)), "latest": latest_number(),
        "meetings": meetings_of(course),
    }  # fmt: skip
    return render(request, "delivery/batch_papers.html", context)


@require_GET
def paper_pdf(request: HttpRequest, uuid: UUID, paper: UUID) -> HttpResponse:
    """One letter as PDF, as it was made."""
    course = get_managed_batch(actor_of(request), uuid)
    found = get_paper(course, paper)
    return pdf_answer(drawing_of(course, found), name=f"{found.kind}-{found.dated.isoformat()}")


@require_GET
def roll_pdf(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponse:
    """The daftar hadir of a session as PDF, as it stands."""
    course, found = get_roll_meeting(actor_of(request), uuid, meeting)
    day = local_date(found.starts_at, course.zone).isoformat()
    return pdf_answer(roll_drawing(course, found), name=f"daftar-hadir-{day}")
