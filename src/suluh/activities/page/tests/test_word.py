"""A Word document becomes a page; what cannot come along, and what is refused, is said in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from suluh.activities.page import rules
from suluh.base.scope import SYSTEM, scoped
from suluh.content.models import Activity, Picture
from suluh.content.rules.richtext import to_html
from suluh.content.tests import make as texts
from suluh.content.tests.test_packed import archive
from suluh.content.tests.test_pictures import author, photo
from suluh.standards.marks import Lost, parsed, to_marks
from suluh.standards.tests.wordfile import document, picture, table, word
from tests import make


@pytest.mark.django_db
def test_a_word_document_becomes_a_page_with_its_pictures(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    home = make.agency()
    training = texts.training(home)
    texts.version(training)
    data = document(
        word("Modul Surat", "Judul"), word("Alur", "Judul1"), picture("a.png", "Alur surat"),
        "<w:p><m:oMath/></w:p>", table(["A", "B"], ["c", "d"], ["<", "e"]),
        pictures={"a.png": _png()},
    )  # fmt: skip
    keys = document(word("Kop? Kunci: A"), word("ANSWER: B"), word("Kunci jawaban : C"))
    files = {"K/1 modul.docx": data, "K/2 soal.docx": keys, "K/3 lama.docx": b"\xd0\xcf\x11\xe0"}
    client, url = author(home), f"/kelola/pelatihan/{training.uuid}/berkas/"
    files["K/4 panjang.docx"] = document(
        word("Satu", "Judul1"), word("kata " * 900), word("Dua", "Judul1"), word("kata " * 900)
    )
    packed = archive(files).read()

    page = client.post(url, {"berkas": SimpleUploadedFile("k.zip", packed)}).content.decode()
    again = client.post(url, {"berkas": SimpleUploadedFile("k.zip", packed)}).content.decode()

    with scoped(SYSTEM):
        made, *long = Activity.objects.order_by("pk")
        kept = Picture.objects.get()
    assert (made.kind, made.title) == ("page", "Modul Surat")
    assert [each.title for each in long] == ["Satu", "Dua"]
    assert made.settings["text"] == (
        f"## Alur\n\n![Alur surat](/gambar/{kept.uuid}/)\n\n"
        "| A | B |\n| --- | --- |\n| c | d |\n|  | e |\n"
    )
    for words in (
        "Tidak terbawa: 1 rumus.", "Sel gabungan dipisahkan", "soal dengan kuncinya", "Word lama",
    ):  # fmt: skip
        assert words in page
    assert again.count("Sudah ada di pelatihan ini.") == 2


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    made = BytesIO()
    Image.open(photo()).resize((40, 20)).save(made, "PNG")
    return made.getvalue()


def test_one_key_in_a_text_is_no_file_of_questions() -> None:
    assert not rules.holds_questions("Tulis kuncinya begini:\n\nANSWER: B\n\nlalu simpan.")
    assert rules.holds_questions("ANSWER: B\n\n**Kunci: C**")
    assert rules.holds_questions("Di mana? {=Atas ~Bawah}\n\nKapan? {=Kini ~Nanti}")


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="ab1_*`[]()<>#&;~|\\!-+.: ", max_size=25))
def test_words_that_look_like_marks_stay_words(text: str) -> None:
    """Whatever Word says in a paragraph, the page says."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    html = to_html(to_marks(parsed(f"<p>x{safe}x</p>"), Lost()))

    shown = html.replace("<p>", "").replace("</p>", "").strip()
    assert shown == " ".join(f"x{safe}x".split()).strip()


def test_a_long_document_is_a_page_for_each_chapter() -> None:
    words = "kata " * 800
    text = f"Awal.\n\n## BAB I\n\n## *Dasar*\n\n### A\n\n{words}\n\n## BAB II\n\n{words}\n"

    found = rules.pages_of("Modul", text)

    assert [(part.title, part.text[:8]) for part in found] == [
        ("Modul", "Awal.\n"), ("BAB I Dasar", "## A\n\nka"), ("BAB II", "kata kat"),
    ]  # fmt: skip
    assert rules.pages_of("Modul", text.replace("kata ", "", 200)) == [
        rules.Part("Modul", text.replace("kata ", "", 200))
    ]
    assert len(rules.pages_of("", "## Kecil\n\nlima kata saja di sini\n\n" * 50 + words * 2)) == 1
    assert len(rules.pages_of("", "## Satu\n\n" + words * 2)) == 1


def test_each_page_has_its_own_footnotes() -> None:
    words = "kata " * 800
    text = (
        f"## Satu\n\nA[1] b[2].\n\n{words}\n\n## Dua[4]\n\nC[3].\n\n{words}\n\n## Tiga\n\n{words}\n"
    )
    notes = "\n---\n\n1. Satu\n2. Dua\n   lagi\n3. Tiga\n4. Empat\n"

    pages = rules.pages_of("", text + notes)
    found = [part.text.partition("---")[2] for part in pages]

    assert [part.title for part in pages] == ["Satu", "Dua", "Tiga"]
    assert found == ["\n\n1. Satu\n2. Dua\n   lagi\n", "\n\n3. Tiga\n", "\n\n4. Empat\n"]
