"""Reading lists by editors."""

from __future__ import annotations

from django.db import models

from suluh.base.ids import uuid7
from suluh.base.policies import Protection
from suluh.library.models.book import Book
from suluh.organisation.models import TenantModel


class ReadingList(TenantModel):
    """Books chosen for a purpose, in the order in which to read them."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(max_length=150)
    summary = models.TextField(max_length=2_000, blank=True, default="")
    is_national = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True)
    created_by_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()

    protection = Protection(read="is_national")

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "title"], condition=models.Q(archived_at=None),
                name="reading_list_title_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class ListEntry(TenantModel):
    """A book in a list, with a word why."""

    reading_list = models.ForeignKey(ReadingList, on_delete=models.CASCADE, related_name="entries")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    order = models.IntegerField()
    remark = models.CharField(max_length=300, blank=True, default="")

    protection = Protection(
        read="EXISTS (SELECT 1 FROM library_readinglist l WHERE l.id = reading_list_id"
        " AND l.is_national)"
    )

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reading_list", "book"], name="list_entry_once")
        ]
