"""Writing questions: a change makes a new version, what was asked before stays as it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from suluh.activities.quiz.models import Question, QuestionVersion
from suluh.activities.quiz.queries.bank import require_writer
from suluh.activities.quiz.rules.items import flaw_of, to_data
from suluh.activities.quiz.types import Entry
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.organisation.types import Actor


class QuestionFlawed(DomainError):
    """It cannot be asked like this."""

    code = "question_flawed"


def write_question(
    *, actor: Actor, entry: Entry, now: datetime, question: Question | None = None
) -> Question:
    """Add a question to the bank, or a version to `question`; unchanged words make no version."""
    tenant_id = require_writer(actor)
    if flaw := flaw_of(entry.item):
        raise QuestionFlawed(flaw)
    if question is None:
        return add_questions(tenant_id=tenant_id, entries=[entry], by_id=actor.person_id, now=now)[
            0
        ]
    question = Question.objects.select_for_update().get(pk=question.pk)
    data = to_data(entry.item)
    if question.versions.get(number=question.number).data != data:
        question.number += 1
        QuestionVersion.objects.create(
            tenant_id=tenant_id, question=question, number=question.number, data=data,
            created_by_id=actor.person_id, created_at=now,
        )  # fmt: skip
    question.category, question.tags = entry.category, list(entry.tags)
    question.difficulty, question.changed_at = entry.difficulty, now
    question.sort, question.text = entry.item.sort.value, entry.item.text
    question.save()
    _tell("quiz.question.changed", question, actor.person_id, now)
    return question


def add_questions(
    *, tenant_id: int, entries: Iterable[Entry], by_id: int | None, now: datetime
) -> list[Question]:
    """Many new questions, each told; the caller has checked who asks and what is asked."""
    made = store_questions(tenant_id=tenant_id, entries=entries, by_id=by_id, now=now)
    for question in made:
        _tell("quiz.question.added", question, by_id, now)
    return made


def store_questions(
    *, tenant_id: int, entries: Iterable[Entry], by_id: int | None, now: datetime
) -> list[Question]:
    """New questions in two statements; the caller tells of them."""
    wanted = list(entries)
    made = Question.objects.bulk_create(
        Question(
            tenant_id=tenant_id, category=entry.category, tags=list(entry.tags),
            difficulty=entry.difficulty, sort=entry.item.sort.value, text=entry.item.text,
            name=entry.name, code=entry.code, created_at=now, changed_at=now,
        )
        for entry in wanted
    )  # fmt: skip
    QuestionVersion.objects.bulk_create(
        QuestionVersion(
            tenant_id=tenant_id, question=question, number=1, data=to_data(entry.item),
            created_by_id=by_id, created_at=now,
        )
        for question, entry in zip(made, wanted, strict=True)
    )  # fmt: skip
    return made


_PLACE = (
    "category", "tags", "difficulty", "sort", "text", "name", "code", "number", "changed_at",
    "archived_at",
)  # fmt: skip


def store_versions(
    *, changes: Sequence[tuple[Question, Entry]], by_id: int | None, now: datetime
) -> None:
    """A further version of each question, which comes back from the archive; the caller locked them."""
    versions = []
    for question, entry in changes:
        question.number += 1
        question.category, question.tags = entry.category, list(entry.tags)
        question.difficulty, question.sort = entry.difficulty, entry.item.sort.value
        question.text, question.name, question.code = entry.item.text, entry.name, entry.code
        question.changed_at, question.archived_at = now, None
        versions.append(
            QuestionVersion(
                tenant_id=question.tenant_id, question=question, number=question.number,
                data=to_data(entry.item), created_by_id=by_id, created_at=now,
            )
        )  # fmt: skip
    Question.objects.bulk_update([question for question, _entry in changes], _PLACE)
    QuestionVersion.objects.bulk_create(versions)


def archive_question(*, actor: Actor, question: Question, archived: bool, now: datetime) -> None:
    """Take a question out of the bank, or bring it back; tests that asked it keep it."""
    require_writer(actor)
    question.archived_at = now if archived else None
    question.save(update_fields=["archived_at"])
    word = "archived" if archived else "restored"
    _tell(f"quiz.question.{word}", question, actor.person_id, now)


def _tell(name: str, question: Question, by_id: int | None, now: datetime) -> None:
    record_event(
        name, at=now, tenant_id=question.tenant_id, actor_id=by_id, subject=question.uuid,
        data={"number": question.number},
    )  # fmt: skip
