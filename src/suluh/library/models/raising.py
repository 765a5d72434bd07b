"""What a book helps with: competencies, without a level; reading alone attains none."""

from __future__ import annotations

from django.db import models

from suluh.base.policies import Protection
from suluh.competency.models import Competency
from suluh.library.models.book import Book
from suluh.organisation.models import TenantModel


class BookCompetency(TenantModel):
    """A competency that the book is about."""

    book = models.ForeignKey(Book, on_delete=models.CASCADE, related_name="competencies")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")

    protection = Protection(
        read="EXISTS (SELECT 1 FROM library_book b WHERE b.id = book_id AND b.is_national)"
    )

    class Meta:
        ordering = ["competency__family", "competency__code"]
        constraints = [
            models.UniqueConstraint(fields=["book", "competency"], name="book_competency_once")
        ]
