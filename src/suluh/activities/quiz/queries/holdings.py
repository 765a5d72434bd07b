"""What the bank holds that a file might mean: only the questions that share a code, name or words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from suluh.activities.quiz.models import Question, QuestionVersion
from suluh.activities.quiz.rules.exchange.matching import Held, stem
from suluh.activities.quiz.rules.items import from_data
from suluh.activities.quiz.types import Entry


@dataclass(slots=True)
class Holdings:
    """Questions of the bank by the signs they may be known by."""

    by_sign: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    held: dict[int, Held] = field(default_factory=dict)

    def like(self, entry: Entry) -> list[Held]:
        """Those that the entry may mean."""
        found = {pk for sign in signs(entry) for pk in self.by_sign.get(sign, ())}
        return [self.held[pk] for pk in sorted(found) if pk in self.held]


def signs(entry: Entry) -> Iterator[tuple[str, str]]:
    """By what the entry may be found."""
    if entry.code:
        yield "code", entry.code
    if entry.name:
        yield "name", entry.name
    yield "stem", stem(entry.item.text)


def read_holdings(entries: Iterable[Entry]) -> Holdings:
    """The bank's questions like one of the entries, in the scope's agency; two queries."""
    wanted = {sign for entry in entries for sign in signs(entry)}
    found = Holdings()
    rows = Question.objects.values_list("pk", "uuid", "code", "name", "text").order_by("pk")
    for pk, uuid, code, name, text in rows.iterator(chunk_size=5_000):
        for sign in (("code", str(uuid)), ("code", code), ("name", name), ("stem", stem(text))):
            if sign in wanted:
                found.by_sign[sign].append(pk)
    near = {pk for pks in found.by_sign.values() for pk in pks}
    found.held = {held.pk: held for held in read_held(near)}
    return found


def read_held(questions: Iterable[int]) -> Iterator[Held]:
    """Questions as they are asked now."""
    rows = QuestionVersion.objects.select_related("question").extra(
        where=["quiz_questionversion.number = quiz_question.number"]
    )
    for version in rows.filter(question_id__in=list(questions)).order_by("question_id"):
        question = version.question
        entry = Entry(
            from_data(version.data), question.category, tuple(question.tags), question.difficulty,
            question.name, question.code,
        )  # fmt: skip
        is_archived = question.archived_at is not None
        yield Held(question.pk, str(question.uuid), entry, question.number, is_archived)
