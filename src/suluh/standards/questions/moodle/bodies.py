"""What each type of question writes of its own in Moodle XML."""

from suluh.standards.questions.limits import shown
from suluh.standards.questions.moodle import markup as m
from suluh.standards.questions.moodle import pictured
from suluh.standards.questions.moodle.kinds import UNIT_GRADINGS
from suluh.standards.questions.types import (
    FULL,
    NOTHING,
    Answer,
    Choice,
    Cloze,
    Description,
    Essay,
    Markers,
    Matching,
    Numeric,
    Ordering,
    Question,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
    Word,
    WordGaps,
)

_GRADINGS = {grading: code for code, grading in UNIT_GRADINGS.items()}


def body(question: Question) -> tuple[str, str]:
    """Moodle's name of the type, and its own elements."""
    match question:
        case Choice():
            return "multichoice", _choice(question)
        case TrueFalse():
            return "truefalse", _truth(question)
        case Matching():
            return "matching", _matching(question)
        case Ordering():
            return "ordering", _ordering(question)
        case Numeric():
            return "numerical", _numeric(question)
        case WordGaps():
            return "ddwtos" if question.drag else "gapselect", _word_gaps(question)
        case _:
            return _words(question)


def _words(question: Question) -> tuple[str, str]:
    match question:
        case ShortAnswer():
            sensitive = m.value("usecase", str(int(question.case_sensitive)))
            return "shortanswer", sensitive + m.each(map(m.answer, question.answers))
        case Essay():
            return "essay", _essay(question)
        case Markers():
            return "ddmarker", pictured.write(question)
        case Cloze():
            return "cloze", ""
        case Description():
            return "description", ""
        case _:
            raise TypeError(type(question).__name__)


def _choice(question: Choice) -> str:
    return (
        m.switch("single", on=question.single)
        + m.switch("shuffleanswers", on=question.shuffle)
        + m.value("answernumbering", question.numbering)
        + m.outcomes(question.outcomes)
        + m.each(map(m.answer, question.answers))
    )


def _truth(question: TrueFalse) -> str:
    true, false = (FULL, NOTHING) if question.answer else (NOTHING, FULL)
    return m.answer(Answer(Text("true"), true, question.when_true)) + m.answer(
        Answer(Text("false"), false, question.when_false)
    )


def _matching(question: Matching) -> str:
    rows = [(pair.prompt, pair.answer) for pair in question.pairs]
    rows += [(Text(), word) for word in question.distractors]
    return (
        m.switch("shuffleanswers", on=question.shuffle)
        + m.outcomes(question.outcomes)
        + m.each(m.rich("subquestion", prompt, m.named("answer", word)) for prompt, word in rows)
    )


def _ordering(question: Ordering) -> str:
    grading = "ALL_OR_NOTHING" if question.all_or_nothing else "ABSOLUTE_POSITION"
    return (
        m.value("layouttype", "HORIZONTAL" if question.horizontal else "VERTICAL")
        + m.value("selecttype", "ALL")
        + m.value("selectcount", "0")
        + m.value("gradingtype", grading)
        + m.value("showgrading", "SHOW")
        + m.value("numberingstyle", "none")
        + m.outcomes(question.outcomes)
        + m.each(
            m.rich("answer", item, attributes=f' fraction="{place}"')
            for place, item in enumerate(question.items, start=1)
        )
    )


def _numeric(question: Numeric) -> str:
    units = m.each(map(_unit, question.units))
    return (
        m.each(map(m.numeric_answer, question.answers))
        + (f"<units>{units}</units>\n" if units else "")
        + m.value("unitgradingtype", _GRADINGS[question.unit_grading])
        + m.value("unitpenalty", shown(question.unit_penalty))
        + m.value("showunits", "0" if units else "3")
        + m.value("unitsleft", "0")
    )


def _unit(unit: Unit) -> str:
    inside = m.value("multiplier", shown(unit.multiplier)) + m.value("unit_name", unit.name)
    return f"<unit>{inside}</unit>"


def _word_gaps(question: WordGaps) -> str:
    tag = "dragbox" if question.drag else "selectoption"
    return (
        m.switch("shuffleanswers", on=question.shuffle)
        + m.outcomes(question.outcomes)
        + m.each(f"<{tag}>{_word(word)}</{tag}>\n" for word in question.words)
    )


def _word(word: Word) -> str:
    again = "<infinite/>" if word.unlimited else ""
    return f"<text>{m.words(word.text)}</text><group>{word.group}</group>{again}"


def _essay(question: Essay) -> str:
    limits = {
        "responsefieldlines": question.lines,
        "minwordlimit": question.min_words,
        "maxwordlimit": question.max_words,
        "attachments": question.attachments,
        "attachmentsrequired": question.attachments_required,
    }
    return (
        m.value("responseformat", question.input)
        + m.value("responserequired", str(int(question.required)))
        + m.each(m.value(tag, str(number)) for tag, number in limits.items())
        + m.rich("graderinfo", question.grader_info)
        + m.rich("responsetemplate", question.template)
    )
