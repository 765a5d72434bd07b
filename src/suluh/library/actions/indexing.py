"""Writes of the index: the passages of a book, and the words that occur in it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from suluh.library.models import EVERYBODY, Book, Passage
from suluh.library.rules.words import STOP_WORDS, passages, vocabulary
from suluh.library.types import PageFacts

_PASSAGE = """
INSERT INTO library_passage (reach_id, book_id, page, start, length, vector)
SELECT %s, %s, page, start, length,
  setweight(ts_delete(to_tsvector('indonesian', words),
    tsvector_to_array(to_tsvector('indonesian', %s))), weight::"char")
FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[], %s::text[])
  AS given (page, start, length, words, weight)
"""
_WORDS = """
INSERT INTO library_word (reach_id, word, stem)
SELECT %s, word, left((ts_lexize('indonesian_stem', word))[1], 40)
FROM unnest(%s::text[]) AS given (word)
WHERE ts_lexize('indonesian_stem', word) IS NOT NULL
ORDER BY word
ON CONFLICT DO NOTHING
"""


def index_book(book: Book, pages: Sequence[PageFacts]) -> None:
    """Make the book's title, authors and text findable for whoever may open it."""
    front = f"{book.title} {book.authors} {book.publisher}"
    parts = [(0, 0, len(front), front, "A")]
    for number, page in enumerate(pages, start=1):
        text = page.get("text", "")
        parts += [
            (number, start, length, text[start : start + length], "D")
            for start, length in passages(text)
        ]
    reach = EVERYBODY if book.is_national else book.tenant_id
    words: set[str] = set()
    for part in parts:
        words |= vocabulary(part[3])
    with connection.cursor() as cursor:
        columns = [list(column) for column in zip(*parts, strict=True)]
        cursor.execute(_PASSAGE, [reach, book.pk, " ".join(sorted(STOP_WORDS)), *columns])
        cursor.execute(_WORDS, [reach, sorted(words)])


def index_again(book: Book) -> None:
    """After title, authors or openness changed."""
    Passage.objects.filter(book=book).delete()
    rows = book.document.pages.order_by("number").values_list("text", flat=True)
    index_book(book, [PageFacts(text=text) for text in rows])


def forget_index(book: Book) -> None:
    """What was withdrawn is found no more. Words stay: they are a language's."""
    Passage.objects.filter(book=book).delete()
