"""Writing the dictionary: new competencies, and next versions of their texts."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.scope import SYSTEM, scoped
from suluh.competency.models import Competency, CompetencyVersion, LevelText
from suluh.competency.queries.managing import Book, book_of
from suluh.competency.types import EntrySheet
from suluh.organisation.types import Actor


class CodeTaken(DomainError):
    """A code names one competency for good."""

    code = "code_taken"
    sentence = _(
        "Kode ini sudah dipakai kompetensi lain. Pilih kode lain, atau ubah kompetensi itu."
    )


def add_entry(*, actor: Actor, now: datetime, entry: EntrySheet, is_new: bool) -> Competency:
    """Write a competency, or the next version of its texts, into the actor's book.

    Records `competency.entry.written`. Raises CodeTaken where a new one has an old code.
    """
    book = book_of(actor)
    with scoped(SYSTEM):
        taken = Competency.objects.filter(tenant_id=book.agency_id, code__iexact=entry.code)
        if is_new and taken.exists():
            raise CodeTaken
        made = write_entries(book, [entry], changed_by=actor.person_id)[0]
        tell_entries(book, [made.name], actor=actor, now=now)
    return made


def write_entries(book: Book, entries: list[EntrySheet], *, changed_by: int) -> list[Competency]:
    """Write entries, in the wide scope of the caller."""
    return [_write(book, entry, changed_by) for entry in entries]


def _write(book: Book, entry: EntrySheet, changed_by: int) -> Competency:
    facts = {
        "family": entry.family, "name": entry.name, "field": entry.field,
        "steward": entry.steward,
    }  # fmt: skip
    competency, is_new = Competency.objects.get_or_create(
        tenant_id=book.agency_id, code=entry.code, defaults=facts
    )
    if not is_new:
        competency.version += 1
        for name, value in facts.items():
            setattr(competency, name, value)
        competency.save(update_fields=["version", *facts])
    version = CompetencyVersion.objects.create(
        tenant_id=book.agency_id, competency=competency, version=competency.version,
        name=entry.name, definition=entry.definition, valid_from=entry.valid_from,
        legal_basis=entry.legal_basis, certainty="high", changed_by_id=changed_by,
    )  # fmt: skip
    LevelText.objects.bulk_create(
        LevelText(
            tenant_id=book.agency_id, version=version, level=level,
            description=text.description, indicators=text.indicators,
        )
        for level, text in sorted(entry.levels.items())
    )  # fmt: skip
    return competency


def tell_entries(book: Book, names: list[str], *, actor: Actor, now: datetime) -> None:
    """Record that the dictionary changed."""
    record_event(
        "competency.entry.written", at=now, tenant_id=book.agency_id, actor_id=actor.person_id,
        data={"name": ", ".join(names[:5]), "count": len(names)},
    )  # fmt: skip
