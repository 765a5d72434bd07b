"""How the cross-tenant probe asks for documents and books."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from suluh.base.clock import now
from suluh.base.scope import SYSTEM, scoped
from suluh.library.models import Book, Intake, IntakeFile, Note, ReadingList
from suluh.library.queries.tickets import FILE, PAGES, address_of
from suluh.library.tests import files, make
from tests.security.routes import Case, Foreign, Own
from tests.security.world import World


def _address(world: World, what: str) -> Mapping[str, Any]:
    """One made for the other agency's person."""
    made = make.document(world.other, "Pedoman", name=f"{world.canary}.pdf")
    address = address_of(
        made.uuid, tenant_id=world.other.pk, person_id=world.other_person.pk, now=now(), what=what
    )
    return {"document": made.uuid, "ticket": address.split("/")[3]}


def _file(world: World) -> Mapping[str, Any]:
    return _address(world, FILE)


def _picture(world: World) -> Mapping[str, Any]:
    return {**_address(world, PAGES), "name": "1"}


def _book(world: World) -> Mapping[str, Any]:
    return {"book": _shelved(world).uuid}


def _shelved(world: World) -> Book:
    return make.book(world.other, f"Buku {world.canary}")


def _covered(world: World) -> Mapping[str, Any]:
    return {"book": make.book(world.other, cover=files.picture()).uuid}


def _note(world: World) -> Mapping[str, Any]:
    book = _shelved(world)
    with scoped(SYSTEM):
        note = Note.objects.create(
            tenant=world.other, book=book, person=world.other_person, page=1, text=world.canary,
            created_at=now(),
        )  # fmt: skip
    return {"book": book.uuid, "note": note.uuid}


def _list(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = ReadingList.objects.create(
            tenant=world.other, title=f"Daftar {world.canary} {uuid4()}", created_at=now()
        )
    return {"reading_list": made.uuid}


def _read_through(world: World) -> None:
    make.read_through(_shelved(world), world.other_person)


def _intake(world: World) -> Mapping[str, Any]:
    with scoped(SYSTEM):
        made = Intake.objects.create(
            tenant=world.other, licence="sendiri", created_by_id=world.other_person.pk,
            created_at=now(),
        )  # fmt: skip
        IntakeFile.objects.create(tenant=world.other, intake=made, name=f"{world.canary}.pdf")
    return {"intake": made.uuid}


CASES: dict[str, Case] = {
    "library": Own(_shelved, query="?q=surat"),
    "book": Foreign(_book),
    "book_cover": Foreign(_covered),
    "book_reader": Foreign(_book),
    "book_look": Foreign(_book),
    "book_inside": Foreign(_book),
    "book_notes": Foreign(_book),
    "book_note": Foreign(_book),
    "book_note_forget": Foreign(_note),
    "book_lend": Foreign(_book),
    "reading_report": Own(_read_through),
    "reading_lists": Own(_list),
    "reading_list": Foreign(_list),
    "library_lists_desk": Own(_list),
    "library_list_edit": Foreign(_list),
    "library_list_change": Foreign(_list),
    "library_list_archive": Foreign(_list),
    "library_desk": Own(_shelved),
    "library_hand_in": Own(_intake),
    "library_intake": Foreign(_intake),
    "library_book_edit": Foreign(_book),
    "library_book_withdraw": Foreign(_book),
    "document_file": Foreign(_file),
    "document_picture": Foreign(_picture),
}
