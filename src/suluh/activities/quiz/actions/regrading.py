"""Marking a question again in the tests that asked it: seen first, with a reason, logged line by line.

Marks are added, never changed. Who passes now completes at once; nobody loses a completion by it
(decision 0026): who would no longer pass is named, and a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from suluh.activities.quiz.models import Attempt, Mark, Question, Regrade, RegradeLine
from suluh.activities.quiz.queries.marking import markable, reached_paths
from suluh.activities.quiz.queries.regrading import (
    Row,
    attempts_with,
    current_version,
    forecast,
    rows_of,
)
from suluh.activities.quiz.rules.regrading import Way
from suluh.base.errors import DomainError
from suluh.base.events import record_event
from suluh.base.jobs import enqueue
from suluh.base.progress import start_long_job
from suluh.delivery.actions.learning import evaluate_again
from suluh.delivery.models import Progress
from suluh.delivery.queries.learning import lesson_of
from suluh.delivery.queries.marking_scope import Reach
from suluh.messaging.actions import notify
from suluh.messaging.types import Message
from suluh.organisation.types import Actor

BATCH = 200


class NothingToRegrade(DomainError):
    """Nobody's mark would change."""

    code = "nothing_to_regrade"
    sentence = _("Tidak ada nilai yang berubah, jadi tidak ada yang perlu dinilai ulang.")


def ask_regrade(
    *, actor: Actor, question: Question, way: Way, reason: str, now: datetime
) -> Regrade:
    """Ask for marking again, among the learners the actor may judge; a job does it."""
    if not forecast(question, way, attempts_with(markable(actor), question)).changes:
        raise NothingToRegrade
    regrade = Regrade.objects.create(
        tenant_id=question.tenant_id, question=question, version=current_version(question),
        way=way.value, reason=reason, paths=reached_paths(actor), by_id=actor.person_id,
        by_name=actor.name, created_at=now,
    )  # fmt: skip
    job = start_long_job(
        name="quiz.regrade_question", title=str(_("Menilai ulang satu soal")),
        tenant_id=question.tenant_id, person_id=actor.person_id, now=now, total=100,
        link=f"/kelola/bank-soal/nilai-ulang/{regrade.uuid}/",
    )  # fmt: skip
    regrade.job = job.uuid
    regrade.save(update_fields=["job"])
    enqueue("quiz.regrade_question", key=f"regrade-{regrade.uuid}", regrade=str(regrade.uuid))
    record_event(
        "quiz.regrade.asked", at=now, tenant_id=question.tenant_id, actor_id=actor.person_id,
        subject=question.uuid, reason=reason, data={"kind": way.value},
    )  # fmt: skip
    return regrade


def open_attempts(regrade: Regrade) -> list[int]:
    """Attempts that this marking again has still to do."""
    reach = Reach(regrade.by_id, regrade.tenant_id, tuple(regrade.paths))
    rows = reach.of(Attempt.objects.all())
    done = set(regrade.lines.values_list("attempt_id", flat=True))
    return [pk for pk in attempts_with(rows, regrade.question) if pk not in done]


def regrade_some(regrade: Regrade, attempts: Sequence[int], *, now: datetime) -> int:
    """Mark these attempts again in one transaction; how many changed. A repeat changes nothing."""
    locked = Attempt.objects.select_for_update(of=("self",)).filter(pk__in=attempts).order_by("pk")
    pks = [attempt.pk for attempt in locked]
    rows = rows_of(forecast(regrade.question, Way(regrade.way), pks).changes)
    Mark.objects.bulk_create(_mark(regrade, row, now) for row in rows)
    RegradeLine.objects.bulk_create(_line(regrade, row) for row in rows)
    settled = [row for row in rows if row.change.score_after is not None]
    for row in settled:
        row.attempt.score = row.change.score_after
    Attempt.objects.bulk_update([row.attempt for row in settled], ["score"])
    for row in settled:
        _judge(row.attempt, now=now)
    _tell(regrade, settled, now=now)
    return len(rows)


def finish_regrade(regrade: Regrade, *, now: datetime) -> None:
    """Write down what came of it."""
    lines = list(regrade.lines.values_list(
        "share_before", "share_after", "passed_before", "passed_after"
    ))  # fmt: skip
    regrade.counts = {
        "changed": len(lines),
        "gained": sum(after > before for before, after, _old, _new in lines),
        "lost": sum(after < before for before, after, _old, _new in lines),
        "passed": sum(old is False and new is True for _b, _a, old, new in lines),
        "failed": sum(old is True and new is False for _b, _a, old, new in lines),
    }
    regrade.done_at = now
    regrade.save(update_fields=["counts", "done_at"])
    record_event(
        "quiz.regrade.completed", at=now, tenant_id=regrade.tenant_id, actor_id=regrade.by_id,
        subject=regrade.question.uuid, reason=regrade.reason, data=regrade.counts,
    )  # fmt: skip


def _mark(regrade: Regrade, row: Row, now: datetime) -> Mark:
    return Mark(
        tenant_id=regrade.tenant_id, attempt_id=row.attempt.pk, place=row.change.place,
        version_id=regrade.version_id, share=row.change.share_after, points=row.change.points,
        by_id=regrade.by_id, reason=regrade.reason, at=now,
    )  # fmt: skip


def _line(regrade: Regrade, row: Row) -> RegradeLine:
    change = row.change
    return RegradeLine(
        tenant_id=regrade.tenant_id, regrade=regrade, attempt_id=change.attempt_id,
        share_before=change.share_before, share_after=change.share_after,
        score_before=change.score_before, score_after=change.score_after,
        passed_before=row.passed_before, passed_after=row.passed_after,
    )  # fmt: skip


def _judge(attempt: Attempt, *, now: datetime) -> None:
    """The course follows: a completion may come of it, none is taken away."""
    rows = Progress.objects.select_related("activity", "enrolment__offering")
    found = rows.filter(enrolment_id=attempt.enrolment_id, activity_id=attempt.activity_id).first()
    if found is not None:
        mine = found.enrolment
        lesson = lesson_of(mine.offering, mine, found.activity, progress=found, now=now)
        evaluate_again(lesson=lesson, now=now)


@override("id")  # read by others: not in the language of who acts
def _tell(regrade: Regrade, rows: Sequence[Row], *, now: datetime) -> None:
    messages = [
        Message(
            person_id=row.attempt.person_id, key=f"nilai-ulang:{regrade.uuid}:{row.attempt.pk}",
            kind="change", title=str(_("Nilai tes Anda dihitung ulang")),
            body=str(_("Satu soal di %(title)s diperbaiki. Kelulusan yang sudah Anda peroleh tetap.")
                     % {"title": row.attempt.activity.title}),
            link=f"/tes/{row.attempt.uuid}/hasil/",
        )
        for row in rows if row.change.score_before != row.change.score_after
    ]  # fmt: skip
    notify(tenant_id=regrade.tenant_id, messages=messages, now=now)
