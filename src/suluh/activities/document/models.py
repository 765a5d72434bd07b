"""Documents of an agency, their pages, and how far each learner has read."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.content.models import Activity
from suluh.delivery.models import Enrolment
from suluh.identity.models import Person
from suluh.organisation.models import TenantModel


class Document(TenantModel):
    """An uploaded file, once for each agency; never changes, for published versions point to it."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=4)
    file = models.FileField(upload_to="documents/", max_length=200)
    sha256 = models.CharField(max_length=64)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "sha256"], name="document_once"),
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

    protection = Protection(append_only=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_page_once"),
        ]


class Reading(TenantModel):
    """One person in one document: the page before them since `at`, and seconds by page number.

    `at` is the server's time of the last word from the reader; the next one is credited from there.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField(default=1)
    seconds = models.JSONField(default=dict)
    at = models.DateTimeField()

    protection = Protection(person="person_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="reading_once"),
        ]
