"""Letters and lists of an angkatan: made, listed, and as PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.delivery.actions.drawing import AT_ONCE, ask_paper, ask_roll
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
from suluh.delivery.queries.rollcall import expected_in, get_roll_meeting
from suluh.delivery.views.drawing import long_paper, pdf_answer
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


@require_http_methods(["GET", "HEAD", "POST"])
def paper_pdf(request: HttpRequest, uuid: UUID, paper: UUID) -> HttpResponseBase:
    """One letter as PDF, as it was made; a long one is drawn by a job, which POST asks for."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    found = get_paper(course, paper)
    count, name = len(found.content["people"]), f"{found.kind}-{found.dated.isoformat()}"
    if count <= AT_ONCE:
        return pdf_answer(drawing_of(course, found), name=name)
    if request.method == "POST":
        job = ask_paper(actor=actor, uuid=uuid, paper=paper, now=now())
        return redirect("long_job", job=job.uuid)
    title = f"{found.get_kind_display()} {found.number}"
    back = reverse("batch_papers", args=[uuid])
    return long_paper(request, course, name=name, title=title, count=count, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def roll_pdf(request: HttpRequest, uuid: UUID, meeting: UUID) -> HttpResponseBase:
    """The daftar hadir of a session as PDF, as it stands; a long one as above."""
    actor = actor_of(request)
    course, found = get_roll_meeting(actor, uuid, meeting)
    name = f"daftar-hadir-{local_date(found.starts_at, course.zone).isoformat()}"
    count = expected_in(course).count()
    if count <= AT_ONCE:
        return pdf_answer(roll_drawing(course, found), name=name)
    if request.method == "POST":
        job = ask_roll(actor=actor, uuid=uuid, meeting=meeting, now=now())
        return redirect("long_job", job=job.uuid)
    title = _("Daftar hadir: %(subject)s") % {"subject": found.subject}
    back = reverse("roll", args=[uuid, meeting])
    return long_paper(request, course, name=name, title=title, count=count, back=back)
