"""Search inside 10,000 books: how soon the page of results is there, with passages and in spite of errors."""

from __future__ import annotations

import random
import re
import sys
from typing import Any
from urllib.parse import urlencode

from benchmarks import limits, report, servers, stage
from benchmarks.drive import Outcome, Request, Wanted, drive

BOOKS, PASSAGES, WORDS, TARGET_MS = 10_000, 10, 200, 100
POOL, RARE = 4_000, 17_000  # different passages, and made-up words that stand in few of them
# As people type: common and rare words, several words, other forms of a word, errors, no such word.
SEARCHES = (
    "kepemimpinan", "pelayanan publik", "surat dinas", "melayani warga", "kepemimpnan", "anggran",
    "arsip elektronik", "gratifikasi", "kata sandi", "rapat", "musyawarah desa", "pengaduan",
    "memimpin rapat", "data pribadi", "zzqqxx", "banjir", "coaching", "tanda terima honorarium",
)  # fmt: skip
_POOL = """
CREATE TABLE pool AS SELECT n, text, ts_delete(to_tsvector('indonesian', text),
  tsvector_to_array(to_tsvector('indonesian', %s))) AS vector
FROM unnest(%s::text[]) WITH ORDINALITY AS t (text, n)
"""
_DOCUMENTS = """
INSERT INTO library_document (uuid, tenant_id, name, format, file, sha256, created_at)
SELECT gen_random_uuid(), a.id, 'buku' || n || '.epub', 'epub', '', md5(n::text), now()
FROM generate_series(1, %s) n, organisation_agency a WHERE a.code = 'prov-contoh'
"""
_BOOKS = """
INSERT INTO library_book (uuid, tenant_id, document_id, title, authors, publisher, year, language,
  isbn, topic, synopsis, licence, licence_note, is_national, loan_days, pages, words, needed, titles,
  has_cover, created_at, changed_at)
SELECT gen_random_uuid(), d.tenant_id, d.id, initcap(array_to_string((string_to_array(p.text, ' '))[1:5], ' ')),
  'Penulis ' || d.id %% 700, '', 2000 + d.id %% 26, 'id', '', 'umum', '', 'publik', '',
  d.id %% 10 < 7, 14, %s, %s, '[]', '[]', false, now() - make_interval(mins => d.id::int), now()
FROM library_document d JOIN pool p ON p.n = d.id %% %s + 1 WHERE d.file = ''
"""
_PAGES = """
INSERT INTO library_documentpage (tenant_id, document_id, number, title, text, html, width, height)
SELECT b.tenant_id, b.document_id, k, '', p.text, '', 0, 0
FROM library_book b, generate_series(1, %s) k JOIN LATERAL (
  SELECT text FROM pool WHERE n = (hashint8(b.id * 31 + k) & 2147483647) %% %s + 1) p ON true
WHERE b.topic = 'umum' AND b.isbn = '' AND b.publisher = ''
"""
_PASSAGES = """
INSERT INTO library_passage (reach_id, book_id, page, start, length, vector)
SELECT CASE WHEN b.is_national THEN 0 ELSE b.tenant_id END, b.id, k, 0, length(p.text), p.vector
FROM library_book b, generate_series(1, %s) k JOIN LATERAL (
  SELECT text, vector FROM pool WHERE n = (hashint8(b.id * 31 + k) & 2147483647) %% %s + 1) p ON true
WHERE b.topic = 'umum' AND b.isbn = '' AND b.publisher = ''
"""
_TITLES = """
INSERT INTO library_passage (reach_id, book_id, page, start, length, vector)
SELECT CASE WHEN is_national THEN 0 ELSE tenant_id END, id, 0, 0, length(title),
  setweight(to_tsvector('indonesian', title || ' ' || authors), 'A')
FROM library_book WHERE topic = 'umum' AND isbn = '' AND publisher = ''
"""
_VOCABULARY = """
INSERT INTO library_word (reach_id, word, stem)
SELECT 0, word, left((ts_lexize('indonesian_stem', word))[1], 40) FROM unnest(%s::text[]) word
WHERE ts_lexize('indonesian_stem', word) IS NOT NULL ON CONFLICT DO NOTHING
"""


def main() -> int:
    """Fill the shelf, then search it."""
    given = report.arguments(__doc__, books=BOOKS, people=60, seconds=8, connections=4).parse_args()
    crowd = stage.prepare(given.people)
    fill(given.books)
    limit = limits.trivial_answers()
    with servers.serving("web") as site:
        keys = stage.sign_in(site.port, crowd.nips, crowd.password)
        requests = [
            Request(f"/pustaka/?{urlencode({'q': words})}", keys[number % len(keys)])
            for number, words in enumerate(SEARCHES * 4)
        ]
        drive(site.port, requests, Wanted(text="</html>"), seconds=3, connections=given.connections)
        done = drive(
            site.port, requests, Wanted(text="</html>"), seconds=given.seconds,
            connections=given.connections,
        )  # fmt: skip
    return report.finish(_judge(done, limit, given.books), save=given.save)


def fill(books: int) -> None:
    """Books of 2,000 words each, of the words of real texts as often as they stand there, and rare ones."""
    from suluh.library.rules.words import STOP_WORDS

    texts, words = passages()
    stage.run_sql(_POOL, " ".join(sorted(STOP_WORDS)), texts)
    stage.run_sql("CREATE INDEX ON pool (n)")
    stage.run_sql("DROP INDEX passage_stems")
    stage.run_sql("DROP INDEX passage_title_stems")
    stage.run_sql(_DOCUMENTS, books)
    stage.run_sql(_BOOKS, PASSAGES, PASSAGES * WORDS, POOL)
    stage.run_sql(_PAGES, PASSAGES, POOL)
    stage.run_sql(_PASSAGES, PASSAGES, POOL)
    stage.run_sql(_TITLES)
    stage.run_sql(_VOCABULARY, words)
    stage.run_sql(
        "CREATE INDEX passage_stems ON library_passage USING gin (vector) WITH (fastupdate = off)"
    )
    stage.run_sql(
        "CREATE INDEX passage_title_stems ON library_passage USING gin (vector) WHERE page = 0"
    )
    stage.run_sql("DROP TABLE pool")
    stage.run_sql("VACUUM ANALYZE")


def passages() -> tuple[list[str], list[str]]:
    """Different passages, and all words that stand in them."""
    from config.sample.courses import TEXTS

    dice = random.Random(17)
    real = [
        word
        for file in sorted(TEXTS.rglob("*.md"))
        for word in re.findall(r"[a-z]{2,}", file.read_text(encoding="utf-8").lower())
    ]
    parts = ["ba", "ke", "ti", "ro", "mu", "sa", "lu", "ne", "wi", "pa", "go", "du", "ra", "yo"]
    rare = ["".join(dice.choices(parts, k=4)) for _ in range(RARE)]
    texts = []
    for _ in range(POOL):
        start = dice.randrange(len(real) - 60)  # a stretch of real sentences in the midst
        mixed = [
            dice.choice(rare) if dice.random() < 0.15 else dice.choice(real)
            for _ in range(WORDS - 60)
        ]
        texts.append(" ".join([*mixed[:70], *real[start : start + 60], *mixed[70:]]))
    return texts, sorted({*real, *rare})


def _judge(done: Outcome, limit: float, books: int) -> dict[str, Any]:
    return {
        "name": "library-search", **done.figures(), "limit": round(limit),
        "share_of_limit": round(done.per_s / limit, 3), "target": TARGET_MS, "books": books,
        "words": books * PASSAGES * WORDS, "searches": len(SEARCHES), "sessions": "signed in",
        "ok": done.p95_ms <= TARGET_MS and done.errors == 0,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
