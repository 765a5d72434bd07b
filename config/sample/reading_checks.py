"""The sample's reading check: one test beside the books of the courses, and somebody who read them.

The reader took some of those courses, which earned JP: their five books as one volume count as well,
the five one by one would not a second time.
"""

from __future__ import annotations

import random

from config.sample import courses, library
from config.sample.events import Stage
from suluh.content.models import Activity
from suluh.identity.models import Person
from suluh.library.models import Book

VOLUME = "Bekal Aparatur: Lima Bacaan Dasar"


def make_reading_check(stage: Stage, *, reader: Person) -> None:
    """The books name the test; the reader has read the volume and not taken it yet."""
    offering = courses.open_offering(stage, courses.read("cek-bacaan"))
    test = Activity.objects.get(version=offering.version)
    volume = library.shelve(stage, _volume(), number=60)
    books = Book.objects.filter(tenant=stage.agency)
    (books.filter(title__startswith="Buku Bacaan:") | books.filter(pk=volume.pk)).update(
        check_key=test.key
    )
    library.read_some(stage, volume, reader.pk, random.Random(7), pages=volume.pages, calm=3)


def _volume() -> library.Guide:
    said = {
        "penulis": "BPSDM Contoh", "tahun": "2026", "topik": "umum", "nasional": "ya",
        "ringkas": "Lima bacaan pelatihan dalam satu buku.",
    }  # fmt: skip
    chapters = [part for book in library.course_books() for part in book.chapters]
    return library.Guide(VOLUME, said, chapters)
