"""Papers of an angkatan: those made, and what a new one starts from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db.models import QuerySet

from suluh.base import text
from suluh.base.clock import local_date
from suluh.base.errors import NotFound
from suluh.base.queries import get_long_job
from suluh.credentials.models import CertificateTemplate
from suluh.credentials.queries.papers import template_images
from suluh.delivery.models import Enrolment, Meeting, Offering, Paper
from suluh.delivery.queries.closing import states_of
from suluh.delivery.queries.rollcall import expected_in, lines_of
from suluh.delivery.queries.setup import is_uuid
from suluh.delivery.rules import letters
from suluh.delivery.rules.letters import STATUSES, Course, Head, Listed
from suluh.delivery.rules.standing import State
from suluh.organisation.types import Actor

_LOGOS = {"image/png", "image/jpeg", "image/webp", "image/svg+xml"}
DRAWN = "berkas-angkatan"  # the folder of long papers that were drawn
_NOBODY = {"name": "", "post": "", "rank": "", "nip": ""}


def papers_of(offering: Offering) -> QuerySet[Paper]:
    """All papers, latest first, without their content: a list of them may hold ten thousand names each."""
    rows = Paper.objects.filter(offering=offering).order_by("-dated", "-id")
    return rows.defer("content")


def get_paper(offering: Offering, uuid: UUID) -> Paper:
    """One of them."""
    found = Paper.objects.filter(offering=offering, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def latest_number() -> str:
    """The number used last in the scope's agency: the next one is most often near it."""
    found = Paper.objects.order_by("-id").values_list("number", flat=True).first()
    return found or ""


def head_of(offering: Offering) -> Head:
    """Letterhead, logo and signer as the agency's certificates bear them."""
    agency = offering.tenant
    template = CertificateTemplate.objects.filter(is_current=True).order_by("name", "id").first()
    if template is None:
        return Head((agency.name.upper(),), _NOBODY)
    settings = template.settings
    logo = template_images(template).get("logo")
    signer: dict[str, Any] = next(iter(settings.get("signers") or []), {})
    return Head(
        letterhead=tuple(settings.get("letterhead") or (agency.name.upper(),)),
        signer={name: str(signer.get(name, "")) for name in _NOBODY},
        city=str(settings.get("issued_at", "")),
        logo=logo.data if logo and logo.media in _LOGOS else b"",
    )


def course_of(offering: Offering) -> Course:
    """The angkatan as papers name it."""
    unit = f"{offering.unit.name}, " if offering.unit else ""
    return Course(
        title=offering.title,
        place=offering.place,
        first=local_date(offering.starts_at, offering.zone),
        last=local_date(offering.last_moment, offering.zone),
        jp=f"{text.jp(offering.jp_minor)} JP",
        organiser=f"{unit}{offering.tenant.name}",
    )


def invited(offering: Offering) -> list[Enrolment]:
    """Everybody but who withdrew."""
    places = list(expected_in(offering))
    states = states_of(places)
    return [place for place in places if states[place.pk] != State.WITHDRAWN]


def listed(places: Sequence[Enrolment]) -> list[dict[str, str]]:
    """People as a paper freezes them."""
    return [
        {"name": place.name, "nip": place.person.nip or "", "unit": place.unit_name}
        for place in places
    ]


def drawing_of(offering: Offering, paper: Paper) -> dict[str, Any]:
    """What the PDF of a paper shows, from its frozen content."""
    course, content = course_of(offering), paper.content
    if paper.kind == Paper.Kind.RECORD:
        return letters.record(head_of(offering), course, content)
    head = head_of(offering)
    head = Head(head.letterhead, content["signer"], content["city"], head.logo)
    people = [Listed(each["name"], each["nip"], each["unit"]) for each in content["people"]]
    write = letters.summons if paper.kind == Paper.Kind.SUMMONS else letters.duty
    return write(head, course, people, number=paper.number, dated=paper.dated, note=content["note"])


def roll_drawing(offering: Offering, meeting: Meeting) -> dict[str, Any]:
    """The daftar hadir of a session as it stands."""
    lines = lines_of(meeting, list(expected_in(offering)))
    people = [
        Listed(
            line.place.name, line.place.person.nip or "", line.place.unit_name,
            STATUSES.get(line.status, ""),
        )
        for line in lines
    ]  # fmt: skip
    return letters.roll(
        head_of(offering), course_of(offering), people, subject=meeting.subject,
        when=text.span(meeting.starts_at, meeting.ends_at, zone=offering.zone),
        room=meeting.room, trainers=", ".join(meeting.trainers),
    )  # fmt: skip


def drawn_name(job: UUID) -> str:
    """Where the paper of a job lies."""
    return f"{DRAWN}/{job.hex}.pdf"


def drawn_pdf(actor: Actor, link: str, job: str) -> File[bytes] | None:
    """The paper that the actor's own job drew for this very page; None where there is none (any more)."""
    if not is_uuid(job):
        return None
    found = get_long_job(UUID(job), tenant_id=None, person_id=actor.person_id)
    name = drawn_name(found.uuid)
    if found.link != link or not default_storage.exists(name):
        return None
    return default_storage.open(name)
