"""What managers of competencies see: whose book they write, its standards, its imports."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from suluh.base.errors import NotAllowed, NotFound
from suluh.competency.models import Competency, Requirement, SheetImport, Standard
from suluh.organisation.rules.roles import Permission, can, home_of
from suluh.organisation.types import Actor


@dataclass(frozen=True, slots=True)
class Book:
    """Whose dictionary and standards an actor writes: an agency's, or the nation's (None)."""

    agency_id: int | None

    @property
    def is_national(self) -> bool:
        """Whether it is the nation's."""
        return self.agency_id is None


def book_of(actor: Actor) -> Book:
    """The agency's for its administrator, the nation's for the national role; raises NotAllowed."""
    agency = home_of(actor)
    if can(actor, Permission.COMPETENCY_MANAGE, agency_id=agency):
        return Book(agency)
    if can(actor, Permission.COMPETENCY_MANAGE_NATION):
        return Book(None)
    raise NotAllowed


def may_write(actor: Actor, competency: Competency | None = None) -> bool:
    """Whether the actor has a book, and the competency, where one is given, stands in it."""
    try:
        book = book_of(actor)
    except NotAllowed:
        return False
    return competency is None or competency.tenant_id == book.agency_id


def standards(actor: Actor, *, text: str = "", jenis: str = "") -> QuerySet[Standard]:
    """The newest version of every standard of the book, and of the nation's defaults."""
    book = book_of(actor)
    rows = Standard.objects.filter(Q(tenant=None) | Q(tenant_id=book.agency_id))
    newest = rows.order_by("tenant_id", "jenis", "jenjang", "post", "-version")
    newest = newest.distinct("tenant_id", "jenis", "jenjang", "post")
    rows = Standard.objects.filter(pk__in=newest.values("pk"))
    if text:
        rows = rows.filter(Q(post__icontains=text) | Q(jenjang__icontains=text))
    if jenis:
        rows = rows.filter(jenis=jenis)
    rows = rows.annotate(asked=Count("requirements", filter=Q(requirements__level__gt=0)))
    return rows.order_by("jenis", "jenjang", "post", "-tenant_id", "id")


def get_standard(actor: Actor, uuid: UUID) -> Standard:
    """One of the book, or of the nation; raises NotFound."""
    book = book_of(actor)
    found = (
        Standard.objects.filter(Q(tenant=None) | Q(tenant_id=book.agency_id), uuid=uuid)
        .select_related("tenant")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def versions_of(standard: Standard) -> list[Standard]:
    """All versions of the same standard, newest first."""
    return list(
        Standard.objects.filter(
            tenant_id=standard.tenant_id, jenis=standard.jenis, jenjang=standard.jenjang,
            post=standard.post,
        ).order_by("-version")
    )  # fmt: skip


def levels_of(standard: Standard) -> list[Requirement]:
    """Its levels, in the order of the dictionary."""
    return list(
        Requirement.objects.filter(standard=standard)
        .select_related("competency")
        .order_by("competency__family", "competency__code", "id")
    )


def usable_competencies(book: Book) -> QuerySet[Competency]:
    """Open competencies that the book's standards may name."""
    rows = Competency.objects.filter(Q(tenant=None) | Q(tenant_id=book.agency_id), closed_on=None)
    return rows.order_by("family", "code", "id")


def sheet_imports(actor: Actor) -> QuerySet[SheetImport]:
    """Imports into the book, newest first."""
    book = book_of(actor)
    rows = SheetImport.objects.filter(is_national=book.is_national)
    return rows.defer("rows").order_by("-created_at", "-id")


def get_import(actor: Actor, uuid: UUID) -> SheetImport:
    """One of them; raises NotFound."""
    found = SheetImport.objects.filter(is_national=book_of(actor).is_national, uuid=uuid).first()
    if found is None:
        raise NotFound
    return found
