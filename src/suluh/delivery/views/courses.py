"""Organising courses: opening, people with their progress, assigning with a count shown first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from suluh.base.clock import local_date, now
from suluh.base.errors import DomainError
from suluh.base.paging import get_page
from suluh.content.ports import desk_url
from suluh.content.queries.outline import outline_of
from suluh.content.queries.trainings import get_workshop, pages_of
from suluh.content.types import Part
from suluh.delivery.actions.assigning import assign, end_assignment, foresee_assignment
from suluh.delivery.actions.batches import open_batch
from suluh.delivery.actions.course_offers import close_course, open_course
from suluh.delivery.forms.course import AssignForm, OpenForm
from suluh.delivery.models import Enrolment, Offering
from suluh.delivery.queries.batch_tabs import batch_tabs
from suluh.delivery.queries.batches import is_batch
from suluh.delivery.queries.courses import (
    assignable_course,
    assignable_units,
    assignments_of,
    counts_of_course,
    courses_of,
    get_managed_course,
    learners,
)
from suluh.delivery.queries.offerings import is_course_manager
from suluh.delivery.queries.requests import waiting_at
from suluh.delivery.views.acts import foreseen_or_given, tell_assigned
from suluh.delivery.views.sheets import xlsx
from suluh.identity.middleware import actor_of
from suluh.organisation.types import Actor

LARGEST_SHEET = 100_000


@dataclass(frozen=True, slots=True)
class Link:
    """A facet."""

    label: str
    url: str
    current: bool
    count: int | None = None


@require_http_methods(["GET", "POST"])
def of_training(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/pelatihan/<uuid>/kelas/: courses that give the training, and opening one."""
    actor, moment = actor_of(request), now()
    workshop = get_workshop(actor, uuid)
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _open(actor, uuid, form, moment)
            messages.success(request, _("Kelas dibuka dan muncul di katalog."))
            return redirect("course_manage", uuid=made.uuid)
        except DomainError as refusal:
            if refusal.status != DomainError.status:
                raise
            form.add_error(None, str(refusal.sentence))
    page = get_page(request, courses_of(workshop.training))
    context = {
        "workshop": workshop,
        "tabs": pages_of(uuid, "kelas"),
        "page": page,
        "managed": {course.pk for course in page.items if is_course_manager(actor, course)},
        "form": form,
        "now": moment,
    }
    return render(request, "delivery/training_courses.html", context)


@require_GET
def manage(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """/kelola/kelas/<uuid>/: people with their progress; `?xlsx` as a workbook."""
    course = get_managed_course(actor_of(request), uuid)
    today = local_date(now(), course.zone)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    rows = learners(course, text=text, state=state, today=today)
    if "xlsx" in request.GET:
        return _sheet(rows[:LARGEST_SHEET])
    counts = counts_of_course(course, today=today)
    context = {
        "course": course,
        "tabs": batch_tabs(course, "peserta") if course.has_end and is_batch(course) else [],
        "counts": counts,
        "page": get_page(request, rows),
        "text": text,
        "state": state,
        "today": today,
        "now": now(),
        "facets": _facets(text, state, counts=counts),
        "desks": _desks(course),
        "asked": waiting_at(course) if course.is_gated else {},
    }
    return render(request, "delivery/course_manage.html", context)


def _desks(course: Offering) -> list[tuple[Part, str]]:
    """Activities that somebody looks after, each with its page."""
    assert course.version is not None
    parts = [part for chapter in outline_of(course.version).chapters for part in chapter.parts]
    pages = [(part, desk_url(part.kind, course=course.uuid, key=part.key)) for part in parts]
    return [(part, url) for part, url in pages if url]


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/tutup/: asks once more."""
    actor = actor_of(request)
    if request.method == "POST":
        close_course(actor=actor, uuid=uuid, reason="", now=now())
        messages.success(request, _("Pendaftaran kelas ditutup."))
        return redirect("course_manage", uuid=uuid)
    context = {"course": get_managed_course(actor, uuid)}
    return render(request, "delivery/course_close.html", context)


@require_http_methods(["GET", "POST"])
def assign_people(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/pelatihan/<uuid>/tugaskan/: whom, then how many that is, then yes."""
    actor, moment = actor_of(request), now()
    course = assignable_course(actor, uuid)
    form = AssignForm(
        request.POST or None, request.FILES or None, units=assignable_units(actor),
        today=local_date(moment, actor.zone),
    )  # fmt: skip
    foresight = foreseen_or_given(
        request,
        form,
        foresee=lambda: foresee_assignment(actor=actor, course=uuid, target=form.target()),
        give=lambda: _assign(request, course, form),
    )
    if isinstance(foresight, HttpResponse):
        return foresight
    context = {
        "course": course,
        "form": form,
        "foresight": foresight,
        "given": form.given() if foresight else None,
        "page": get_page(request, assignments_of(actor, course), size=25),
    }
    return render(request, "delivery/course_assign.html", context)


@require_POST
def end(request: HttpRequest, uuid: UUID, assignment: UUID) -> HttpResponse:
    """Stop taking in who comes to the unit."""
    end_assignment(actor=actor_of(request), course=uuid, uuid=assignment, now=now())
    messages.success(request, _("Pegawai baru tidak lagi diikutkan. Yang sudah ikut tetap ikut."))
    return redirect("assignment", uuid=uuid, assignment=assignment)


def _assign(request: HttpRequest, course: Offering, form: AssignForm) -> HttpResponse:
    values = form.cleaned_data
    made = assign(
        actor=actor_of(request),
        course=course.uuid,
        target=form.target(),
        due_on=values["due_on"],
        reason=values["reason"],
        follows=values["follows"],
        now=now(),
    )
    tell_assigned(request, made.people)
    return redirect("course_assign", uuid=course.uuid)


def _open(actor: Actor, training: UUID, form: OpenForm, now: datetime) -> Offering:
    opening, rules = form.opening(zone=actor.zone, now=now), form.batch_rules()
    if rules is None:
        return open_course(actor=actor, training=training, opening=opening, now=now)
    return open_batch(actor=actor, training=training, opening=opening, rules=rules, now=now)


def _facets(text: str, state: str, *, counts: Any) -> list[Link]:
    choices = [
        ("", _("Semua"), counts.joined),
        ("belum", _("Belum mulai"), counts.joined - counts.begun),
        ("belajar", _("Sedang belajar"), None),
        ("terlambat", _("Lewat batas waktu"), counts.late),
        ("selesai", _("Selesai"), counts.completed),
    ]
    return [
        Link(label, f"?q={text}&status={key}", key == state, count=count)
        for key, label, count in choices
    ]


def _sheet(rows: Any) -> HttpResponseBase:
    head = [
        _("Nama"), _("NIP"), _("Unit kerja"), _("Instansi"), _("Kemajuan (%)"), _("Mulai"),
        _("Batas waktu"), _("Selesai pada"),
    ]  # fmt: skip
    return xlsx("peserta", head, (_line(row) for row in rows))


def _line(row: Enrolment) -> list[Any]:
    return [
        row.name,
        row.person.nip or "",
        row.unit_name,
        row.home.name if row.home else "",
        row.progress,
        row.started_at,
        row.due_on,
        row.completed_at,
    ]
