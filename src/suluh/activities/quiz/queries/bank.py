"""The agency's bank of questions: lists, one question, what may be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from suluh.activities.quiz.models import Question, QuestionVersion
from suluh.activities.quiz.rules.items import from_data
from suluh.activities.quiz.types import Candidate, Item, Plan
from suluh.base.errors import NotAllowed, NotFound
from suluh.organisation.rules.roles import Permission, reach
from suluh.organisation.types import Actor


def may_write(actor: Actor) -> bool:
    """Whether the actor writes questions: whoever writes trainings of the agency does."""
    return _holds(actor, Permission.TRAINING_WRITE)


def may_read(actor: Actor) -> bool:
    """Whether the actor sees the bank."""
    return _holds(actor, Permission.TRAINING_VIEW)


def require_reader(actor: Actor) -> None:
    """Raise NotAllowed unless the actor sees trainings of the own agency."""
    if not may_read(actor):
        raise NotAllowed


def require_writer(actor: Actor) -> int:
    """The actor's agency; raises NotAllowed unless the actor writes trainings there."""
    if actor.agency_id is None or not may_write(actor):
        raise NotAllowed
    return actor.agency_id


def _holds(actor: Actor, permission: Permission) -> bool:
    """The bank is the agency's: a role over any unit of it is enough."""
    return actor.agency_id is not None and bool(reach(actor, permission, agency_id=actor.agency_id))


def bank_list(
    actor: Actor, *, text: str = "", category: str = "", tag: str = "", difficulty: str = "",
    is_archived: bool = False,
) -> QuerySet[Question]:  # fmt: skip
    """Questions of the actor's agency that fit, changed last first."""
    require_reader(actor)
    rows = Question.objects.filter(archived_at__isnull=not is_archived)
    if text:
        rows = rows.filter(text__icontains=text)
    if category:
        rows = rows.filter(category=category)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    if difficulty:
        rows = rows.filter(difficulty=difficulty)
    return rows


def categories() -> list[tuple[str, int]]:
    """Categories of the bank in the scope's agency, with their counts."""
    return _counted("SELECT category, count(*) FROM quiz_question WHERE archived_at IS NULL"
                    " AND category <> '' GROUP BY 1 ORDER BY 1 LIMIT 200")  # fmt: skip


def tags() -> list[tuple[str, int]]:
    """Tags of the bank, the most used first."""
    return _counted("SELECT t, count(*) FROM quiz_question, unnest(tags) t"
                    " WHERE archived_at IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 60")  # fmt: skip


def _counted(sql: str) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [(str(name), int(count)) for name, count in cursor.fetchall()]


def get_question(actor: Actor, uuid: UUID) -> Question:
    """A question of the actor's agency; every other looks absent."""
    require_reader(actor)
    found = Question.objects.filter(uuid=uuid).first()
    if found is None:
        raise NotFound
    return found


def known_questions(uuids: Sequence[UUID]) -> list[UUID]:
    """Those of them that stand in the scope's bank, in their order."""
    known = set(Question.objects.filter(uuid__in=uuids).values_list("uuid", flat=True))
    return [uuid for uuid in uuids if uuid in known]


def current_item(question: Question) -> Item:
    """The question as it is asked now."""
    return from_data(question.versions.get(number=question.number).data)


def candidates() -> list[Candidate]:
    """What may be drawn in the scope's agency, in a fixed order."""
    rows = QuestionVersion.objects.select_related("question").extra(
        where=["quiz_questionversion.number = quiz_question.number"]
    )
    rows = rows.filter(question__archived_at=None).order_by("question_id")
    return [
        Candidate(uuid, version, category, tuple(tags), difficulty)
        for uuid, version, category, tags, difficulty in rows.values_list(
            "question__uuid", "id", "question__category", "question__tags", "question__difficulty"
        )
    ]


def items_of(versions: Iterable[int]) -> dict[int, Item]:
    """Questions by the id of their version."""
    rows = QuestionVersion.objects.filter(pk__in=list(versions)).values_list("id", "data")
    return {pk: from_data(data) for pk, data in rows}


def fixed_questions(plan: Plan) -> Sequence[Question]:
    """The questions that a test names, in its order."""
    known = {q.uuid: q for q in Question.objects.filter(uuid__in=plan.fixed)}
    return [known[uuid] for uuid in plan.fixed if uuid in known]


@dataclass(frozen=True, slots=True)
class Usage:
    """How a question did: asked how often, how hard it was, whether it tells good from weak."""

    asked: int
    mean: float | None
    discrimination: float | None

    @property
    def percent(self) -> int | None:
        """Share of the mark that people earned on average."""
        return None if self.mean is None else round(self.mean * 100)

    @property
    def is_suspect(self) -> bool:
        """Whether those who did well in all else did worse here: often a wrong key."""
        return self.discrimination is not None and self.discrimination < 0


# The newest mark of each question of each attempt; the rest of the test is the score without it.
_USAGE = """
WITH newest AS (
  SELECT DISTINCT ON (m.attempt_id, m.place) m.attempt_id, m.place, v.question_id, m.share, m.points
  FROM quiz_mark m JOIN quiz_questionversion v ON v.id = m.version_id
  WHERE m.attempt_id IN (SELECT n.attempt_id FROM quiz_mark n
    JOIN quiz_questionversion w ON w.id = n.version_id WHERE w.question_id = ANY(%s))
  ORDER BY m.attempt_id, m.place, m.id DESC
), rest AS (
  SELECT question_id, share / 10000.0 AS own, (sum(share * points) OVER w - share * points)
    / NULLIF((sum(points) OVER w - points) * 10000.0, 0) AS others
  FROM newest WINDOW w AS (PARTITION BY attempt_id)
)
SELECT question_id, count(*), avg(own)::float8, corr(own, others) FROM rest
WHERE question_id = ANY(%s) GROUP BY 1
"""


def usage_of(questions: Iterable[int]) -> dict[int, Usage]:
    """Item analysis of the questions: difficulty (mean share) and discrimination (item-rest)."""
    wanted = list(questions)
    with connection.cursor() as cursor:
        cursor.execute(_USAGE, [wanted, wanted])
        rows: list[Any] = cursor.fetchall()
    return {row[0]: Usage(row[1], row[2], row[3]) for row in rows}
