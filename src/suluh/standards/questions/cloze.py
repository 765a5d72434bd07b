"""The gaps that Moodle writes in the text: ``{1:SHORTANSWER:=Paris#Good~%50%Lyon}``.

An answer ends at ``~`` or ``}``, feedback begins at ``#``; a backslash before these takes their
meaning away, and ``&#8217;`` begins no feedback.
"""

import html
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from suluh.standards.questions import reasons
from suluh.standards.questions.limits import number, shown
from suluh.standards.questions.notes import Notes
from suluh.standards.questions.texts import as_html, as_plain
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    ChoiceGap,
    Gap,
    GapLayout,
    NumberGap,
    NumericAnswer,
    Text,
    TextFormat,
    TextGap,
)

_START = re.compile(r"\{(\d{0,6}):([A-Z_]{2,20}):")
_MARK = re.compile(r"\{#(\d{1,4})\}")
_MOST = 1_000
_PERCENT = re.compile(r"%([^%]{1,40})%(.*)", re.DOTALL)
_SIGN = r"(?:(?<!&)#|#(?!\d{1,7};|[xX][0-9a-fA-F]{1,6};))"  # no part of an entity
_FEEDBACK = re.compile(rf"(?<!\\){_SIGN}")
_ENDS = re.compile(rf"[~}}]|{_SIGN}")
_ESCAPED = re.compile(r"\\([~#}])")
_SHORT = {"SHORTANSWER": False, "SA": False, "MW": False,
          "SHORTANSWER_C": True, "SAC": True, "MWC": True}  # fmt: skip
_NUMBER = {"NUMERICAL", "NM"}
_LAYOUT = {"": GapLayout.MENU, "V": GapLayout.COLUMN, "H": GapLayout.ROW}
_CHOICE = re.compile(r"(?:MULTICHOICE(?:_|$)|MC)(V|H|)(S|)")
_SEVERAL = re.compile(r"(?:MULTIRESPONSE(?:_|$)|MR)(H|)(S|)")


def read_gaps(text: Text, notes: Notes) -> tuple[Text, tuple[Gap, ...]]:
    """The text with ``{#1}`` where its gaps were, and the gaps."""
    content = text.content
    gaps: list[Gap] = []
    pieces: list[str] = []
    place = 0
    while len(pieces) < _MOST and (found := _START.search(content, place)):
        pieces.append(_plain_part(content[place : found.start()], notes))
        end = _end(content, found.end())
        gap = None if end < 0 else _gap(found, content[found.end() : end], (text.format, notes))
        if gap is None:
            notes.add(reasons.BAD_GAP, content[found.start() : found.start() + 60])
            pieces.append(found[0])
            place = found.end()
            continue
        gaps.append(gap)
        pieces.append(f"{{#{len(gaps)}}}")
        place = end + 1
    pieces.append(_plain_part(content[place:], notes))
    return Text("".join(pieces), text.format, text.files), tuple(gaps)


def _plain_part(words: str, notes: Notes) -> str:
    """Words between gaps; what looks like our own mark is written a little differently."""
    for found in _MARK.finditer(words):
        notes.add(reasons.GAP_MARK, found[0])
    return _MARK.sub(r"{ #\1}", words)


def _end(content: str, place: int) -> int:
    """Where the gap that began before ``place`` ends; -1 if it does not."""
    for found in re.finditer(r"\\[~#}]|\}", content[place : place + 20_000]):
        if found[0] == "}":
            return place + found.start()
    return -1


def _gap(start: re.Match[str], inside: str, how: tuple[TextFormat, Notes]) -> Gap | None:
    weight, kind = int(start[1] or 1), start[2]
    if kind in _NUMBER:
        numbers = tuple(_numeric(part, how) for part in _split(inside))
        known = tuple(answer for answer in numbers if answer is not None)
        return NumberGap(answers=known, weight=weight) if known else None
    if kind in _SHORT:
        answers = tuple(_pattern(part, how) for part in _split(inside))
        sensitive = _SHORT[kind]
        return (
            TextGap(answers=answers, weight=weight, case_sensitive=sensitive) if answers else None
        )
    return _choice_gap(kind, weight, tuple(_answer(part, how) for part in _split(inside)))


def _choice_gap(kind: str, weight: int, answers: tuple[Answer, ...]) -> ChoiceGap | None:
    one, several = _CHOICE.fullmatch(kind), _SEVERAL.fullmatch(kind)
    found = one or several
    if not found or not answers:
        return None
    layout = _LAYOUT[found[1]] if one else GapLayout.ROW if found[1] else GapLayout.COLUMN
    return ChoiceGap(
        answers=answers, weight=weight, layout=layout, multiple=not one, shuffle=bool(found[2])
    )


def _split(inside: str) -> Iterator[str]:
    """The answers, as they stand between the tildes."""
    for part in re.split(r"(?<!\\)~", inside):
        if part.strip():
            yield part.strip()


def _weighed(part: str, notes: Notes) -> tuple[Decimal, str, str]:
    """Fraction, answer and feedback of one alternative."""
    fraction = NOTHING
    found = _PERCENT.fullmatch(part)
    if part.startswith("="):
        fraction, part = FULL, part[1:]
        found = _PERCENT.fullmatch(part)
    if found:
        fraction, part = _fraction(found[1], notes), found[2]
    answer, *feedback = _FEEDBACK.split(part, maxsplit=1)
    return fraction, _meant(answer), _meant("".join(feedback))


def _fraction(words: str, notes: Notes) -> Decimal:
    value = number(words)
    if value is None or abs(value) > FULL:
        notes.add(reasons.BAD_FRACTION, words)
        return NOTHING
    return value


def _meant(words: str) -> str:
    return _ESCAPED.sub(r"\1", words).strip()


def _text(content: str, format: TextFormat) -> Text:
    return Text(content, format if content else TextFormat.PLAIN)


def _answer(part: str, how: tuple[TextFormat, Notes]) -> Answer:
    fraction, words, feedback = _weighed(part, how[1])
    return Answer(_text(words, how[0]), fraction, _text(feedback, how[0]))


def _pattern(part: str, how: tuple[TextFormat, Notes]) -> Answer:
    """Words to compare: characters that HTML spells out are what they mean."""
    fraction, words, feedback = _weighed(part, how[1])
    return Answer(Text(html.unescape(words).strip()), fraction, _text(feedback, how[0]))


def _numeric(part: str, how: tuple[TextFormat, Notes]) -> NumericAnswer | None:
    fraction, words, feedback = _weighed(part, how[1])
    written, _colon, margin = words.partition(":")
    value, tolerance = number(written), number(margin or "0")
    if (value is None and words != "*") or tolerance is None or tolerance < 0:
        how[1].add(reasons.BAD_ANSWER, words)
        return None
    return NumericAnswer(value, tolerance, fraction, _text(feedback, how[0]))


def write_gaps(text: Text, gaps: tuple[Gap, ...]) -> Text:
    """The text with its gaps written where their marks are."""

    def written(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        return _written(gaps[place], text.format) if 0 <= place < len(gaps) else found[0]

    return Text(_MARK.sub(written, text.content), text.format, text.files)


def _written(gap: Gap, format: TextFormat) -> str:
    match gap:
        case TextGap():
            kind = "SHORTANSWER_C" if gap.case_sensitive else "SHORTANSWER"
            words = [html.escape(one.text.content, quote=False) for one in gap.answers]
        case NumberGap():
            kind = "NUMERICAL"
            words = [_value(one) for one in gap.answers]
        case _:
            kind = _kind(gap)
            words = [_in(one.text, format) for one in gap.answers]
    answers: Sequence[Answer | NumericAnswer] = gap.answers
    parts = [_alternative(*pair, format) for pair in zip(words, answers, strict=True)]
    return f"{{{gap.weight}:{kind}:{'~'.join(parts)}}}"


def _kind(gap: ChoiceGap) -> str:
    if gap.multiple:
        letters = ("H" if gap.layout is GapLayout.ROW else "") + ("S" if gap.shuffle else "")
        return f"MULTIRESPONSE_{letters}" if letters else "MULTIRESPONSE"
    letter = {GapLayout.MENU: "", GapLayout.COLUMN: "V", GapLayout.ROW: "H"}[gap.layout]
    letters = letter + ("S" if gap.shuffle else "")
    return f"MULTICHOICE_{letters}" if letters else "MULTICHOICE"


def _value(answer: NumericAnswer) -> str:
    if answer.value is None:
        return "*"
    return f"{shown(answer.value)}:{shown(answer.tolerance)}"


def _in(text: Text, format: TextFormat) -> str:
    return as_html(text) if format is TextFormat.HTML else as_plain(text)


def _alternative(words: str, answer: Answer | NumericAnswer, format: TextFormat) -> str:
    sign = "=" if answer.fraction == FULL else f"%{shown(answer.fraction)}%"
    feedback = _escaped(_in(answer.feedback, format))
    return sign + _escaped(words) + (f"#{feedback}" if feedback else "")


def _escaped(words: str) -> str:
    """Signs that would end the answer; an entity's number sign stays."""
    return _ENDS.sub(lambda found: "\\" + found[0], words)
