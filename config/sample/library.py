"""The sample's library: short guides of `texts/pustaka/` and the courses' texts, made into real files.

The files are ours, so they are taken apart in this process, by the same code as an upload.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from config.sample.courses import LETTERS, MORE, PRIVACY, TEXTS, read
from config.sample.events import Stage
from suluh.competency.models import Competency
from suluh.content.rules.richtext import to_html
from suluh.identity.models import Employment, Person
from suluh.library.actions.books import Arrival, add_book, set_competencies
from suluh.library.models import Book, BookReading, Hold, ListEntry, Loan, Note, ReadingList
from suluh.library.rules.unpack import epub, facts, pdf
from suluh.library.types import BookFacts, Unpacked

SHELF = TEXTS / "pustaka"
TOPICS = {
    LETTERS: "naskah", PRIVACY: "digital", "pelayanan-publik": "layanan",
    "perbendaharaan": "keuangan", "integritas": "hukum",
}  # fmt: skip
ANTHOLOGIES = (
    ("Bunga Rampai: Melayani Warga", "layanan", "Panduan pelayanan dalam satu buku."),
    ("Bunga Rampai: Memimpin Tim Kecil", "kepemimpinan", "Panduan kepemimpinan dalam satu buku."),
)
COMPETENCIES = {
    "layanan": ("M.05", "M.03"), "kepemimpinan": ("M.06", "M.03"), "hukum": ("M.01",),
    "naskah": ("M.03",), "kepegawaian": ("M.06", "M.04"), "tata-kelola": ("M.04", "M.08"),
    "sosial": ("M.05",), "keuangan": ("M.04", "M.01"),
}  # fmt: skip
LISTS = (
    (
        "Pekan pertama CPNS", "Empat bacaan pendek sebelum pekerjaan pertama.",
        (("Orientasi Pegawai Baru dalam Sepuluh Hari", "Tahu apa yang menunggu Anda."),
         ("Disposisi yang Dipahami Penerimanya", "Surat pertama datang pada hari kedua."),
         ("Kata Sandi dan Verifikasi Dua Langkah", "Kerjakan hari ini juga."),
         ("Gratifikasi: Kapan Menolak, Kapan Melapor", "Sebelum parsel pertama datang.")),
    ),
    (
        "Menjadi atasan untuk pertama kali", "Dari mendengar sampai menilai kinerja.",
        (("Tujuh Hari Pertama sebagai Atasan", ""), ("Umpan Balik yang Menumbuhkan", ""),
         ("Coaching Lima Belas Menit", ""), ("Rapat yang Selesai Tepat Waktu", ""),
         ("Menulis SKP yang Terukur", "Bersama setiap anggota tim.")),
    ),
    (
        "Petugas loket", "Yang dihadapi setiap hari di depan warga.",
        (("Melayani Warga yang Marah", ""), ("Standar Pelayanan Satu Halaman", ""),
         ("Bahasa Ramah untuk Difabel", "")),
    ),
)  # fmt: skip
_CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


@dataclass
class Guide:
    """A title of the shelf: what is said of it, and its chapters in Markdown."""

    title: str
    facts: dict[str, str] = field(default_factory=dict)
    chapters: list[tuple[str, list[str]]] = field(default_factory=list)


def make_library(stage: Stage, staff: list[Employment], *, learner: Person) -> None:
    """The shelf, and some who read in it; the learner is in the middle of one book."""
    guides = [*_guides(), *_anthologies(list(_guides())), *course_books()]
    books = [shelve(stage, guide, number) for number, guide in enumerate(guides)]
    sheet = _worksheet(stage)
    books.append(sheet)
    _name_competencies(books)
    _lists(stage, books)
    _lend_out(stage, sheet, [job.person_id for job in staff if job.person_id != learner.id][:3])
    for book in books:
        if book.title.startswith("Buku Bacaan:"):  # read in the course already
            read_some(stage, book, learner.id, random.Random(5), pages=book.pages, calm=3)
    dice = random.Random(59)
    for job in dice.sample([job for job in staff if job.person_id != learner.id], 60):
        read_some(stage, dice.choice(books), job.person_id, dice)
    mine = next(book for book in books if book.title.startswith("Umpan Balik"))
    read_some(stage, mine, learner.id, dice, pages=2)
    Note.objects.create(
        tenant=stage.agency, book=mine, person=learner, page=1, created_at=stage.now,
        quote="Perbandingan yang sehat: tiga pengakuan untuk satu perbaikan",
        text="Coba pada rapat bidang hari Senin.",
    )  # fmt: skip


def _name_competencies(books: list[Book]) -> None:
    """What each topic helps with; the library adds it to the facet."""
    known = dict(Competency.objects.filter(tenant=None).values_list("code", "pk"))
    for book in books:
        codes = [code for code in COMPETENCIES.get(book.topic, ()) if code in known]
        set_competencies(book=book, competencies=[known[code] for code in codes])


def _lists(stage: Stage, books: list[Book]) -> None:
    titles = {book.title: book for book in books}
    for title, summary, chosen in LISTS:
        made = ReadingList.objects.create(
            tenant=stage.agency, title=title, summary=summary, is_national=True,
            created_by_id=stage.organiser.id, created_at=stage.now - timedelta(days=20),
        )  # fmt: skip
        ListEntry.objects.bulk_create(
            ListEntry(
                tenant=stage.agency, reading_list=made, book=titles[name], order=n, remark=why
            )
            for n, (name, why) in enumerate(chosen, 1)
        )


def _lend_out(stage: Stage, book: Book, people: list[int]) -> None:
    """Both copies are out, and somebody waits."""
    Loan.objects.bulk_create(
        Loan(
            tenant=stage.agency, book=book, person_id=person,
            borrowed_at=stage.now - timedelta(days=4), due_at=stage.now + timedelta(days=10),
        )
        for person in people[:2]
    )  # fmt: skip
    Hold.objects.create(
        tenant=stage.agency, book=book, person_id=people[2], asked_at=stage.now - timedelta(days=1)
    )


def _guides() -> Iterator[Guide]:
    """`=== title`, facts, `## chapter`, text."""
    for file in sorted(SHELF.glob("*.md")):
        guide: Guide | None = None
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("=== "):
                if guide is not None:
                    yield guide
                guide = Guide(line[4:])
            elif guide is not None and line.startswith("## "):
                guide.chapters.append((line[3:], []))
            elif guide is not None and guide.chapters:
                guide.chapters[-1][1].append(line)
            elif guide is not None:
                key, _colon, value = line.partition(":")
                guide.facts[key] = value.strip()
        if guide is not None:
            yield guide


def _anthologies(guides: list[Guide]) -> Iterator[Guide]:
    """Guides of one topic as one book."""
    for title, topic, summary in ANTHOLOGIES:
        chosen = [guide for guide in guides if guide.facts["topik"] == topic]
        said = {
            "penulis": "BPSDM Contoh", "tahun": "2026", "topik": topic, "nasional": "ya",
            "ringkas": summary,
        }  # fmt: skip
        chapters = [
            (f"{guide.title}: {name}", lines) for guide in chosen for name, lines in guide.chapters
        ]
        yield Guide(title, said, chapters)


def course_books() -> Iterator[Guide]:
    """The pages of each course as a book of its own."""
    for name in (LETTERS, PRIVACY, *MORE):
        text = read(name)
        said = {
            "penulis": text.one("pengajar").partition(";")[0], "tahun": "2026",
            "topik": TOPICS[name], "ringkas": text.one("ringkas"), "nasional": "ya",
        }  # fmt: skip
        pages = [page for _title, pages in text.sections for page in pages if page.kind == "page"]
        yield Guide(
            f"Buku Bacaan: {text.one('judul')}", said, [(page.title, page.lines) for page in pages]
        )


def shelve(stage: Stage, guide: Guide, number: int) -> Book:
    """The guide made into a file and put onto the agency's shelf."""
    is_pdf = guide.facts.get("bentuk") == "pdf"
    data = _pdf(guide) if is_pdf else _epub(guide)
    name = (
        f"{re.sub(r'[^a-z]+', '-', guide.title.lower()).strip('-')}.{'pdf' if is_pdf else 'epub'}"
    )
    said = guide.facts
    about = BookFacts(
        title=guide.title, authors=said["penulis"], publisher="Pemprov Contoh",
        year=int(said["tahun"]), language=said.get("bahasa", "id"), topic=said["topik"],
        synopsis=said["ringkas"], licence="cc-by", is_national=said.get("nasional") == "ya",
    )  # fmt: skip
    return _add(stage, name, data, about, days=90 - number)


def _worksheet(stage: Stage) -> Book:
    """The sheet that the course on letters hands out, kept as a book too: a file not ours to copy."""
    data: bytes = typst.compile(TEXTS / "lembar-surat.typ")
    about = BookFacts(
        title="Lembar Kerja Surat Dinas", authors="Dra. Endang Wahyuningsih, M.Hum.",
        publisher="BPSDM Contoh", year=2026, topic="naskah", licence="berlisensi", copies=2,
        licence_note="Boleh dibaca di Suluh; tidak untuk disebarkan.",
        synopsis="Lembar untuk menyusun dan memeriksa surat dinas di meja kerja.",
    )  # fmt: skip
    return _add(stage, "lembar-kerja-surat-dinas.pdf", data + b"\n", about, days=2)


def _add(stage: Stage, name: str, data: bytes, about: BookFacts, *, days: int) -> Book:
    arrival = Arrival(name, data, _unpacked(data))
    return add_book(
        tenant_id=stage.agency.id, arrival=arrival, facts=about, by_id=stage.organiser.id,
        now=stage.now - timedelta(days=days),
    )  # fmt: skip


def _unpacked(data: bytes) -> Unpacked:
    """As `unpack` does it, without a process of its own."""
    form: Literal["pdf", "epub"] = "pdf" if data.startswith(b"%PDF") else "epub"
    with TemporaryDirectory() as folder:
        source = Path(folder) / "book"
        source.write_bytes(data)
        pages = pdf.read(source) if form == "pdf" else epub.read(source, Path(folder))
        cover = Path(folder) / facts.COVER
        if form == "pdf":
            facts.of_pdf(source, Path(folder))
        return Unpacked(form, pages, {}, {}, cover.read_bytes() if cover.exists() else b"")  # type: ignore[arg-type]


def _epub(guide: Guide) -> bytes:
    """A small EPUB 3."""
    said, numbers = guide.facts, range(len(guide.chapters))
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="i">{escape(guide.title)}</dc:identifier>'
        f"<dc:title>{escape(guide.title)}</dc:title><dc:creator>{escape(said['penulis'])}</dc:creator>"
        f"<dc:date>{said['tahun']}</dc:date><dc:language>{said.get('bahasa', 'id')}</dc:language>"
        f"</metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for place, text in {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER,
                            "b.opf": package, **_chapters(guide)}.items():  # fmt: skip
            file.writestr(zipfile.ZipInfo(place, (2026, 1, 1, 0, 0, 0)), text)
    return made.getvalue()


def _chapters(guide: Guide) -> dict[str, str]:
    return {
        f"c{n}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head>'
        f"<body><h1>{escape(title)}</h1>{to_html(_words(lines))}</body></html>"
        for n, (title, lines) in enumerate(guide.chapters)
    }


def _words(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _pdf(guide: Guide) -> bytes:
    """The guide typeset, a title page first."""
    body = "".join(
        f"#pagebreak()\n= {title}\n{_words(lines).replace('**', '*')}\n"
        for title, lines in guide.chapters
    )
    source = (
        '#set page(width: 148mm, height: 210mm, margin: 18mm)\n#set text(size: 11pt, lang: "id")\n'
        '#set par(justify: true)\n#page(fill: rgb("#0c2f3b"))[#set text(fill: white)'
        "\n#set par(justify: false)\n#v(1fr)"
        f"#text(size: 24pt, weight: 700)[{guide.title}]\n\n{guide.facts['penulis']}\n"
        '#v(8mm)#line(length: 30%, stroke: 3pt + rgb("#f2a61b"))#v(1fr)]\n'
    )
    made: bytes = typst.compile((source + body.removeprefix("#pagebreak()\n")).encode())
    return made


def read_some(
    stage: Stage, book: Book, person_id: int, dice: random.Random, *, pages: int = 0, calm: int = 2
) -> None:
    """A reader some way into the book."""
    read = pages or dice.randint(1, book.pages)
    BookReading.objects.get_or_create(
        book=book, person_id=person_id,
        defaults={
            "tenant": stage.agency, "page": min(read + 1, book.pages),
            "seconds": {str(n): calm * book.needed[n - 1] for n in range(1, min(read, book.pages) + 1)},
            "begun_at": stage.now - timedelta(days=12), "at": stage.now - timedelta(days=1),
        },
    )  # fmt: skip
