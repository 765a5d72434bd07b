"""The organiser's pages of an angkatan, in five parts; other apps show them on pages of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from suluh.delivery import ports
from suluh.delivery.models import Offering
from suluh.delivery.queries.batches import is_batch
from suluh.delivery.queries.offerings import is_course_manager
from suluh.delivery.queries.setup import is_uuid
from suluh.organisation.types import Actor


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


@dataclass(frozen=True, slots=True)
class Head:
    """Title of a course, the way back, and its tabs where it is an angkatan."""

    title: str
    back_url: str
    back_label: str
    tabs: Tabs | None


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
            ("pengajar", gettext_noop("Pengajar tamu"), "batch_trainers"),
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
            ("ubah", gettext_noop("Data kelas"), "course_change"),
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


def may_see_batch(actor: Actor, offering: Offering) -> bool:
    """Whether this is an angkatan whose pages are open to the actor; trainers have only some."""
    return is_batch(offering) and is_course_manager(actor, offering)


def head_of_source(actor: Actor, source_id: str) -> Head | None:
    """What stands above the certificates of a course that the actor runs; None for all else."""
    if not is_uuid(source_id):
        return None
    courses = Offering.objects.select_related("unit", "version__training")
    found = courses.filter(uuid=source_id, kind=Offering.Kind.COURSE).first()
    if found is None or found.version is None or not is_course_manager(actor, found):
        return None
    back = reverse("training_courses", args=[found.version.training.uuid])
    tabs = batch_tabs(found, "sertifikat") if is_batch(found) else None
    return Head(found.title, back, found.version.training.title, tabs)
