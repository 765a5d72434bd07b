"""What tests of recognition begin with: a learner, verifiers, files that say something."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import count
from typing import Any

from PIL import Image

from suluh.base.scope import Scope, scoped
from suluh.identity.models import Employment, Person
from suluh.organisation.models import Agency, Unit
from suluh.organisation.types import Actor, Grant, Role
from suluh.recognition.actions import begin_certificate, file_claim
from suluh.recognition.actions.evidence import Upload
from suluh.recognition.models import Claim
from suluh.recognition.types import Stated
from tests import make

NOW = datetime(2026, 9, 20, 3, 0, tzinfo=UTC)
DAY = date(2026, 9, 16)
STATED = Stated(
    form_code=9, title="Seminar Nasional Arsip Digital", starts_on=DAY, ends_on=DAY,
    organiser="Universitas Contoh", number="045/UC/IX/2026", jp_minor=400,
)  # fmt: skip
LINES = (
    "SERTIFIKAT",
    "Nomor: 045/UC/IX/2026",
    "telah mengikuti",
    "Seminar Nasional Arsip Digital",
    "diselenggarakan oleh Universitas Contoh",
    "pada tanggal 16 September 2026, setara 4 JP",
)
_numbers = count(1)


def actor(unit: Unit, *roles: Role, at: Unit | None = None, name: str = "Rina") -> Actor:
    """Somebody of the unit with these roles, over the whole agency or over `at`."""
    return actor_for(make.person(unit, name), unit, *roles, at=at)


def actor_for(person: Person, unit: Unit, *roles: Role, at: Unit | None = None) -> Actor:
    """The actor of a person who serves in the unit."""
    path = at.path if at else ""
    given = tuple(Grant(role, unit.tenant_id, path) for role in roles)
    grants = (Grant(Role.PARTICIPANT, unit.tenant_id), *given)
    return Actor(
        account_id=1, person_id=person.pk, name=person.name, agency_id=unit.tenant_id,
        unit_id=unit.pk, unit_path=unit.path, grants=grants,
    )  # fmt: skip


def own(who: Actor) -> AbstractContextManager[Scope]:
    """The scope in which the actor's pages run."""
    return scoped(Scope(tenant_id=who.agency_id, person_id=who.person_id))


def pdf(*lines: str) -> bytes:
    """A small PDF with these lines of text; each call gives another file."""
    words = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    stream = f"BT /F1 14 Tf 60 760 Td 20 TL {words}ET".encode("latin-1")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%%PDF-1.4\n%% %d\n" % next(_numbers), []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n" + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )  # fmt: skip


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def photo() -> bytes:
    """A picture; each call gives another file."""
    made = BytesIO()
    Image.new("RGB", (40, 30), (next(_numbers) % 250, 90, 90)).save(made, "PNG")
    return made.getvalue()


def stated(**more: Any) -> Stated:
    """What a certificate says, with other values where given."""
    return replace(STATED, **more)


def filed(who: Actor, *, data: bytes | None = None, **more: Any) -> Claim:
    """A claim of the actor's that waits to be checked; another activity for each call."""
    number = next(_numbers)
    values = {"title": f"Seminar ke-{number}", "number": f"UC-{number}/2026"} | more
    with own(who):
        upload = Upload("sertifikat.png", data or photo())
        begun = begin_certificate(actor=who, now=NOW, upload=upload)
        return file_claim(actor=who, now=NOW, claim=begun.uuid, stated=stated(**values))


def supervise(person: Actor, boss: Actor) -> None:
    """Make `boss` the supervisor of `person`."""
    with scoped(Scope(wide=True)):
        Employment.objects.filter(person_id=person.person_id, valid_to=None).update(
            supervisor_id=boss.person_id
        )


def home() -> tuple[Agency, Unit]:
    """An agency with a unit."""
    agency = make.agency()
    return agency, make.unit(agency)
