"""Banks that Moodle wrote are read whole, written, and read again as the same questions."""

from collections.abc import Callable
from pathlib import Path

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
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Choice,
    ChoiceGap,
    Cloze,
    Essay,
    Matching,
    Numeric,
    Ordering,
    Question,
    Reading,
    ShortAnswer,
    TextFormat,
    TextGap,
    TrueFalse,
    WordGaps,
    Writing,
)

SHARED = Path(__file__).parents[5] / "shared" / "data" / "questions"
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="the shared sample files are not beside the project"
)
FORMATS: dict[str, tuple[Callable[[bytes], Reading], Callable[..., Writing]]] = {
    "aiken.txt": (read_aiken, write_aiken),
    "gift.txt": (read_gift, write_gift),
    "xml": (read_moodle, write_moodle),
}
KINDS: dict[str, list[type[Question]]] = {
    "moodle-category_with_description.xml": [TrueFalse],
    "moodle-multianswer.xml": [Cloze],
    "moodle-multichoice.xml": [Choice],
    "moodle-nested_categories_with_questions.xml": [
        TrueFalse, Essay, TrueFalse, TrueFalse, TrueFalse,
    ],
    "moodle-truefalse.xml": [TrueFalse, TrueFalse],
    "moodle-type-ddwtos.xml": [WordGaps],
    "moodle-type-essay.xml": [Essay],
    "moodle-type-gapselect.xml": [WordGaps],
    "moodle-type-match.xml": [Matching],
    "moodle-type-multichoice.xml": [Choice],
    "moodle-type-numerical.xml": [Numeric],
    "moodle-type-ordering.xml": [Ordering],
    "moodle-type-shortanswer.xml": [ShortAnswer],
    "moodle-type-truefalse.xml": [TrueFalse],
    "questions.aiken.txt": [Choice, Choice],
    "questions.gift.txt": [
        Essay, Matching, Choice, Choice, Numeric, ShortAnswer, TrueFalse, TrueFalse, TrueFalse,
    ],
    "questions_in_category.gift.txt": [Matching, Choice, ShortAnswer, TrueFalse],
}  # fmt: skip


def format_of(name: str) -> tuple[Callable[[bytes], Reading], Callable[..., Writing]]:
    return next(pair for ending, pair in FORMATS.items() if name.endswith(ending))


def load(name: str) -> Reading:
    return format_of(name)[0]((SHARED / name).read_bytes())


def one(name: str) -> Question:
    (question,) = load(name).questions
    return question


def test_every_shared_file_is_in_the_table() -> None:
    assert sorted(file.name for file in SHARED.iterdir()) == sorted(KINDS)


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_question_is_read_and_comes_back_equal(name: str) -> None:
    read, write = format_of(name)
    first = load(name)

    written = write(first.questions)
    second = read(written.content.encode())

    assert [type(question) for question in first.questions] == KINDS[name]
    assert all(question.line for question in first.questions)
    assert (second.questions, second.notes, written.notes) == (first.questions, (), ())


@pytest.mark.parametrize("name", sorted(KINDS))
def test_any_bank_moves_into_moodle_xml_without_loss(name: str) -> None:
    first = load(name)

    written = write_moodle(first.questions)

    assert read_moodle(written.content.encode()).questions == first.questions
    assert written.notes == ()


def test_choices_keep_fractions_hints_and_what_is_said_of_the_whole() -> None:
    question = one("moodle-type-multichoice.xml")

    assert isinstance(question, Choice)
    assert (question.name, question.category) == ("Multi-choice-001", ("Default for C1",))
    assert not question.single
    assert [int(answer.fraction) for answer in question.answers] == [0, 0, 50, 0, 50]
    assert [hint.content for hint in question.hints] == ["First hint", "Second hint"]
    assert question.outcomes.partial.content == "Your answer is partially correct."
    assert [(note.line, note.detail) for note in load("moodle-type-multichoice.xml").notes] == [
        (38, "shownumcorrect")
    ]


def test_files_inside_are_carried_with_the_text_that_names_them() -> None:
    question = one("moodle-multichoice.xml")

    assert isinstance(question, Choice)
    (sound,) = question.text.files
    assert (sound.name, sound.content[:3]) == ("bonjour.mp3", b"ID3")
    assert [file.name for answer in question.answers for file in answer.text.files] == [
        "flag-uk.jpg", "flag-france.jpg", "flag-german.jpg", "flag-denmark.jpg",
    ]  # fmt: skip


def test_gaps_in_the_text() -> None:
    question = one("moodle-multianswer.xml")

    assert isinstance(question, Cloze)
    assert "Tucson: {#2}<br />" in question.text.content
    assert [type(gap) for gap in question.gaps] == [ChoiceGap] * 4 + [TextGap]
    assert [[answer.fraction for answer in gap.answers] for gap in question.gaps] == [
        [FULL, NOTHING], [NOTHING, FULL], [FULL, NOTHING], [NOTHING, FULL], [FULL, 50, NOTHING],
    ]  # fmt: skip


def test_gift_as_moodle_reads_it() -> None:
    questions = {question.name: question for question in load("questions.gift.txt").questions}
    truth, number, pairs = questions["Q1"], questions["Q5"], questions["Moodle activities"]

    assert isinstance(truth, TrueFalse)
    assert (truth.answer, truth.when_true.content, truth.when_false.content) == (
        False, "42 is the Ultimate Answer.", "You gave the right answer.",
    )  # fmt: skip
    assert truth.feedback.content.startswith("This is, of course")
    assert isinstance(number, Numeric)
    assert [(answer.value, answer.tolerance, answer.fraction) for answer in number.answers] == [
        (3, 2, FULL), (None, NOTHING, NOTHING),
    ]  # fmt: skip
    assert isinstance(pairs, Matching)
    assert (len(pairs.pairs), pairs.distractors) == (4, ("Chat",))
    assert pairs.pairs[0].prompt.format is TextFormat.HTML
    assert [note.reason for note in load("questions.gift.txt").notes] == [reasons.MARKDOWN]


def test_categories_are_paths_and_their_descriptions_are_reported() -> None:
    bank = load("moodle-nested_categories_with_questions.xml")

    assert [question.category for question in bank.questions] == [
        ("Iota",), ("Iota", "Kappa"), ("Iota", "Kappa"), ("Iota", "Kappa", "Lambda"), ("Iota", "Mu"),
    ]  # fmt: skip
    assert {note.reason for note in bank.notes} == {reasons.CATEGORY_PART}
    assert [note.question for note in bank.notes][-1] == "Iota/Mu"
