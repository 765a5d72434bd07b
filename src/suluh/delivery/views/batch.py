"""Head of an angkatan's pages for the organiser: its tabs, its rules."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
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


@dataclass(frozen=True, slots=True)
class Tabs:
    """The parts of an angkatan, each leading to its first page, and the pages of the current one."""

    parts: list[Link]
    pages: list[Link]


# Part, and its pages as slug, label, route; `kinds` stands for the pages that kinds add.
_PARTS: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        gettext_noop("Peserta"),
        (
            ("peserta", gettext_noop("Daftar peserta"), "course_manage"),
            ("status", gettext_noop("Keadaan"), "batch_states"),
        ),
    ),
    (
        gettext_noop("Pelaksanaan"),
        (
            ("jadwal", gettext_noop("Jadwal"), "batch_timetable"),
            ("hadir", gettext_noop("Kehadiran"), "batch_rolls"),
            ("berkas", gettext_noop("Berkas"), "batch_papers"),
        ),
    ),
    (
        gettext_noop("Hasil"),
        (
            ("nilai", gettext_noop("Nilai"), "batch_marks"),
            ("kinds", "", ""),
            ("laporan", gettext_noop("Laporan"), "course_report"),
        ),
    ),
    (
        gettext_noop("Kelulusan"),
        (
            ("penutupan", gettext_noop("Penutupan"), "batch_close"),
            ("sertifikat", gettext_noop("Sertifikat"), "certificates_of_event"),
        ),
    ),
    (
        gettext_noop("Pengaturan"),
        (
            ("biaya", gettext_noop("Biaya"), "batch_costs"),
            ("aturan", gettext_noop("Aturan"), "batch_rules"),
        ),
    ),
)


def batch_tabs(offering: Offering, current: str) -> Tabs:
    """The organiser's pages of an angkatan, those of the kinds included; costs no query."""
    parts, here = [], list[Link]()
    for label, slots in _PARTS:
        pages = [link for slot in slots for link in _links(offering, slot, current)]
        is_here = any(page.current for page in pages)
        parts.append(Link(_(label), pages[0].url, is_here))
        here = pages if is_here else here
    return Tabs(parts, here)


def _links(offering: Offering, slot: tuple[str, str, str], current: str) -> list[Link]:
    slug, label, name = slot
    if slug == "kinds":
        tabs = ports.batch_tabs(offering)
        return [Link(tab.label, tab.url, tab.slug == current) for tab in tabs]
    return [Link(_(label), reverse(name, args=[offering.uuid]), slug == current)]


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
