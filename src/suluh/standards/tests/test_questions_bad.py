"""Broken and hostile files: a sentence and a line, never a crash, never a file or a socket."""

import builtins
import random
import socket
import time
from contextlib import suppress
from typing import Any

import pytest

from suluh.standards.questions import aiken, limits, reasons
from suluh.standards.questions import notes as notes_module
from suluh.standards.questions.gift import reader as gift_reader
from suluh.standards.questions.moodle import fields as moodle_fields
from suluh.standards.questions.moodle import reader as moodle_reader
from suluh.standards.questions.types import Choice, QuestionFileError
from suluh.standards.tests.bad_questions import (
    GOOD_GIFT,
    GOOD_XML,
    NOTED,
    READERS,
    REFUSED,
    question,
    quiz,
    read,
)


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_without_questions_is_refused_with_a_sentence_and_a_line(name: str) -> None:
    format, source, sentence, line = REFUSED[name]

    with pytest.raises(QuestionFileError) as refusal:
        read(format, source)

    assert (str(refusal.value), refusal.value.line) == (sentence, line)


@pytest.mark.parametrize("name", NOTED)
def test_a_bad_question_costs_itself_and_is_named(name: str) -> None:
    format, source, expected = NOTED[name]

    found = read(format, source)

    assert [(note.line, note.reason, note.detail) for note in found.notes] == expected
    assert found.questions


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) + len(NOTED) >= 70


@pytest.mark.parametrize("name", [name for name in REFUSED if REFUSED[name][0] == "xml"])
def test_no_file_and_no_socket_is_opened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an XML file asks for."""

    def forbidden(*_given: object, **_named: object) -> Any:
        raise AssertionError("a reader opened something")

    monkeypatch.setattr(builtins, "open", forbidden)
    monkeypatch.setattr(socket, "socket", forbidden)
    with pytest.raises(QuestionFileError):
        read("xml", REFUSED[name][1])


@pytest.mark.parametrize("format", READERS)
def test_sizes_have_an_end(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(QuestionFileError, match="40 MB"):
        read(format, b"a" * (limits.MAX_BYTES + 1))
    source = {
        "aiken": "Apa?\nA) a\nB) b\nANSWER: A\n" * 3,
        "gift": GOOD_GIFT * 3,
        "xml": quiz(GOOD_XML * 3),
    }[format]
    for module in (aiken, gift_reader, moodle_reader):
        monkeypatch.setattr(module, "MAX_QUESTIONS", 2)
    with pytest.raises(QuestionFileError) as refusal:
        read(format, source)
    assert (str(refusal.value), refusal.value.line > 0) == (reasons.TOO_MANY, True)


def test_text_files_are_smaller_than_banks_with_pictures() -> None:
    with pytest.raises(QuestionFileError, match="10 MB"):
        read("gift", b"a" * (limits.MAX_TEXT + 1))


def test_large_files_inside_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moodle_fields, "MAX_FILE", 2)
    inside = '<generalfeedback><file name="a" encoding="base64">QUJD</file></generalfeedback>'

    assert [note.reason for note in read("xml", quiz(question("essay", inside))).notes] == [
        reasons.BAD_FILE
    ]


def test_the_report_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes_module, "MAX_NOTES", 3)

    found = read("gift", "Apa? {~a}\n\n" * 9 + GOOD_GIFT)

    assert [note.reason for note in found.notes] == [reasons.NO_ANSWERS] * 3 + [reasons.MORE_NOTES]


HEAVY = {
    "braces": ("gift", "{" * 200_000),
    "names": ("gift", "::a\n" * 50_000),
    "open answers": ("gift", "{\n\n" * 50_000),
    "tags": ("gift", "// " + "[tag:" * 50_000 + GOOD_GIFT),
    "markup": ("gift", "<a" * 100_000),
    "choices": ("aiken", "A) a\n" * 50_000),
    "gaps": ("xml", quiz(question("cloze", "", "{1:SA:" * 50_000))),
    "ends": ("xml", quiz(question("cloze", "", "{1:SA:" + "~%1" * 50_000 + "}"))),
}


@pytest.mark.parametrize("name", HEAVY)
def test_hundreds_of_thousands_of_signs_takes_no_long_time(name: str) -> None:
    """Ten seconds is far above what it takes and far below what a square would."""
    format, source = HEAVY[name]
    began = time.process_time()

    with suppress(QuestionFileError):
        read(format, source)

    assert time.process_time() - began < 10


def test_a_bank_damaged_anywhere_is_survived() -> None:
    whole = quiz(GOOD_XML * 4).encode()
    chance = random.Random(7)
    for _ in range(300):
        place = chance.randrange(len(whole))
        data = whole[:place] + bytes([chance.randrange(256)]) + whole[place + 1 :]
        with suppress(QuestionFileError):
            assert 1 <= len(read("xml", data).questions) <= 4


def test_markup_that_was_not_escaped_is_kept() -> None:
    source = question("description", "", 'a <b class="x">b &lt; c</b> d')

    (found,) = read("xml", quiz(source)).questions

    assert found.text.content == 'a <b class="x">b &lt; c</b> d'


def test_blank_lines_inside_braces_and_missing_ones_between_questions() -> None:
    source = (
        "::A::Apa? {=x\n\n// ingat [id:8]\n~y}\n// [id:7] [tag:t u]\n::B::Lagi? {=x ~y} bukan?\n"
        "::D::Benar? {T}\n\n$CATEGORY: P/Q\nC"
    )

    first, second, truth, third = read("gift", source).questions

    assert isinstance(first, Choice)
    assert (first.name, len(first.answers), first.line) == ("A", 2, 1)
    assert (first.id_number, truth.name) == ("", "D")
    assert (second.id_number, second.tags, second.text.content) == (
        "7", ("t u",), "Lagi? _____ bukan?",
    )  # fmt: skip
    assert (third.category, third.text.content, third.line) == (("P", "Q"), "C", 10)
