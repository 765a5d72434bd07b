"""Questions to files and back: the meaning stays, whatever is lost is named, nothing harmful enters."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.sample.questions import read as sample
from suluh.activities.quiz.rules.exchange import reasons
from suluh.activities.quiz.rules.exchange.formats import FORMATS, recognise
from suluh.activities.quiz.rules.exchange.giving import give
from suluh.activities.quiz.rules.exchange.markup import rich_of, text_of
from suluh.activities.quiz.rules.exchange.matching import is_same, meaning
from suluh.activities.quiz.rules.exchange.taking import take
from suluh.activities.quiz.rules.grading import grade
from suluh.activities.quiz.rules.showing import shown
from suluh.activities.quiz.types import Entry, Sort
from suluh.content.rules import richtext
from suluh.standards.questions.types import QuestionFileError, Text, TextFormat

REAL = Path(__file__).parents[6] / "shared" / "data" / "questions"  # beside the project, or not
FILES = sorted(REAL.iterdir()) if REAL.is_dir() else []
MOODLE = FORMATS["moodle"]
NO_LOSS = {sort: {"moodle"} for sort in Sort} | {
    sort: {"moodle", "gift"} for sort in (Sort.SINGLE, Sort.TRUE_FALSE, Sort.MATCHING, Sort.SHORT)
}


def entries_of(data: bytes) -> list[Entry]:
    return [made.entry for made in map(take, recognise(data).read(data).questions) if made.entry]


def again(entries: list[Entry], name: str) -> list[Entry]:
    content = FORMATS[name].write([give(entry) for entry in entries]).content
    return entries_of(content.encode()) if entries and content else []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_real_file_comes_back_with_its_meaning(file: Path) -> None:
    first = entries_of(file.read_bytes())
    second = again(first, "moodle")
    assert [is_same(*pair) for pair in zip(first, second, strict=True)] == [True] * len(first)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_question_of_a_real_file_is_taken_or_says_why(file: Path) -> None:
    form = recognise(file.read_bytes())
    made = [take(question) for question in form.read(file.read_bytes()).questions]
    assert [each.title for each in made if each.entry is None and not each.remarks] == []


@pytest.mark.parametrize("name", ["moodle", "gift"])
def test_the_sample_bank_comes_back_with_its_meaning(name: str) -> None:
    mine = [entry for entry in sample() if name in NO_LOSS[entry.item.sort]]
    found = again(mine, name)
    assert [is_same(*pair) for pair in zip(mine, found, strict=True)] == [True] * len(mine)


def test_a_format_that_cannot_hold_a_type_leaves_it_out() -> None:
    essays = [entry for entry in sample() if entry.item.sort is Sort.ESSAY]
    assert again(essays, "aiken") == []


FIRST: list[tuple[bytes, str]] = [
    (b"\xef\xbb\xbf<?xml version='1.0'?><quiz>", "moodle"),
    (b"\n\n<quiz>", "moodle"),
    (b"Apa?\nA. satu\nB. dua\nANSWER: A\n", "aiken"),
    (b"::satu::Apa? {=ya ~tidak}", "gift"),
]


@pytest.mark.parametrize(("data", "slug"), FIRST)
def test_the_format_is_recognised(data: bytes, slug: str) -> None:
    assert recognise(data).slug == slug


def test_another_file_is_refused_with_a_sentence() -> None:
    with pytest.raises(QuestionFileError, match="tidak dikenali"):
        recognise(b"NIP;Nama\n1985;Budi\n")


HTML: list[tuple[str, str]] = [
    ("<p>Satu</p><p>Dua</p>", "Satu\n\nDua"),
    ("<p>Kata <b>tebal</b> dan <i>miring</i>.</p>", "Kata **tebal** dan *miring*."),
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("<ol start='3'><li>a</li><li>b</li></ol>", "3. a\n4. b"),
    ("H<sub>2</sub>O dan x<sup>2</sup>", "H₂O dan x²"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("<p>*bukan miring*</p>", "\\*bukan miring\\*"),
    ("<p># bukan judul</p>", "\\# bukan judul"),
    ("<script>alert(1)</script><p onclick='x()'>Aman</p>", "Aman"),
    ("<a href='javascript:alert(1)'>tautan</a>", "tautan"),
    ("<p>a &lt;b&gt; c</p>", "a <b> c"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "rich"), HTML)
def test_html_becomes_the_banks_own_text(html: str, rich: str) -> None:
    assert rich_of(Text(html, TextFormat.HTML)) == rich


def test_a_table_stays_a_table() -> None:
    html = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    drawn = richtext.to_html(rich_of(Text(html, TextFormat.HTML)))
    assert [drawn.count(tag) for tag in ("<table>", "<th>", "<td>")] == [1, 2, 2]


@pytest.mark.parametrize("rich", ["Polos.", "Dua  \nbaris", "**Tebal**\n\n- a\n- b", "a < b & c"])
def test_rich_text_survives_a_file(rich: str) -> None:
    assert richtext.to_html(rich_of(text_of(rich))) == richtext.to_html(rich)


def test_harmful_markup_of_a_file_never_reaches_a_page() -> None:
    data = (
        b"<quiz><question type='shortanswer'><questiontext format='html'><text>"
        b"<![CDATA[<img src=x onerror=alert(1)>Apa?<script>alert(2)</script>]]></text>"
        b"</questiontext><answer fraction='100'><text>ya</text></answer></question>"
        b"<question type='shortanswer'><questiontext format='html'><text>"
        b"<![CDATA[<p onload=alert(3)>Siapa?</p><iframe src='//jahat'></iframe>]]></text>"
        b"</questiontext><answer fraction='100'><text>ya</text></answer></question></quiz>"
    )
    made = [take(question) for question in MOODLE.read(data).questions]
    assert [each.remarks for each in made] == [[(reasons.MEDIA, "")]] * 2
    (clean,) = entries_of(data.replace(b"<iframe src='//jahat'></iframe>", b""))
    page = str(shown(clean.item, place=0, order=()).html)
    assert page == "<p>Siapa?</p>\n"


def test_a_gap_with_wrong_words_is_a_choice_that_tells_nothing() -> None:
    (entry,) = entries_of(
        b"<quiz><question type='gapselect'><questiontext format='html'><text>"
        b"<![CDATA[Ibu kota Jabar: [[2]].]]></text></questiontext>"
        b"<selectoption><text>Medan</text><group>1</group></selectoption>"
        b"<selectoption><text>Bandung</text><group>1</group></selectoption>"
        b"<selectoption><text>Solo*</text><group>1</group></selectoption></question></quiz>"
    )
    page = shown(entry.item, place=0, order=())
    assert [choice.text for choice in page.pieces[0].choices] == ["Bandung", "Medan", "Solo*"]
    marks = [grade(entry.item, (), (word,)) for word in ("Bandung", "Medan", "Solo*", "Solok")]
    assert marks == [10_000, 0, 0, 0]
    (back,) = again([entry], "moodle")
    assert meaning(back.item) == meaning(entry.item)
