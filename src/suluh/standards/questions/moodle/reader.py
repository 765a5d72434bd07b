"""Reading a bank in Moodle XML, one question at a time."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from suluh.standards.questions import reasons
from suluh.standards.questions.categories import read_path
from suluh.standards.questions.limits import MAX_QUESTIONS, check_size
from suluh.standards.questions.moodle import kinds, pictured
from suluh.standards.questions.moodle.fields import Fields, read_text
from suluh.standards.questions.moodle.nodes import Node, read_nodes
from suluh.standards.questions.notes import Notes
from suluh.standards.questions.types import Question, QuestionFileError, Reading

_KINDS: dict[str, Callable[[Fields, dict[str, Any]], Question | None]] = {
    "multichoice": kinds.choice,
    "truefalse": kinds.truth,
    "matching": kinds.matching,
    "match": kinds.matching,
    "ordering": kinds.ordering,
    "numerical": kinds.numeric,
    "shortanswer": kinds.short,
    "cloze": kinds.cloze,
    "multianswer": kinds.cloze,
    "gapselect": kinds.word_gaps,
    "ddwtos": kinds.word_gaps,
    "ddmarker": pictured.read,
    "essay": kinds.essay,
    "description": kinds.description,
}
_CATEGORY_PARTS = ("info", "idnumber")


class _Reader:
    def __init__(self) -> None:
        self.notes = Notes()
        self.questions: list[Question] = []
        self.category: tuple[str, ...] = ()

    def take(self, node: Node) -> None:
        name = " ".join(node.value("name").split())
        self.notes.enter(node.line, name)
        kind = node.attributes.get("type", "").strip()
        if node.tag != "question":
            self.notes.add(reasons.UNKNOWN_PART, node.tag)
        elif kind == "category":
            self._enter_category(node)
        elif kind not in _KINDS:
            self.notes.add(reasons.UNKNOWN_TYPE, kind)
        elif len(self.questions) == MAX_QUESTIONS:
            raise QuestionFileError(reasons.TOO_MANY, node.line)
        else:
            question = self._question(Fields(node, self.notes), name, kind)
            if question is not None:
                self.questions.append(question)

    def _enter_category(self, node: Node) -> None:
        self.category = read_path(node.value("category"))
        self.notes.question = "/".join(self.category)
        for tag in _CATEGORY_PARTS:
            if node.value(tag):
                self.notes.add(reasons.CATEGORY_PART, node.value(tag))

    def _question(self, fields: Fields, name: str, kind: str) -> Question | None:
        fields.asked.add("name")
        common = _common(fields)
        if not common["text"]:
            self.notes.add(reasons.NO_TEXT)
            return None
        common |= {"name": name, "category": self.category, "line": fields.node.line}
        question = _KINDS[kind](fields, common)
        if question is not None:
            fields.report_rest()
        return question


def _common(fields: Fields) -> dict[str, Any]:
    tags = [tag for block in fields.all("tags") for tag in block.all("tag")]
    words = (" ".join((tag.child("text") or tag).words.split()) for tag in tags)
    return {
        "text": fields.text("questiontext"),
        "feedback": fields.text("generalfeedback"),
        "default_mark": fields.decimal("defaultgrade", Decimal(1)),
        "penalty": fields.decimal("penalty", Decimal("0.3333333")),
        "tags": tuple(word for word in words if word),
        "id_number": fields.value("idnumber"),
        "hints": tuple(_hint(node, fields.notes) for node in fields.all("hint")),
    }


def _hint(node: Node, notes: Notes) -> Any:
    for child in node.children:
        if child.tag not in {"text", "file"}:
            notes.add(reasons.UNKNOWN_PART, f"hint: {child.tag}", child.line)
    return read_text(node, notes)


def read_moodle(data: bytes) -> Reading:
    """Read a bank of Moodle XML; raises QuestionFileError when it is none or not safe to read."""
    check_size(data)
    reader = _Reader()
    broken = read_nodes(data.lstrip(), reader.take)
    if broken and not reader.questions:
        raise QuestionFileError(reasons.BROKEN_XML, broken)
    if not reader.questions:
        first = reader.notes.found[0].line if reader.notes.found else 0
        raise QuestionFileError(reasons.NO_QUESTIONS, first)
    if broken:
        reader.notes.enter(broken, "")
        reader.notes.add(reasons.BROKEN_XML)
    return Reading(tuple(reader.questions), tuple(reader.notes.found))
