"""What belongs to one reader: how far they are in a book, their notes, their loans."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.identity.models import Person
from suluh.library.models.book import Book
from suluh.organisation.models import TenantModel

_OWN = Protection(person="person_id", person_writes=True)


class BookReport(TenantModel):
    """A short report on books that were read, filed as self-study; `claim` is recognition's."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    story = models.TextField(max_length=5_000)
    minutes = models.IntegerField()
    claim = models.UUIDField()
    filed_at = models.DateTimeField()

    protection = Protection(person="person_id", append_only=True)

    class Meta:
        ordering = ["-filed_at", "-id"]
        indexes = [models.Index(fields=["person", "-filed_at"], name="book_report_of_person")]


class BookReading(TenantModel):
    """One person in one book: the page before them since `at`, and seconds by page number.

    `place` is how far down a chapter they were, in thousandths. `at` is the server's time of the
    last word from the reader; the next one is credited from there. `report`: the one, for ever, that
    told of it.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField(default=1)
    place = models.SmallIntegerField(default=0)
    seconds = models.JSONField(default=dict)
    is_text = models.BooleanField(default=False)
    size = models.SmallIntegerField(default=0)
    begun_at = models.DateTimeField()
    at = models.DateTimeField()
    report = models.ForeignKey(
        BookReport, null=True, on_delete=models.PROTECT, related_name="readings"
    )

    protection = _OWN

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["person", "-at"], name="book_reading_recent")]
        constraints = [models.UniqueConstraint(fields=["book", "person"], name="book_reading_once")]


class Note(TenantModel):
    """A passage that somebody marked, a note, or both; seen by them alone."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    page = models.IntegerField()
    quote = models.CharField(max_length=600, blank=True, default="")
    text = models.TextField(max_length=2_000, blank=True, default="")
    created_at = models.DateTimeField()

    protection = _OWN

    class Meta:
        ordering = ["page", "id"]
        indexes = [models.Index(fields=["person", "book", "page"], name="note_of_reader")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(quote="") | ~models.Q(text=""), name="note_says_something"
            )
        ]


class Loan(TenantModel):
    """A copy that somebody has until `due_at`; then it is back by itself."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="loans")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    borrowed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True)

    protection = _OWN

    class Meta:
        ordering = ["-borrowed_at", "-id"]
        indexes = [
            models.Index(
                fields=["book", "due_at"], name="loan_out", condition=models.Q(returned_at=None)
            ),
            models.Index(fields=["person", "due_at"], name="loan_of_person"),
        ]


class Hold(TenantModel):
    """Somebody waits for a copy. `offered_at`: one was kept for them from then on."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="holds")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    protection = _OWN

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "person"], condition=models.Q(ended_at=None), name="hold_once"
            )
        ]
