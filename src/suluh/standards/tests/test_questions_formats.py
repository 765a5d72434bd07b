"""What the formats say in their corners, and what a writer says that it cannot hold."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from suluh.standards.questions import (
    read_aiken,
    read_gift,
    read_moodle,
    reasons,
    write_aiken,
    write_gift,
    write_moodle,
)
from suluh.standards.questions.cloze import write_gaps
from suluh.standards.questions.texts import as_html, as_plain
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    Choice,
    ChoiceGap,
    Cloze,
    Description,
    Matching,
    NumberGap,
    Numeric,
    NumericAnswer,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    Text,
    TextFormat,
    TextGap,
    Writing,
)

RIGHT, WRONG = Answer(Text("Surabaya"), FULL), Answer(Text("Malang"))


def gift(source: str) -> Question:
    (question,) = read_gift(source.encode()).questions
    return question


def moodle(text: str, format: str = "html", kind: str = "description") -> Question:
    source = (
        f'<quiz><question type="{kind}"><questiontext format="{format}"><text>{text}</text>'
        "</questiontext></question></quiz>"
    )
    (question,) = read_moodle(source.encode()).questions
    return question


def numbers(question: Question) -> list[tuple[Decimal | None, Decimal, Decimal]]:
    assert isinstance(question, Numeric)
    return [(answer.value, answer.tolerance, answer.fraction) for answer in question.answers]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("#3", [("3", "0", 100)]),
        ("#3:0.5", [("3", "0.5", 100)]),
        ("#3,14:0,01", [("3.14", "0.01", 100)]),
        ("#-5..-1", [("-3", "2", 100)]),
        ("#1.5e3:", [("1500", "0", 100)]),
        ("#=3:1 =%50%3:2", [("3", "1", 100), ("3", "2", 50)]),
        ("#=%0%*", [(None, "0", 0)]),
    ],
)
def test_numbers_of_gift(inside: str, expected: list[tuple[str | None, str, int]]) -> None:
    assert numbers(gift(f"Berapa? {{{inside}}}")) == [
        (None if value is None else Decimal(value), Decimal(margin), Decimal(fraction))
        for value, margin, fraction in expected
    ]


def test_escapes_of_gift_are_signs() -> None:
    question = gift(r"Apa \{itu\}\: a \= b \~ c \# d \\ e \q? {=x\=y#betul\ndua}")

    assert question.text.content == r"Apa {itu}: a = b ~ c # d \ e \q?"
    assert isinstance(question, ShortAnswer)
    assert question.answers == (Answer(Text("x=y"), FULL, Text("betul\ndua")),)


def test_an_empty_choice_of_gift_is_no_choice() -> None:
    question = gift("Apa? {=x ~ ~y#sini}")

    assert isinstance(question, Choice)
    assert [answer.text.content for answer in question.answers] == ["x", "y"]


def test_text_without_braces_is_a_description_and_moodle_text_may_hold_markup() -> None:
    assert gift("Bacalah\n<b>ini</b>").text == Text("Bacalah<br />\n<b>ini</b>", TextFormat.HTML)
    assert isinstance(gift("Bacalah"), Description)
    assert moodle("a\n&lt;i&gt;b&lt;/i&gt;", "moodle_auto_format").text.format is TextFormat.HTML
    assert moodle("a", "markdown").text == Text("a")


def test_aiken_reads_points_brackets_and_indonesian_keys() -> None:
    source = "Ibu kota\nJawa Timur?\r\nA. Surabaya\nB)Malang\nJAWABAN: a.\n"

    (question,) = read_aiken(source.encode()).questions

    assert question == Choice(text=Text("Ibu kota\nJawa Timur?"), answers=(RIGHT, WRONG))


def test_plain_and_markup() -> None:
    assert as_html(Text("a < b\nc")) == "a &lt; b<br />\nc"
    assert as_plain(Text("<p>a &lt; b</p><p>c</p>", TextFormat.HTML)) == "a < b\nc"


def test_gaps_of_every_sort_are_read() -> None:
    question = moodle(
        "{SA:=x} {:MW:=a~b#\\#1\\}} {2:SAC:=A &amp;amp; B} {1:NM:=3,5:0.5~%50%*} {:MCVS:=a~b}"
        " {:MULTICHOICE_H:%100%a~b&amp;#233;#c} {:MR:=a~=b} {:MRHS:=a}",
        kind="cloze",
    )

    assert isinstance(question, Cloze)
    assert question.text.content == "{SA:=x} {#1} {#2} {#3} {#4} {#5} {#6} {#7}"
    short, exact, number, *choices = question.gaps
    assert isinstance(short, TextGap)
    assert isinstance(exact, TextGap)
    assert isinstance(number, NumberGap)
    assert short.answers[1].feedback.content == "#1}"
    assert (exact.weight, exact.case_sensitive, exact.answers[0].text.content) == (2, True, "A & B")
    assert [(answer.value, answer.fraction) for answer in number.answers] == [
        (Decimal("3.5"), FULL), (None, Decimal(50)),
    ]  # fmt: skip
    assert [gap.layout + "*" * gap.multiple for gap in choices if isinstance(gap, ChoiceGap)] == [
        "column", "row", "column*", "row*",
    ]  # fmt: skip
    assert read_moodle(write_moodle([question]).content.encode()).questions == (question,)


def test_a_mark_without_its_gap_stays_a_mark() -> None:
    assert write_gaps(Text("{#2}"), (TextGap(answers=(RIGHT,)),)).content == "{#2}"


def test_gaps_of_plain_text_are_written_in_words() -> None:
    gap = ChoiceGap(answers=(Answer(Text("<b>a</b>", TextFormat.HTML), FULL),))

    assert write_gaps(Text("{#1}"), (gap,)).content == "{1:MULTICHOICE:=a}"


LOSSES: dict[str, tuple[Callable[..., Writing], Question, list[tuple[str, str]]]] = {
    "Aiken: another type": (
        write_aiken, Description(text=Text("a")), [(reasons.NOT_IN_FORMAT, "")],
    ),
    "Aiken: two right answers": (
        write_aiken, Choice(text=Text("a"), answers=(RIGHT, RIGHT)), [(reasons.NOT_IN_FORMAT, "")],
    ),
    "Aiken: more choices than letters": (
        write_aiken, Choice(text=Text("a"), answers=(RIGHT, *[WRONG] * 26)),
        [(reasons.NOT_IN_FORMAT, "")],
    ),
    "Aiken: a text that looks like a key": (
        write_aiken, Choice(text=Text("ANSWER: C"), answers=(RIGHT, WRONG)),
        [(reasons.NOT_WRITABLE, "")],
    ),
    "Aiken: name, category, markup, partial marks": (
        write_aiken,
        Choice(
            name="Soal 1", category=("A",), text=Text("<b>Apa?</b>", TextFormat.HTML),
            answers=(RIGHT, Answer(Text("b"), Decimal(50))),
        ),
        [(reasons.NOT_CARRIED, "nama soal"), (reasons.NOT_CARRIED, "teks soal"),
         (reasons.NOT_CARRIED, "kategori"), (reasons.NOT_CARRIED, "jawaban")],
    ),
    "GIFT: ordering": (
        write_gift, Ordering(text=Text("a"), items=(Text("a"), Text("b"))),
        [(reasons.NOT_IN_FORMAT, "")],
    ),
    "GIFT: an arrow in a short answer": (
        write_gift, ShortAnswer(text=Text("a"), answers=(Answer(Text("x->y"), FULL),)),
        [(reasons.NOT_WRITABLE, "")],
    ),
    "GIFT: an arrow in a prompt": (
        write_gift, Matching(text=Text("a"), pairs=(Pair(Text("x->y"), "z"),)),
        [(reasons.NOT_CARRIED, "pasangan")],
    ),
    "GIFT: no key, marks, hints, order": (
        write_gift,
        Choice(
            text=Text("a"), answers=(WRONG, WRONG), default_mark=Decimal(2), shuffle=False,
            hints=(Text("b"),),
        ),
        [(reasons.NOT_CARRIED, "nilai soal"), (reasons.NOT_CARRIED, "petunjuk"),
         (reasons.NOT_CARRIED, "satu atau beberapa jawaban"),
         (reasons.NOT_CARRIED, "pengacakan urutan")],
    ),
    "XML: no text": (write_moodle, Description(), [(reasons.NOT_WRITABLE, "")]),
    "XML: control characters": (
        write_moodle, Description(text=Text("a\x07b")), [(reasons.NOT_CARRIED, "teks soal")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LOSSES)
def test_a_writer_names_what_it_cannot_hold(name: str) -> None:
    write, question, expected = LOSSES[name]

    written = write([question, *[Choice(text=Text("Apa?"), answers=(RIGHT, WRONG))]])

    assert [(note.reason, note.detail) for note in written.notes] == expected
    assert "Apa?" in written.content


def test_a_type_that_no_one_taught_the_writer_is_our_bug() -> None:
    with pytest.raises(TypeError, match="Question"):
        write_moodle([Question(text=Text("a"))])


def test_any_number_in_a_gap_is_a_star() -> None:
    gap = NumberGap(answers=(NumericAnswer(None, NOTHING, Decimal(50)),))

    assert write_gaps(Text("{#1}"), (gap,)).content == "{1:NUMERICAL:%50%*}"


def test_a_category_returns_to_the_top() -> None:
    questions = [
        Description(text=Text("a"), category=("Diklat", "A/B")), Description(text=Text("b")),
    ]  # fmt: skip

    for write, read in ((write_gift, read_gift), (write_moodle, read_moodle)):
        found = read(write(questions).content.encode()).questions
        assert [question.category for question in found] == [("Diklat", "A/B"), ()]
