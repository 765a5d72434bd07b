"""Head of an angkatan's pages for the organiser: its tabs, its rules."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from suluh.base.clock import now
from suluh.delivery import ports
from suluh.delivery.actions.batches import change_batch
from suluh.delivery.forms.batch import RulesForm
from suluh.delivery.models import Offering
from suluh.delivery.queries.batches import get_managed_batch
from suluh.identity.middleware import actor_of


@dataclass(frozen=True, slots=True)
class Link:
    """A tab."""

    label: str
    url: str
    current: bool
    badge: int = 0


def batch_tabs(offering: Offering, current: str) -> list[Link]:
    """The organiser's pages of an angkatan, those of the kinds included; costs no query."""
    before = [
        ("peserta", _("Peserta"), "course_manage"),
        ("jadwal", _("Jadwal"), "batch_timetable"),
        ("hadir", _("Kehadiran"), "batch_rolls"),
        ("nilai", _("Nilai"), "batch_marks"),
        ("status", _("Keadaan"), "batch_states"),
        ("berkas", _("Berkas"), "batch_papers"),
    ]
    after = [
        ("penutupan", _("Penutupan"), "batch_close"),
        ("sertifikat", _("Sertifikat"), "certificates_of_event"),
        ("biaya", _("Biaya"), "batch_costs"),
        ("laporan", _("Laporan"), "course_report"),
        ("aturan", _("Aturan"), "batch_rules"),
    ]
    return [
        *_links(offering, before, current),
        *(Link(tab.label, tab.url, tab.slug == current) for tab in ports.batch_tabs(offering)),
        *_links(offering, after, current),
    ]


def _links(offering: Offering, pages: list[tuple[str, str, str]], current: str) -> list[Link]:
    return [
        Link(label, reverse(name, args=[offering.uuid]), slug == current)
        for slug, label, name in pages
    ]


@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """/kelola/kelas/<uuid>/aturan/: number, attendance, who decides."""
    actor = actor_of(request)
    course = get_managed_batch(actor, uuid)
    batch = course.batch
    initial = {
        "number": batch.number,
        "attendance_share": batch.attendance_share,
        "is_decided": batch.is_decided,
    }
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_batch(actor=actor, uuid=uuid, rules=form.rules(), now=now())
        messages.success(request, _("Aturan angkatan tersimpan."))
        return redirect("batch_rules", uuid=uuid)
    context = {"course": course, "tabs": batch_tabs(course, "aturan"), "form": form}
    return render(request, "delivery/batch_rules.html", context)
