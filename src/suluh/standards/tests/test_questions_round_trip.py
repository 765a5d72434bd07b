"""Whatever a format can carry comes back equal; whatever it cannot is named."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    EMPTY,
    FULL,
    NOTHING,
    Answer,
    Choice,
    ChoiceGap,
    Cloze,
    Description,
    EmbeddedFile,
    Essay,
    EssayInput,
    GapLayout,
    Marker,
    Markers,
    Matching,
    NumberGap,
    Numbering,
    Numeric,
    NumericAnswer,
    Ordering,
    Outcomes,
    Pair,
    Question,
    QuestionFileError,
    ShortAnswer,
    Text,
    TextFormat,
    TextGap,
    TrueFalse,
    Unit,
    UnitGrading,
    Word,
    WordGaps,
    Zone,
    ZoneShape,
)

LIGHT = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SIGNS = st.sampled_from(list("abcÉ字 ~=#{}:\\%*/\"'<>&;[]-.,09\n$@!"))
WORDS = st.text(SIGNS, min_size=1, max_size=12).map(str.strip).filter(bool)
LINE = WORDS.map(lambda words: " ".join(words.split()))
NAMES = st.just("") | LINE.filter(lambda name: "::" not in name)
FILES = st.lists(
    st.builds(EmbeddedFile, name=st.sampled_from(["a.png", 'b "&".mp3']), content=st.just(b"\x00\xff")),
    max_size=1,
).map(tuple)  # fmt: skip
PERCENT = st.integers(-1000, 1000).map(lambda tenth: Decimal(tenth) / 10)
SHARE = st.integers(0, 1000).map(lambda part: Decimal(part) / 1000)
NUMBER = st.integers(-(10**9), 10**9).map(lambda value: Decimal(value) / 1000)


def texts(words: st.SearchStrategy[str] = WORDS, **more: Any) -> st.SearchStrategy[Text]:
    return st.builds(Text, words, st.sampled_from(TextFormat), **more)


TEXT = texts()
RICH = texts(files=FILES)
SAID = st.just(EMPTY) | TEXT
OUTCOMES = st.builds(Outcomes, SAID, SAID, SAID)
ANSWER = st.builds(Answer, TEXT, PERCENT, SAID)
PATTERN = st.builds(Answer, st.builds(Text, WORDS), PERCENT, SAID)
NUMERIC = st.builds(NumericAnswer, NUMBER, NUMBER.map(abs), PERCENT, SAID) | st.builds(
    NumericAnswer, st.none(), st.just(NOTHING), PERCENT, SAID
)
PAIR = st.builds(Pair, TEXT, WORDS)
FOLDER = LINE.filter(lambda name: name.strip("/") == name and "//" not in name)
CATEGORY = st.lists(FOLDER, max_size=2).map(tuple)
TAG = st.text("abc dé-", min_size=1, max_size=6).map(lambda tag: " ".join(tag.split())).filter(bool)
SHARED_PARTS: dict[str, Any] = {
    "name": NAMES, "text": TEXT, "feedback": SAID, "category": CATEGORY,
    "tags": st.lists(TAG, max_size=2).map(tuple), "id_number": st.sampled_from(["", "A-1"]),
}  # fmt: skip
MOODLE_PARTS: dict[str, Any] = SHARED_PARTS | {
    "text": RICH, "default_mark": SHARE, "hints": st.lists(TEXT, max_size=2).map(tuple),
}  # fmt: skip


def many(strategy: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[Any]:
    return st.lists(strategy, min_size=least, max_size=4).map(tuple)


@st.composite
def choices_of_gift(draw: st.DrawFn) -> Choice:
    """One with a full answer is of one choice; of several, no sign of the other sort."""
    single = draw(st.booleans())
    answers = draw(many(ANSWER, 2))
    if single:
        answers = (replace(answers[0], fraction=FULL), *answers[1:])
    return draw(st.builds(Choice, answers=st.just(answers), single=st.just(single), **SHARED_PARTS))


def arrowless(pattern: Answer) -> bool:
    return "->" not in pattern.text.content


GIFT = st.one_of(
    choices_of_gift(),
    st.builds(TrueFalse, answer=st.booleans(), when_true=SAID, when_false=SAID, **SHARED_PARTS),
    st.builds(
        Matching,
        pairs=many(PAIR.filter(lambda pair: "->" not in pair.prompt.content)),
        distractors=st.lists(WORDS, max_size=2).map(tuple),
        **SHARED_PARTS,
    ),
    st.builds(ShortAnswer, answers=many(PATTERN.filter(arrowless)), **SHARED_PARTS),
    st.builds(Numeric, answers=many(NUMERIC), **SHARED_PARTS),
    st.builds(Essay, **SHARED_PARTS),
    st.builds(Description, **SHARED_PARTS | {"feedback": st.just(EMPTY)}),
)


@LIGHT
@given(st.lists(GIFT, min_size=1, max_size=3))
def test_gift(questions: list[Question]) -> None:
    written = write_gift(questions)

    assert (written.notes, read_gift(written.content.encode()).questions) == ((), tuple(questions))


GAP_WORDS = st.text("abcé ~}#*&;<'/", min_size=1, max_size=8).map(str.strip).filter(bool)
GAP_TEXT = st.builds(Text, GAP_WORDS, st.just(TextFormat.HTML))
GAP_SAID = st.just(EMPTY) | GAP_TEXT
GAP_NUMBER = st.builds(NumericAnswer, NUMBER, NUMBER.map(abs), PERCENT, GAP_SAID)
WEIGHT = st.integers(0, 9)
GAP = st.one_of(
    st.builds(
        TextGap,
        answers=many(st.builds(Answer, st.builds(Text, GAP_WORDS), PERCENT, GAP_SAID)),
        weight=WEIGHT,
        case_sensitive=st.booleans(),
    ),
    st.builds(NumberGap, answers=many(GAP_NUMBER), weight=WEIGHT),
    st.builds(
        ChoiceGap,
        answers=many(st.builds(Answer, GAP_TEXT, PERCENT, GAP_SAID)),
        weight=WEIGHT,
        layout=st.sampled_from(GapLayout),
        shuffle=st.booleans(),
    ),
    st.builds(
        ChoiceGap,
        answers=many(st.builds(Answer, GAP_TEXT, PERCENT, GAP_SAID)),
        layout=st.sampled_from([GapLayout.COLUMN, GapLayout.ROW]),
        multiple=st.just(True),
        shuffle=st.booleans(),
    ),
)


@st.composite
def clozes(draw: st.DrawFn) -> Cloze:
    gaps = draw(many(GAP))
    words = "".join(f"{{#{place}}} <b>satu</b> " for place in range(1, len(gaps) + 1)).strip()
    text = Text(words, TextFormat.HTML)
    return draw(st.builds(Cloze, gaps=st.just(gaps), **MOODLE_PARTS | {"text": st.just(text)}))


MOODLE = st.one_of(
    st.builds(
        Choice,
        answers=many(ANSWER, 2),
        single=st.booleans(),
        shuffle=st.booleans(),
        numbering=st.sampled_from(Numbering),
        outcomes=OUTCOMES,
        penalty=SHARE,
        **MOODLE_PARTS,
    ),
    st.builds(TrueFalse, answer=st.booleans(), when_true=SAID, when_false=SAID, **MOODLE_PARTS),
    st.builds(
        Matching,
        pairs=many(PAIR),
        distractors=st.lists(WORDS, max_size=2).map(tuple),
        shuffle=st.booleans(),
        outcomes=OUTCOMES,
        **MOODLE_PARTS,
    ),
    st.builds(
        Ordering,
        items=many(TEXT, 2),
        all_or_nothing=st.booleans(),
        horizontal=st.booleans(),
        outcomes=OUTCOMES,
        **MOODLE_PARTS,
    ),
    st.builds(
        Numeric,
        answers=many(NUMERIC),
        units=st.lists(st.builds(Unit, LINE, NUMBER.filter(bool)), max_size=2).map(tuple),
        unit_grading=st.sampled_from(UnitGrading),
        unit_penalty=SHARE,
        **MOODLE_PARTS,
    ),
    st.builds(ShortAnswer, answers=many(PATTERN), case_sensitive=st.booleans(), **MOODLE_PARTS),
    clozes(),
    st.builds(
        WordGaps,
        words=many(st.builds(Word, WORDS, st.integers(1, 20), st.booleans())),
        drag=st.booleans(),
        shuffle=st.booleans(),
        outcomes=OUTCOMES,
        **MOODLE_PARTS | {"text": st.just(Text("Ibu kota: [[1]]", TextFormat.HTML))},
    ),
    st.builds(
        Essay,
        input=st.sampled_from(EssayInput),
        required=st.booleans(),
        lines=st.integers(0, 40),
        min_words=st.integers(0, 500),
        max_words=st.integers(0, 500),
        attachments=st.integers(-1, 3),
        attachments_required=st.integers(0, 3),
        template=SAID,
        grader_info=SAID,
        **MOODLE_PARTS,
    ),
    st.builds(Description, **MOODLE_PARTS),
    st.builds(
        Markers,
        picture=st.just(EmbeddedFile("surat.png", b"\x89PNG")),
        markers=many(st.builds(Marker, WORDS, st.integers(0, 20))),
        zones=many(
            st.sampled_from(
                [
                    Zone(1, ZoneShape.RECTANGLE, "10,20;30,8"),
                    Zone(1, ZoneShape.CIRCLE, "10,20;9"),
                    Zone(1, ZoneShape.POLYGON, "1,1;9,1;5,9"),
                ]
            )
        ),
        shuffle=st.booleans(),
        show_misplaced=st.booleans(),
        outcomes=OUTCOMES,
        **MOODLE_PARTS,
    ),
)


@LIGHT
@given(st.lists(MOODLE, min_size=1, max_size=3))
def test_moodle_xml_carries_everything(questions: list[Question]) -> None:
    written = write_moodle(questions)

    assert (written.notes, read_moodle(written.content.encode()).questions) == (
        (),
        tuple(questions),
    )


AIKEN_LINE = st.text("abc <&~=é", min_size=1, max_size=9).map(lambda words: " ".join(words.split()))
AIKEN = st.builds(
    Choice,
    text=st.builds(Text, AIKEN_LINE.filter(bool)),
    answers=many(st.builds(Answer, st.builds(Text, AIKEN_LINE.filter(bool))), 2).map(
        lambda answers: (*answers[:-1], replace(answers[-1], fraction=FULL))
    ),
)


@LIGHT
@given(st.lists(AIKEN, min_size=1, max_size=3))
def test_aiken(questions: list[Question]) -> None:
    written = write_aiken(questions)

    assert (written.notes, read_aiken(written.content.encode()).questions) == ((), tuple(questions))


def unnamed_losses(first: Question, second: Question, named: Iterable[str]) -> list[str]:
    """The parts that differ without a note that says so."""
    labels = {part.name: reasons.PARTS.get(part.name, reasons.OTHER_PART) for part in fields(first)}
    return [
        part.name
        for part in fields(first)
        if part.compare
        and getattr(first, part.name) != getattr(second, part.name)
        and labels[part.name] not in named
    ]


@LIGHT
@given(MOODLE, st.sampled_from(["gift", "aiken"]))
def test_what_a_format_cannot_hold_is_named(question: Question, name: str) -> None:
    write, read = {"gift": (write_gift, read_gift), "aiken": (write_aiken, read_aiken)}[name]

    written = write([question])

    if not written.content:
        assert [note.reason in {reasons.NOT_IN_FORMAT, reasons.NOT_WRITABLE}
                for note in written.notes] == [True]  # fmt: skip
        return
    (again,) = read(written.content.encode()).questions
    assert unnamed_losses(question, again, [note.detail for note in written.notes]) == []


PIECES = st.sampled_from([
    "ANSWER: A", "A) ", "B) ", "{1:SA:", "<quiz>", "<question type='cloze'>", "<questiontext>", "->",
    "%50%", "####", "{#", "::", "//", "$CATEGORY: ", "\n\n", "~", "=", "}", "</quiz>",
])  # fmt: skip
SOURCE = st.lists(PIECES | WORDS, max_size=25).map("".join).map(str.encode)


@settings(max_examples=100, deadline=None)
@given(SOURCE | st.binary(max_size=60))
def test_no_input_breaks_a_reader(data: bytes) -> None:
    for read in (read_aiken, read_gift, read_moodle):
        with suppress(QuestionFileError):
            assert read(data).questions
