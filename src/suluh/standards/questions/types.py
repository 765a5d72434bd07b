"""A question as the formats know it: what all readers give and all writers take.

Frozen and comparable, so that "read, written and read again" can be checked by ``==``. Marks in
parts are ``fraction``: percent of the question's mark, from -100 to 100. Text is kept as it came:
**HTML here is not yet cleaned**, whoever stores or shows it cleans it.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

FULL = Decimal(100)
NOTHING = Decimal(0)


class TextFormat(StrEnum):
    """How a text is to be understood."""

    PLAIN = "plain"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class EmbeddedFile:
    """A picture or sound that came inside the file; HTML names it as ``@@PLUGINFILE@@/name``."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Text:
    """Words to show, with the files that they name."""

    content: str = ""
    format: TextFormat = TextFormat.PLAIN
    files: tuple[EmbeddedFile, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.content or self.files)


EMPTY = Text()


@dataclass(frozen=True, slots=True)
class Answer:
    r"""A choice, or a pattern of a short answer (``*`` stands for anything, ``\*`` for a star)."""

    text: Text
    fraction: Decimal = NOTHING
    feedback: Text = EMPTY


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """Right when within ``tolerance`` of ``value``; no value means any number at all."""

    value: Decimal | None
    tolerance: Decimal = NOTHING
    fraction: Decimal = FULL
    feedback: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What is said of the whole response, by how right it was."""

    correct: Text = EMPTY
    partial: Text = EMPTY
    incorrect: Text = EMPTY


NO_OUTCOMES = Outcomes()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every question has; each subclass is one type of question.

    ``penalty`` is the share (0 to 1) of the mark that each further try costs. ``line`` says where
    the question began in its file; it takes no part in comparing.
    """

    name: str = ""
    text: Text = EMPTY
    feedback: Text = EMPTY
    default_mark: Decimal = Decimal(1)
    penalty: Decimal = Decimal("0.3333333")
    category: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    id_number: str = ""
    hints: tuple[Text, ...] = ()
    line: int = field(default=0, compare=False)


class Numbering(StrEnum):
    """What stands before each choice."""

    LOWER = "abc"
    UPPER = "ABCD"
    NUMBER = "123"
    ROMAN = "iii"
    UPPER_ROMAN = "IIII"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question):
    """One right choice of several, or several whose fractions add up."""

    answers: tuple[Answer, ...]
    single: bool = True
    shuffle: bool = True
    numbering: Numbering = Numbering.LOWER
    outcomes: Outcomes = NO_OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(Question):
    """A statement that is true or false, with what is said of either answer."""

    answer: bool
    when_true: Text = EMPTY
    when_false: Text = EMPTY


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things that belong together."""

    prompt: Text
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(Question):
    """Pairs to find, and answers that belong to none of them."""

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()
    shuffle: bool = True
    outcomes: Outcomes = NO_OUTCOMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(Question):
    """Items in their right order. Marks for each item in its place, or only for all of them."""

    items: tuple[Text, ...]
    all_or_nothing: bool = False
    horizontal: bool = False
    outcomes: Outcomes = NO_OUTCOMES


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may follow a number; the number times ``multiplier`` is in the first unit."""

    name: str
    multiplier: Decimal = Decimal(1)


class UnitGrading(StrEnum):
    """What a missing or wrong unit costs."""

    OPTIONAL = "optional"
    OF_ANSWER = "of_answer"
    OF_QUESTION = "of_question"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric(Question):
    """A number, with tolerance and perhaps a unit."""

    answers: tuple[NumericAnswer, ...]
    units: tuple[Unit, ...] = ()
    unit_grading: UnitGrading = UnitGrading.OPTIONAL
    unit_penalty: Decimal = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAnswer(Question):
    """A few words, compared with patterns from the first to the last."""

    answers: tuple[Answer, ...]
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGap:
    """Words to write in the text."""

    answers: tuple[Answer, ...]
    weight: int = 1
    case_sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberGap:
    """A number to write in the text."""

    answers: tuple[NumericAnswer, ...]
    weight: int = 1


class GapLayout(StrEnum):
    """How the choices of a gap are laid out."""

    MENU = "menu"
    COLUMN = "column"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGap:
    """A choice to make in the text; a menu never takes several."""

    answers: tuple[Answer, ...]
    weight: int = 1
    layout: GapLayout = GapLayout.MENU
    multiple: bool = False
    shuffle: bool = False


Gap = TextGap | NumberGap | ChoiceGap


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze(Question):
    """A text with gaps of several sorts: ``{#1}`` in it stands for the first of ``gaps``."""

    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A word that fits gaps of its group; ``unlimited`` words may be used more than once."""

    text: str
    group: int = 1
    unlimited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGaps(Question):
    """A text with gaps to fill from a bank of words: ``[[2]]`` is where the second word is right.

    ``drag`` asks to drag the words into place, else each gap is a menu of its group.
    """

    words: tuple[Word, ...]
    drag: bool = False
    shuffle: bool = False
    outcomes: Outcomes = NO_OUTCOMES


class ZoneShape(StrEnum):
    """How a zone of a picture is drawn, and with it how its coordinates read."""

    RECTANGLE = "rectangle"  # left,top;width,height
    CIRCLE = "circle"  # x,y;radius
    POLYGON = "polygon"  # x,y;x,y;x,y …


@dataclass(frozen=True, slots=True)
class Marker:
    """What is put on the picture; ``times`` it may be used, 0 for any number."""

    text: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Zone:
    """Where a marker (counted from 1) is right, in pixels of the picture."""

    marker: int
    shape: ZoneShape
    coordinates: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Markers(Question):
    """Markers to put on a picture, each right anywhere in its zone."""

    picture: EmbeddedFile
    markers: tuple[Marker, ...]
    zones: tuple[Zone, ...]
    shuffle: bool = False
    show_misplaced: bool = False
    outcomes: Outcomes = NO_OUTCOMES


class EssayInput(StrEnum):
    """What an essay is written in; NONE asks for files alone."""

    EDITOR = "editor"
    PLAIN = "plain"
    MONOSPACED = "monospaced"
    NONE = "noinline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(Question):
    """Free writing or files, marked by a person. Zero words: no limit; -1 attachments: any number."""

    input: EssayInput = EssayInput.EDITOR
    required: bool = True
    lines: int = 10
    min_words: int = 0
    max_words: int = 0
    attachments: int = 0
    attachments_required: int = 0
    template: Text = EMPTY
    grader_info: Text = EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Question):
    """No question: words between questions."""


class QuestionFileError(ValueError):
    """The whole file is refused; the message says why and what to do, ``line`` where (0: nowhere)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was not carried over: where, of which question, why, and what it was called."""

    line: int
    question: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole file, read."""

    questions: tuple[Question, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """A whole file, written, and what the format could not hold."""

    content: str
    notes: tuple[Note, ...] = ()
