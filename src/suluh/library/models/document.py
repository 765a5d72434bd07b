"""Files taken apart, with their pages: what a book of the library and an activity both show."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.organisation.models import TenantModel

_OF_A_NATIONAL_BOOK = (
    "EXISTS (SELECT 1 FROM library_book b WHERE b.document_id = %s"
    " AND b.is_national AND b.withdrawn_at IS NULL)"
)


class Document(TenantModel):
    """An uploaded file, once for each agency; never changes, for published versions point to it."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=4)
    file = models.FileField(upload_to="documents/", max_length=200)
    sha256 = models.CharField(max_length=64)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(append_only=True, read=_OF_A_NATIONAL_BOOK % "library_document.id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sha256"], name="document_of_agency_once"),
        ]


class DocumentPage(TenantModel):
    """A page of a PDF, or a chapter of a book; `number` begins at 1."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="pages")
    number = models.IntegerField()
    title = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    width = models.IntegerField(default=0)
    height = models.IntegerField(default=0)

    protection = Protection(
        append_only=True, read=_OF_A_NATIONAL_BOOK % "library_documentpage.document_id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="page_of_document_once"),
        ]
