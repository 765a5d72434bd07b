"""What each type of question has of its own in Moodle XML."""

import re
from decimal import Decimal
from typing import Any

from suluh.standards.questions import reasons
from suluh.standards.questions.cloze import read_gaps
from suluh.standards.questions.limits import number
from suluh.standards.questions.moodle.fields import (
    Fields,
    read_answer,
    read_numeric,
    read_pattern,
    read_text,
)
from suluh.standards.questions.moodle.nodes import Node
from suluh.standards.questions.types import (
    NOTHING,
    Answer,
    Choice,
    Cloze,
    Description,
    Essay,
    EssayInput,
    Matching,
    Numbering,
    Numeric,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    TrueFalse,
    Unit,
    UnitGrading,
    Word,
    WordGaps,
)

Common = dict[str, Any]
UNIT_GRADINGS = {
    "0": UnitGrading.OPTIONAL, "1": UnitGrading.OF_ANSWER, "2": UnitGrading.OF_QUESTION,
}  # fmt: skip
_MARK = re.compile(r"\[\[(\d{1,4})\]\]")
_NO_PENALTY = {"penalty": Decimal("0.3333333")}  # means nothing where there is one try


def _without_answers(fields: Fields) -> Question | None:
    fields.notes.add(reasons.NO_ANSWERS)
    return None


def choice(fields: Fields, common: Common) -> Question | None:
    """Choices with their fractions."""
    answers = tuple(read_answer(node, fields.notes) for node in fields.all("answer"))
    answers = tuple(answer for answer in answers if answer.text)
    if len(answers) < 2:
        return _without_answers(fields)
    if not any(answer.fraction > 0 for answer in answers):
        fields.notes.add(reasons.NO_RIGHT_ANSWER)
    return Choice(
        answers=answers,
        single=fields.switch("single", default=True),
        shuffle=fields.switch("shuffleanswers", default=True),
        numbering=fields.member("answernumbering", Numbering.LOWER),
        outcomes=fields.outcomes(),
        **common,
    )


def truth(fields: Fields, common: Common) -> Question | None:
    """Two answers, one of them with marks; the word says which is which."""
    answers = [read_pattern(node, fields.notes) for node in fields.all("answer")]
    found = {answer.text.content.casefold(): answer for answer in answers}
    true, false = found.get("true"), found.get("false")
    if true is None or false is None or true.fraction == false.fraction:
        return _without_answers(fields)
    right = true.fraction > false.fraction
    return TrueFalse(
        answer=right, when_true=true.feedback, when_false=false.feedback, **common | _NO_PENALTY
    )


def matching(fields: Fields, common: Common) -> Question | None:
    """Pairs; an answer without a prompt belongs to none."""
    rows = [
        (read_text(node, fields.notes), node.value("answer")) for node in fields.all("subquestion")
    ]
    pairs = tuple(Pair(prompt, answer) for prompt, answer in rows if prompt and answer)
    if not pairs:
        return _without_answers(fields)
    for prompt, answer in rows:
        if not answer:
            fields.notes.add(reasons.BAD_PAIR, prompt.content)
    return Matching(
        pairs=pairs,
        distractors=tuple(answer for prompt, answer in rows if answer and not prompt),
        shuffle=fields.switch("shuffleanswers", default=True),
        outcomes=fields.outcomes(),
        **common,
    )


def ordering(fields: Fields, common: Common) -> Question | None:
    """Items whose fraction is their place."""
    nodes = sorted(fields.all("answer"), key=_place)
    items = tuple(text for node in nodes if (text := read_text(node, fields.notes)))
    if len(items) < 2:
        return _without_answers(fields)
    grading = fields.value("gradingtype", "ABSOLUTE_POSITION")
    if grading not in {"ABSOLUTE_POSITION", "ALL_OR_NOTHING", "0", "-1"}:
        fields.notes.add(reasons.UNKNOWN_VALUE, f"gradingtype: {grading}")
    choosing = fields.value("selecttype", "ALL")
    if choosing not in {"ALL", "0"}:
        fields.notes.add(reasons.UNKNOWN_VALUE, f"selecttype: {choosing}")
    return Ordering(
        items=items,
        all_or_nothing=grading in {"ALL_OR_NOTHING", "-1"},
        horizontal=fields.value("layouttype") in {"HORIZONTAL", "1"},
        outcomes=fields.outcomes(),
        **common,
    )


def _place(node: Node) -> Decimal:
    return number(node.attributes.get("fraction", "0")) or NOTHING


def numeric(fields: Fields, common: Common) -> Question | None:
    """Numbers with tolerance, and units."""
    read = (read_numeric(node, fields.notes) for node in fields.all("answer"))
    answers = tuple(answer for answer in read if answer is not None)
    if not answers:
        return _without_answers(fields)
    grading = fields.value("unitgradingtype", "0")
    if grading not in UNIT_GRADINGS:
        fields.notes.add(reasons.UNKNOWN_VALUE, f"unitgradingtype: {grading}")
    return Numeric(
        answers=answers,
        units=_units(fields),
        unit_grading=UNIT_GRADINGS.get(grading, UnitGrading.OPTIONAL),
        unit_penalty=fields.decimal("unitpenalty", Decimal("0.1")),
        **common,
    )


def _units(fields: Fields) -> tuple[Unit, ...]:
    found: list[Unit] = []
    for node in (unit for units in fields.all("units") for unit in units.all("unit")):
        name, words = node.value("unit_name"), node.value("multiplier", "1")
        multiplier = number(words)
        if not name or not multiplier:
            fields.notes.add(reasons.BAD_NUMBER, f"unit: {name} {words}", node.line)
        else:
            found.append(Unit(name, multiplier))
    return tuple(found)


def short(fields: Fields, common: Common) -> Question | None:
    """Patterns with their fractions."""
    read = (read_pattern(node, fields.notes) for node in fields.all("answer"))
    answers: tuple[Answer, ...] = tuple(answer for answer in read if answer.text)
    if not answers:
        return _without_answers(fields)
    sensitive = fields.switch("usecase", default=False)
    return ShortAnswer(answers=answers, case_sensitive=sensitive, **common)


def cloze(fields: Fields, common: Common) -> Question | None:
    """A text in which the gaps are written."""
    text, gaps = read_gaps(common["text"], fields.notes)
    if not gaps:
        fields.notes.add(reasons.NO_GAPS)
        return None
    return Cloze(gaps=gaps, **common | {"text": text})


def word_gaps(fields: Fields, common: Common) -> Question | None:
    """A text with places, and the words for them."""
    drag = fields.node.attributes["type"].strip() == "ddwtos"
    words = tuple(_word(node, fields) for node in fields.all("dragbox" if drag else "selectoption"))
    places = [int(place) for place in _MARK.findall(common["text"].content)]
    if not any(0 < place <= len(words) for place in places):
        fields.notes.add(reasons.NO_GAPS)
        return None
    for place in places:
        if not 0 < place <= len(words):
            fields.notes.add(reasons.GAP_WITHOUT_WORD, f"[[{place}]]")
    return WordGaps(
        words=words,
        drag=drag,
        shuffle=fields.switch("shuffleanswers", default=False),
        outcomes=fields.outcomes(),
        **common,
    )


def _word(node: Node, fields: Fields) -> Word:
    words = node.value("group", "1")
    group = number(words)
    if group is None or group != int(group) or not 1 <= group <= 20:
        fields.notes.add(reasons.BAD_NUMBER, f"group: {words}", node.line)
        group = Decimal(1)
    unlimited = node.child("infinite") is not None and node.value("infinite") not in {"0", "false"}
    return Word(node.value("text"), int(group), unlimited)


def essay(fields: Fields, common: Common) -> Question:
    """Free writing."""
    return Essay(
        input=fields.member("responseformat", EssayInput.EDITOR),
        required=fields.switch("responserequired", default=True),
        lines=fields.whole("responsefieldlines", 10),
        min_words=fields.whole("minwordlimit", 0),
        max_words=fields.whole("maxwordlimit", 0),
        attachments=fields.whole("attachments", 0, least=-1),
        attachments_required=fields.whole("attachmentsrequired", 0),
        template=fields.text("responsetemplate"),
        grader_info=fields.text("graderinfo"),
        **common | _NO_PENALTY,
    )


def description(_fields: Fields, common: Common) -> Question:
    """Words between questions."""
    return Description(**common | _NO_PENALTY)
