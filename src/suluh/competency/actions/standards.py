"""Writing standards: always the next version, from a day on."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Requirement, Standard
from suluh.competency.queries.managing import Book, book_of, usable_competencies
from suluh.competency.types import StandardSheet
from suluh.organisation.types import Actor


class BeginsTooEarly(DomainError):
    """Versions of one standard follow one another."""

    code = "begins_too_early"
    sentence = _("Versi baru tidak boleh berlaku lebih awal daripada versi terakhir.")


def add_standard(
    *, actor: Actor, now: datetime, sheet: StandardSheet, reason: str = ""
) -> Standard:
    """Write the next version of a standard into the actor's book; raises BeginsTooEarly.

    Records `competency.standard.added`. The versions before stay for the days they were in force.
    """
    book = book_of(actor)
    with scoped(SYSTEM):
        made = write_standards(book, [sheet], changed_by=actor.person_id, reason=reason)[0]
        tell_standards(book, [sheet.post or sheet.jenjang], actor=actor, now=now)
    return made


def write_standards(
    book: Book, sheets: list[StandardSheet], *, changed_by: int, reason: str = ""
) -> list[Standard]:
    """Write next versions, in the wide scope of the caller."""
    ids = {}
    for row in usable_competencies(book).order_by("-tenant_id"):  # the agency's own code wins
        if row.tenant_id or row.code not in ids:
            ids[row.code] = row.pk
    made = []
    for sheet in sheets:
        last = _last(book, sheet)
        if last and sheet.valid_from < last.valid_from:
            raise BeginsTooEarly
        standard = Standard.objects.create(
            tenant_id=book.agency_id, jenis=sheet.jenis,
            jenjang=last.jenjang if last else sheet.jenjang,
            post=last.post if last else sheet.post, version=last.version + 1 if last else 1,
            valid_from=sheet.valid_from, legal_basis=sheet.legal_basis, certainty="high",
            changed_by_id=changed_by, reason=reason[:200],
        )  # fmt: skip
        Requirement.objects.bulk_create(
            Requirement(
                tenant_id=book.agency_id, standard=standard, competency_id=ids[code], level=level
            )
            for code, level in sheet.levels.items()
        )
        made.append(standard)
    return made


def _last(book: Book, sheet: StandardSheet) -> Standard | None:
    """The newest version; its spelling of post and jenjang is kept."""
    rows = Standard.objects.filter(
        tenant_id=book.agency_id, jenis=sheet.jenis, jenjang__iexact=sheet.jenjang,
        post__iexact=sheet.post,
    )  # fmt: skip
    return rows.order_by("-version").first()


def tell_standards(book: Book, names: list[str], *, actor: Actor, now: datetime) -> None:
    """Record that standards changed: the audit names them, projections follow."""
    record_event(
        "competency.standard.added", at=now, tenant_id=book.agency_id, actor_id=actor.person_id,
        data={"name": ", ".join(name for name in names[:5] if name), "count": len(names)},
    )  # fmt: skip
