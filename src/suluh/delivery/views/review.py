"""Pages of complaints and corrections."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from suluh.base.clock import now
from suluh.base.errors import NotAllowed, NotFound
from suluh.base.paging import get_page
from suluh.base.uploads import served
from suluh.delivery.actions import review as actions
from suluh.delivery.forms.review import ComplaintForm, DecisionForm, MarkForm, RefuseForm
from suluh.delivery.models import Correction
from suluh.delivery.ports import conditions_of, organiser_tabs
from suluh.delivery.queries import review as queries
from suluh.identity.middleware import actor_of
from suluh.organisation.rules.roles import ROLE_TABLE, Permission


@require_http_methods(["GET", "HEAD", "POST"])
def complain(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /acara/<event>/sanggah/."""
    actor = actor_of(request)
    seat = queries.get_seat(actor, event)
    form = ComplaintForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.file_complaint(actor=actor, event=event, **form.cleaned_data, now=now())
        messages.success(request, _("Sanggahan terkirim. Anda diberi tahu begitu ada jawaban."))
        return redirect(f"/acara/{event}/hasil/")
    context = {
        "form": form, "offering": seat.offering, "back": f"/acara/{event}/hasil/",
        "waiting": queries.own_complaint(seat),
    }  # fmt: skip
    return render(request, "delivery/review_complain.html", context, status=_status(form.errors))


@require_safe
def complaints(request: HttpRequest) -> HttpResponseBase:
    """GET /kelola/sanggahan/: what waits for an answer."""
    actor = actor_of(request)
    if actor.agency_id is None or not actor.holds(*ROLE_TABLE[Permission.COMPLAINT_DECIDE]):
        raise NotAllowed(_("Halaman ini untuk penyelenggara."))
    is_open = request.GET.get("lihat", "") != "selesai"
    search = request.GET.get("q", "").strip()
    rows = queries.managed_complaints(actor, is_open=is_open, search=search)
    context = {
        "page": get_page(request, rows, total=rows.count()), "is_open": is_open, "q": search,
        "sides": [
            {"label": _("Menunggu jawaban"), "url": "?", "current": is_open},
            {"label": _("Selesai"), "url": "?lihat=selesai", "current": not is_open},
        ],
    }  # fmt: skip
    return render(request, "delivery/review_complaints.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """GET, POST /kelola/sanggahan/<uuid>/: look and decide."""
    actor = actor_of(request)
    found = queries.get_complaint(actor, uuid)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accept = request.POST.get("tindakan") == "terima"
        actions.decide_complaint(
            actor=actor, complaint=uuid, accept=accept, answer=form.cleaned_data["answer"],
            now=now(),
        )  # fmt: skip
        messages.success(request, _("Keputusan tersimpan, peserta diberi tahu."))
        return redirect("/kelola/sanggahan/")
    context = {
        "complaint": found, "offering": found.enrolment.offering, "form": form,
        "conditions": conditions_of(
            found.enrolment.offering, person_id=found.person_id, now=now()
        ),
        "is_own": found.person_id == actor.person_id,
    }  # fmt: skip
    return render(request, "delivery/review_complaint.html", context, status=_status(form.errors))


@require_safe
def evidence(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """GET /kelola/sanggahan/<uuid>/bukti/."""
    found = queries.get_complaint(actor_of(request), uuid)
    if not found.evidence:
        raise NotFound
    name = str(found.evidence.name).rsplit("/", 1)[-1]
    return served(found.evidence.open("rb"), name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, event: UUID) -> HttpResponseBase:
    """GET, POST /kelola/acara/<event>/tandai/: a pasted list of NIP."""
    actor = actor_of(request)
    offering = queries.get_run_event(actor, event, Permission.ATTENDANCE_CORRECT)
    form = MarkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = actions.mark_people(actor=actor, event=event, **form.cleaned_data, now=now())
        _say(request, outcome)
        return redirect(request.path)
    context = {
        "offering": offering, "form": form, "is_over": now() >= offering.ends_at,
        "corrections": queries.corrections_of(offering), "person_id": actor.person_id,
        "tabs": organiser_tabs(offering, actor=actor), "current_tab": "kehadiran",
    }  # fmt: skip
    return render(request, "delivery/review_mark.html", context, status=_status(form.errors))


@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, event: UUID, uuid: UUID) -> HttpResponseBase:
    """GET, POST /kelola/acara/<event>/tandai/<uuid>/: the second person looks and decides."""
    actor = actor_of(request)
    offering = queries.get_run_event(actor, event, Permission.ATTENDANCE_CORRECT)
    found = next((each for each in queries.corrections_of(offering) if each.uuid == uuid), None)
    if found is None:
        raise NotFound
    context = {
        "offering": offering, "correction": found, "form": RefuseForm(),
        "people": queries.names_of(offering, found.people),
        "may_decide": found.state == Correction.State.ASKED
        and found.asked_by_id != actor.person_id,
    }  # fmt: skip
    if request.method == "POST":
        actions.approve_correction(
            actor=actor, event=event, correction=uuid,
            content_sha256=request.POST.get("isi", ""), now=now(),
        )  # fmt: skip
        messages.success(request, _("Daftar disetujui dan dijalankan."))
        return redirect(f"/kelola/acara/{event}/tandai/")
    return render(request, "delivery/review_correction.html", context)


@require_POST
def refuse(request: HttpRequest, event: UUID, uuid: UUID) -> HttpResponseBase:
    """POST /kelola/acara/<event>/tandai/<uuid>/tolak/."""
    form = RefuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    actions.refuse_correction(
        actor=actor_of(request), event=event, correction=uuid, reason=reason, now=now()
    )
    return redirect(f"/kelola/acara/{event}/tandai/")


def _status(errors: object) -> int:
    return 422 if errors else 200


def _say(request: HttpRequest, outcome: actions.Marking) -> None:
    if outcome.correction.state == Correction.State.APPLIED:
        messages.success(request, _("%(n)s orang ditandai hadir.") % {"n": outcome.found})
    else:
        told = _("%(n)s orang menunggu persetujuan rekan lain, karena acara sudah selesai.")
        messages.success(request, told % {"n": outcome.found})
    if outcome.not_registered:
        listed = ", ".join(f"…{number[-4:]}" for number in outcome.not_registered[:20])
        told = _("%(n)s NIP belum terdaftar di acara ini: %(list)s")
        messages.warning(request, told % {"n": len(outcome.not_registered), "list": listed})
    if outcome.unreadable:
        told = _("%(n)s baris tidak terbaca sebagai NIP: %(list)s")
        listed = ", ".join(outcome.unreadable[:10])
        messages.warning(request, told % {"n": len(outcome.unreadable), "list": listed})
