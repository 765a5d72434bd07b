"""Search in title, author and text: by Indonesian stems, in spite of typing errors.

Two statements: which stems the words have (and which word a mistyped one was meant to be), then the
best passage of each book. Only ids leave the index; books are read under their own row policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection

from suluh.base.scope import current_scope
from suluh.library.models import EVERYBODY, Book
from suluh.library.rules.words import search_words, variants

Excerpt = list[tuple[str, bool]]
MOST_PASSAGES, MOST_BOOKS = 800, 200
_NEAR = 0.35  # trigrams in common: `kepemimpnan` and `kepemimpinan` share 0.6
_STEMS = """
SELECT asked.word, coalesce((ts_lexize('indonesian_stem', asked.word))[1], asked.word) AS stem,
  EXISTS (SELECT 1 FROM library_word w WHERE w.reach_id = ANY(%s)
    AND w.stem = left((ts_lexize('indonesian_stem', asked.word))[1], 40)) AS is_known
FROM unnest(%s::text[]) WITH ORDINALITY AS asked (word, place) ORDER BY place
"""
_FORGIVING = "SELECT set_config('pg_trgm.similarity_threshold', %s, true)"
_MEANT = """
SELECT w.word, w.stem FROM library_word w
WHERE w.reach_id = ANY(%s) AND w.word %% %s
ORDER BY similarity(w.word, %s) + CASE WHEN w.word LIKE %s THEN 1 ELSE 0 END DESC, w.word LIMIT 1
"""
_BEST_OF_BOOKS = """
WITH hits AS MATERIALIZED (
  SELECT book_id, page, start, length, ts_rank('{0.05, 0.2, 0.4, 1}', vector, %s::tsquery) AS rank
  FROM (
    (SELECT * FROM library_passage
      WHERE vector @@ %s::tsquery AND reach_id = ANY(%s) AND page = 0 LIMIT %s)
    UNION ALL
    (SELECT * FROM library_passage
      WHERE vector @@ %s::tsquery AND reach_id = ANY(%s) AND page > 0 LIMIT %s)
  ) found
), ranked AS (
  SELECT book_id, page, start, length, count(*) OVER book AS hits, max(rank) OVER book AS best,
    row_number() OVER (PARTITION BY book_id ORDER BY page = 0, rank DESC, page, start) AS place
  FROM hits WINDOW book AS (PARTITION BY book_id)
)
SELECT book_id, page, start, length, hits FROM ranked WHERE place = 1
ORDER BY best DESC, hits DESC, book_id DESC LIMIT %s
"""
_IN_ONE_BOOK = """
SELECT book_id, page, start, length, 1 FROM library_passage
WHERE vector @@ %s::tsquery AND reach_id = ANY(%s) AND book_id = %s AND page > 0
ORDER BY page, start LIMIT %s
"""
_HEADLINES = """
SELECT ts_headline('indonesian', substr(p.text, h.start + 1, h.length), %s::tsquery,
  'StartSel="<<<", StopSel=">>>", MaxWords=34, MinWords=18')
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[]) WITH ORDINALITY
  AS h (document, page, start, length, place)
LEFT JOIN library_documentpage p ON p.document_id = h.document AND p.number = h.page
ORDER BY h.place
"""


@dataclass(frozen=True, slots=True)
class Meant:
    """A search as it was understood; `instead`: (typed, taken) of mistyped words."""

    words: tuple[str, ...]
    query: str
    instead: tuple[tuple[str, str], ...] = ()
    is_loose: bool = False

    def loosely(self) -> Meant:
        """The same, content with any of the words."""
        return replace(self, query=self.query.replace(" & ", " | "), is_loose=True)


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the words stand in a book; page 0 is its title. `hits`: in how many passages."""

    book_id: int
    page: int
    start: int
    length: int
    hits: int


def reaches() -> list[int]:
    """What the scope's person may find: their agency's, and everybody's."""
    return [EVERYBODY, current_scope().tenant_id or EVERYBODY]


def understand(text: str) -> Meant:
    """The stems to look for; a word that no book holds stands for the most similar one."""
    words = search_words(text)
    if not words:
        return Meant((), "")
    parts, instead = [], []
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [reaches(), words])
        for word, own_stem, is_known in cursor.fetchall():
            stem = own_stem
            if not is_known and not word.isdecimal():
                cursor.execute(_FORGIVING, [str(_NEAR)])
                cursor.execute(_MEANT, [reaches(), word, word, f"{word}%"])
                if found := cursor.fetchone():
                    instead.append((word, found[0]))
                    stem = found[1]
            parts.append(_either(variants(stem)))
    return Meant(tuple(words), " & ".join(parts), tuple(instead))


def _either(stems: Sequence[str]) -> str:
    quoted = ["'" + stem.replace("\\", "").replace("'", "''") + "'" for stem in stems]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"


def find_books(meant: Meant) -> list[Passage]:
    """The best passage of each book that holds all the words, best book first."""
    if not meant.query:
        return []
    query, mine = meant.query, reaches()
    values: Sequence[Any] = [
        query, query, mine, MOST_BOOKS, query, mine, MOST_PASSAGES, MOST_BOOKS,
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_BEST_OF_BOOKS, values)
        return [Passage(*row) for row in cursor.fetchall()]


def find_inside(book: Book, meant: Meant, *, most: int = 50) -> list[Passage]:
    """Passages of one book, in reading order."""
    if not meant.query:
        return []
    values: Sequence[Any] = [meant.query, reaches(), book.pk, most]
    with connection.cursor() as cursor:
        cursor.execute(_IN_ONE_BOOK, values)
        return [Passage(*row) for row in cursor.fetchall()]


def excerpts(found: Sequence[tuple[Book, Passage]], meant: Meant) -> list[Excerpt]:
    """Of each passage the few words around what was sought; empty for a hit in the title."""
    if not found:
        return []
    columns = [[book.document_id for book, _passage in found]]
    columns += [
        [getattr(each, name) for _book, each in found] for name in ("page", "start", "length")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_HEADLINES, [meant.query, *columns])
        return [_parts(row[0] or "") for row in cursor.fetchall()]


def _parts(text: str) -> Excerpt:
    """The headline in parts: (words, whether they were sought)."""
    first, *rest = " ".join(text.split()).split("<<<")
    parts = [(first, False)]
    for each in rest:
        sought, _end, after = each.partition(">>>")
        parts += [(sought, True), (after, False)]
    return [part for part in parts if part[0]]
